"""Models on screen: the conference, who is in and who is out and why, adjusting, confirming, the list to print."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.categories import CATEGORIES
from services.nomination.dossiers.show import conditions
from services.nomination.exemplars import commands, printing, queries
from services.nomination.exemplars.commands import Conference
from services.nomination.exemplars.model import Candidate, Gender, Selection
from services.nomination.exemplars.states import Action, State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import BadInput, Denied, RuleBroken
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.law import Category, Outcome
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, Whole, form
from shared.web.parts import Moment

router = APIRouter(include_in_schema=False, prefix="/exemplars")
HERE = "/nomination/exemplars"
SHOWN = 60
TONES = {
    State.DRAFT: "attention",
    State.PROPOSED: "waiting",
    State.CONFIRMED: "done",
    State.DISCARDED: "stopped",
}
PEOPLE = (Category.STAFF, Category.WORKER, Category.FORCES, Category.VETERAN_VOLUNTEER)
POSTS = [("Chủ tịch", "Chủ tịch"), ("Phó Chủ tịch", "Phó Chủ tịch, ký thay Chủ tịch")]
Year = Annotated[Whole, Field(ge=1945, le=2200)]


class ConferenceForm(BaseModel):
    """For which conference, out of which years."""

    unit: str = Field(title="đơn vị", min_length=1, max_length=80)
    title: str = Field(title="tên hội nghị", min_length=5, max_length=300)
    from_year: Year = Field(title="năm đầu giai đoạn")
    to_year: Year = Field(title="năm cuối giai đoạn")
    held_on: Day = Field(title="ngày hội nghị")
    place: str = Field(title="địa điểm", min_length=2, max_length=300)
    seats: Annotated[Whole, Field(ge=1, le=500)] = Field(title="số đại biểu")


class AdjustForm(BaseModel):
    """In or out, and why."""

    chosen: Literal["in", "out"] = Field(title="quyết định")
    reason: str = Field(title="lý do", min_length=3, max_length=1000)


class DescribeForm(BaseModel):
    """What the register does not know."""

    gender: Gender = Field(Gender.UNKNOWN, title="giới tính")
    field: str = Field("", title="lĩnh vực", max_length=120)
    category: str = Field("", title="nhóm đối tượng", max_length=40)
    position: str = Field("", title="chức vụ, công việc", max_length=300)


class ProposeForm(BaseModel):
    """Why, where the make-up is not what was asked for."""

    reason: str = Field("", title="lý do", max_length=1000)


class ReturnForm(BaseModel):
    """Why it is sent back."""

    why: str = Field(title="lý do trả lại", min_length=3, max_length=1000)


class DiscardForm(BaseModel):
    """Why it is given up."""

    cause: str = Field(title="lý do bỏ", min_length=3, max_length=1000)


class ConfirmForm(BaseModel):
    """The post, and that it is meant."""

    post: Literal["Chủ tịch", "Phó Chủ tịch"] = Field("Chủ tịch", title="chức vụ khi ký")
    sure: Literal["true"] = Field(title="ô xác nhận đã đọc")


@router.get("")
async def index(request: Request, work: Work) -> HTMLResponse:
    """The selections, newest first."""
    found = await queries.page(work.reads, actor=work.actor)
    names = await Names.load(work.reads, units={one.unit for one in found.items})
    return PAGES.render(
        request,
        "exemplars/index.html",
        rows=[_row(one, names) for one in found.items],
        may_begin=bool(work.actor.at(Role.OFFICER)),
    )


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Begin one, with the five years up to this one."""
    year = work.clock.today().year
    told = {"from_year": str(year - 5), "to_year": str(year), "seats": "30"}
    return await _new(request, work, FormState(told))


@router.post("/new")
async def draft(request: Request, work: Work) -> Response:
    """Look through the register."""
    sent = await form(request, ConferenceForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    conference = Conference(**sent.model_dump(exclude={"unit"}))
    try:
        its = await work.run(commands.draft, law=work.resources.law, unit=sent.unit, conference=conference)
    except (BadInput, RuleBroken) as error:
        return await _new(request, work, FormErrors(sent.model_dump(mode="json"), {"": error.vi}))
    return PAGES.see_other(f"{HERE}/{its.id}", f"Đã rà sổ: {its.chosen} trên {its.candidates} trường hợp được chọn.")


@router.get("/{selection_id}")
async def show(
    request: Request,
    work: Work,
    selection_id: str,
    out: Annotated[bool, Query(description="who is not chosen")] = False,
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Who is in, who is out, why; how the list is made up; what comes next."""
    return await _show(request, work, selection_id, out=out, after=after)


@router.get("/{selection_id}/candidates/{person}")
async def candidate(request: Request, work: Work, selection_id: str, person: str) -> HTMLResponse:
    """Why somebody is in or out, and the hand of the officer."""
    return await _candidate(request, work, selection_id, person)


@router.post("/{selection_id}/candidates/{person}")
async def adjust(request: Request, work: Work, selection_id: str, person: str) -> Response:
    """Take in or out."""
    sent = await form(request, AdjustForm)
    if isinstance(sent, FormErrors):
        return await _candidate(request, work, selection_id, person, adjusting=sent)
    try:
        await work.run(
            commands.adjust,
            law=work.resources.law,
            selection_id=selection_id,
            person=person,
            chosen=sent.chosen == "in",
            reason=sent.reason,
        )
    except RuleBroken as error:
        wrong = FormErrors(sent.model_dump(mode="json"), {"": error.vi})
        return await _candidate(request, work, selection_id, person, adjusting=wrong)
    return PAGES.see_other(f"{HERE}/{selection_id}", "Đã điều chỉnh; lý do lưu trong diễn biến.")


@router.post("/{selection_id}/candidates/{person}/description")
async def describe(request: Request, work: Work, selection_id: str, person: str) -> Response:
    """Fill in."""
    sent = await form(request, DescribeForm)
    if isinstance(sent, FormErrors):
        return await _candidate(request, work, selection_id, person, describing=sent)
    values = {person: sent.model_dump(mode="json")}
    await work.run(commands.describe, law=work.resources.law, selection_id=selection_id, values=values)
    return PAGES.see_other(f"{HERE}/{selection_id}/candidates/{person}", "Đã lưu; cơ cấu đại biểu được tính lại.")


@router.post("/{selection_id}/recount")
async def recount(work: Work, selection_id: str) -> Response:
    """Look through the register again."""
    its = await work.run(commands.recount, law=work.resources.law, selection_id=selection_id)
    return PAGES.see_other(f"{HERE}/{selection_id}", f"Đã rà lại sổ: {its.candidates} trường hợp được xét.")


@router.post("/{selection_id}/proposal")
async def propose(request: Request, work: Work, selection_id: str) -> Response:
    """Lay it before whoever confirms."""
    sent = await form(request, ProposeForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, selection_id, proposing=sent)
    try:
        await work.run(commands.propose, selection_id=selection_id, reason=sent.reason)
    except RuleBroken as error:
        wrong = FormErrors(sent.model_dump(mode="json"), {"reason": error.vi})
        return await _show(request, work, selection_id, proposing=wrong)
    return PAGES.see_other(f"{HERE}/{selection_id}", "Đã trình Chủ tịch Hội đồng xác nhận.")


@router.post("/{selection_id}/return")
async def send_back(request: Request, work: Work, selection_id: str) -> Response:
    """Send it back."""
    sent = await form(request, ReturnForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, selection_id, returning=sent)
    await work.run(commands.send_back, selection_id=selection_id, reason=sent.why)
    return PAGES.see_other(f"{HERE}/{selection_id}", "Đã trả lại danh sách.")


@router.post("/{selection_id}/confirmation")
async def confirm(request: Request, work: Work, selection_id: str) -> Response:
    """Confirm it."""
    sent = await form(request, ConfirmForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, selection_id, confirming=sent)
    try:
        its = await work.run(commands.confirm, selection_id=selection_id, post=sent.post)
    except RuleBroken as error:
        return await _show(request, work, selection_id, confirming=FormErrors({}, {"": error.vi}))
    return PAGES.see_other(f"{HERE}/{selection_id}", f"Danh sách số {its.number} đã được xác nhận và báo các đơn vị.")


@router.post("/{selection_id}/discarding")
async def discard(request: Request, work: Work, selection_id: str) -> Response:
    """Give it up."""
    sent = await form(request, DiscardForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, selection_id, discarding=sent)
    await work.run(commands.discard, selection_id=selection_id, reason=sent.cause)
    return PAGES.see_other(HERE, "Đã bỏ danh sách.")


@router.get("/{selection_id}/delegates.{kind}")
async def delegates(work: Work, selection_id: str, kind: printing.Print) -> Response:
    """The list to print."""
    its = await queries.get(work.reads, actor=work.actor, selection_id=selection_id)
    content = await printing.printed(work.reads, its, kind)
    headers = {"Content-Disposition": f'inline; filename="danh-sach-dai-bieu.{kind}"'}
    return Response(content, media_type=printing.TYPES[kind], headers=headers)


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER))
    if not units:
        raise Denied
    return PAGES.render(
        request,
        "exemplars/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in units.values()],
    )


async def _show(
    request: Request, work: Any, selection_id: str, *, out: bool = False, after: int = 0, **wrong: FormErrors
) -> HTMLResponse:
    its = await queries.get(work.reads, actor=work.actor, selection_id=selection_id)
    names = await Names.load(work.reads, people={step.by for step in its.history}, units={its.unit})
    inside = names.covered(work.actor, [its.unit])  # a unit that is invited reads the list, not how it came about
    found = (
        await queries.candidates(work.reads, selection_id, chosen=not out, after=after, limit=SHOWN + 1)
        if inside
        else []
    )
    places = await Names.load(work.reads, units={one.unit for one in found})
    return PAGES.render(
        request,
        "exemplars/show.html",
        status=422 if wrong else 200,
        its=its,
        base=f"{HERE}/{its.id}",
        names=names,
        tone=TONES[its.state],
        inside=bool(inside),
        out=out,
        rows=[_candidate_row(one, its, places) for one in found[:SHOWN]],
        next_url=f"{HERE}/{its.id}?out={str(out).lower()}&after={found[SHOWN - 1].place}" if len(found) > SHOWN else "",
        delegates=its.delegates if not inside else (),
        moments=[
            Moment(
                step.at,
                PAGES.labels.name(step.what) + (f": {step.about}" if step.about else ""),
                names.person(step.by),
                step.reason,
            )
            for step in reversed(its.history)
        ]
        if inside
        else [],
        can=access.selection_actions(work.actor, its),
        Action=Action,
        posts=POSTS,
        forms={name: wrong.get(name) or FormState() for name in ("proposing", "returning", "confirming", "discarding")},
    )


async def _candidate(
    request: Request,
    work: Any,
    selection_id: str,
    person: str,
    *,
    adjusting: FormState | None = None,
    describing: FormState | None = None,
) -> HTMLResponse:
    its = await queries.of_unit(work.reads, actor=work.actor, selection_id=selection_id)
    one = await queries.candidate(work.reads, selection_id, person)
    names = await Names.load(work.reads, units={one.unit, *one.formerly, *(past.unit for past in one.awards)})
    return PAGES.render(
        request,
        "exemplars/candidate.html",
        status=422 if adjusting or describing else 200,
        its=its,
        one=one,
        base=f"{HERE}/{its.id}",
        names=names,
        conditions=conditions(each for each in one.criteria if each.required),
        points=[
            {"vi": each.vi, "points": each.points if each.outcome is Outcome.HOLDS else 0, "most": each.points}
            for each in one.criteria
            if each.points
        ],
        awards=[
            {
                "url": f"/nomination/awards/{past.award_id}",
                "award": past.award_name,
                "year": past.year,
                "number": past.number,
                "unit": names.unit(past.unit),
            }
            for past in one.awards
        ],
        can=access.selection_actions(work.actor, its),
        Action=Action,
        adjusting=adjusting or FormState({"chosen": "out" if one.chosen else "in"}),
        describing=describing
        or FormState.of(
            {"gender": one.gender.value, "field": one.field, "category": one.category, "position": one.position}
        ),
        genders=[(gender.value, PAGES.labels.name(gender)) for gender in Gender],
        categories=[(category.value, CATEGORIES[category]) for category in PEOPLE],
    )


def _row(its: Selection, names: Names) -> dict[str, Any]:
    return {
        "url": f"{HERE}/{its.id}",
        "title": its.title,
        "unit": names.unit(its.unit),
        "years": f"{its.from_year}-{its.to_year}",
        "held_on": its.held_on,
        "chosen": its.chosen,
        "state": PAGES.labels.name(its.state),
        "tone": TONES[its.state],
    }


def _candidate_row(one: Candidate, its: Selection, names: Names) -> dict[str, Any]:
    return {
        "url": f"{HERE}/{its.id}/candidates/{one.person}",
        "place": one.place,
        "name": one.name,
        "unit": names.unit(one.unit),
        "awards": len(one.awards),
        "points": one.points,
        "why": one.why,
    }
