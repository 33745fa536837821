"""Nominating, one thing per page: whom, for which award, the achievement, check and send."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.dossiers import appraising, commands, show
from services.nomination.dossiers.errors import AlreadyUsed, AwardMismatch, FactsMismatch, Ineligible, UnderExamination
from services.nomination.dossiers.forms import (
    AchievementForm,
    AwardForm,
    SubmissionForm,
    WhomForm,
    facts_from,
    proposal_of,
    state_of,
    year_of,
)
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Condition
from services.nomination.dossiers.past import past_awards
from services.nomination.dossiers.screen import short_number, writable
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import Denied, ThiduaError
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit
from shared.law import Category, Kind, Law
from shared.law import SubjectKind as LawSubjectKind
from shared.law.errors import UnknownAward
from shared.service import Work
from shared.store import Reads
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option, Step

router = APIRouter(include_in_schema=False)
STEPS = ("Đề nghị cho ai", "Danh hiệu, hình thức", "Thành tích", "Giấy tờ", "Kiểm tra lại")
PAPERS, CHECK = 3, 4

CATEGORIES = {
    Category.STAFF: "Cán bộ, công chức, viên chức, người lao động",
    Category.WORKER: "Công nhân, nông dân, người lao động khác",
    Category.FORCES: "Quân đội, công an, dân quân",
    Category.VETERAN_VOLUNTEER: "Thanh niên xung phong",
    Category.UNIT: "Cơ quan, trường học, đoàn thể, doanh nghiệp",
    Category.FORCES_UNIT: "Tập thể lực lượng vũ trang",
    Category.COMMUNE: "Xã, phường",
    Category.PROVINCE: "Tỉnh, thành phố",
    Category.VILLAGE: "Thôn, tổ dân phố",
    Category.FAMILY: "Hộ gia đình",
}
_OF_KIND = {
    SubjectKind.INDIVIDUAL: (Category.STAFF, Category.WORKER, Category.FORCES, Category.VETERAN_VOLUNTEER),
    SubjectKind.COLLECTIVE: (Category.UNIT, Category.FORCES_UNIT, Category.VILLAGE, Category.COMMUNE),
    SubjectKind.HOUSEHOLD: (Category.FAMILY,),
}
RATINGS = [
    ("HTXS", "Hoàn thành xuất sắc nhiệm vụ"),
    ("HTT", "Hoàn thành tốt nhiệm vụ"),
    ("HT", "Hoàn thành nhiệm vụ"),
    ("KHT", "Không hoàn thành nhiệm vụ"),
]


@router.get("/dossiers/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Whom to nominate."""
    return await _whom(request, work, FormState())


@router.post("/dossiers/new")
async def whom(request: Request, work: Work) -> Response:
    """From whom on to which award."""
    sent = await form(request, WhomForm)
    if isinstance(sent, FormErrors):
        return await _whom(request, work, sent)
    state = FormState(sent.model_dump(mode="json") | {"year": str(year_of(work.clock.today()))})
    return _award(request, work, state)


@router.post("/dossiers/new/award")
async def award(request: Request, work: Work) -> Response:
    """Begin the draft."""
    sent = await form(request, AwardForm)
    if isinstance(sent, FormErrors):
        return _award(request, work, sent)
    try:
        dossier = await work.run(commands.create, law=work.resources.law, proposal=sent.proposal())
    except (AwardMismatch, UnknownAward) as error:
        return _award(request, work, FormErrors(sent.model_dump(mode="json"), {"award": error.vi}))
    return PAGES.see_other(f"/nomination/dossiers/{dossier.id}/achievement", "Đã lưu bản nháp.")


@router.get("/dossiers/{dossier_id}/achievement")
async def achievement(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What the nomination rests on, with the law beside it."""
    dossier = await writable(work, dossier_id)
    return _achievement(request, work, dossier, state_of(dossier), Condition.of(_assessed(work, dossier)))


@router.post("/dossiers/{dossier_id}/conditions")
async def conditions(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What the law says of what is typed at this moment; nothing is saved."""
    dossier = await writable(work, dossier_id)
    sent = await form(request, AchievementForm)
    facts = (
        dossier.facts
        if isinstance(sent, FormErrors)
        else facts_from(dossier.facts, sent, kind=Kind(dossier.award_kind))
    )
    found = work.resources.law.assess(dossier.award, facts, received_on=work.clock.today()).conditions
    return PAGES.render(
        request, "dossiers/conditions.html", dossier=dossier, conditions=show.conditions(Condition.of(found))
    )


@router.post("/dossiers/{dossier_id}/achievement")
async def describe(request: Request, work: Work, dossier_id: str) -> Response:
    """Save the achievement, then check."""
    dossier = await writable(work, dossier_id)
    sent = await form(request, AchievementForm)
    if isinstance(sent, FormErrors):
        return _achievement(request, work, dossier, sent, Condition.of(_assessed(work, dossier)))
    names = {part.code: part.name_vi for part in required_parts(work, dossier)}
    proposal = proposal_of(dossier, sent, names)
    try:
        await work.run(commands.edit, law=work.resources.law, dossier_id=dossier_id, proposal=proposal)
    except (AwardMismatch, FactsMismatch) as error:
        wrong = FormErrors(state_of(dossier).values, {"": error.vi})
        return _achievement(request, work, dossier, wrong, Condition.of(_assessed(work, dossier)))
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/check", "Đã lưu thành tích.")


@router.get("/dossiers/{dossier_id}/check")
async def check(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """Everything once more, before it is sent."""
    return await _check(request, work, await writable(work, dossier_id), FormState())


@router.post("/dossiers/{dossier_id}/submission")
async def submit(request: Request, work: Work, dossier_id: str) -> Response:
    """Send it; a condition that fails is told, with its article."""
    dossier = await writable(work, dossier_id)
    sent = await form(request, SubmissionForm)
    if isinstance(sent, FormErrors):
        return await _check(request, work, dossier, sent)
    if dossier.state is State.SUPPLEMENTING:
        await work.run(appraising.supplement, law=work.resources.law, dossier_id=dossier_id)
        return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/receipt")
    try:
        await work.run(
            commands.submit,
            law=work.resources.law,
            dossier_id=dossier_id,
            override_reason=sent.override_reason,
        )
    except (Ineligible, AlreadyUsed) as error:
        return await _check(request, work, dossier, FormErrors({}, {"override_reason": error.vi}))
    except UnderExamination as error:
        return await _check(request, work, dossier, FormErrors({}, {"": error.vi}))
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/receipt")


async def _whom(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await nominating_units(work.reads, work.actor)
    if not units:
        raise Denied
    return PAGES.render(
        request,
        "dossiers/new_whom.html",
        status=_status(state),
        form=state,
        steps=steps(0),
        units=units,
        kinds=[
            Option("individual", "Cá nhân"),
            Option("collective", "Tập thể", "Phòng ban, trường, đoàn thể, thôn, tổ"),
            Option("household", "Hộ gia đình"),
        ],
    )


def _award(request: Request, work: Any, state: FormState) -> HTMLResponse:
    law: Law = work.resources.law
    today = work.clock.today()
    subject = str(state.value("nominee_kind"))
    known = {kind.value for kind in LawSubjectKind}
    awards = [
        (one.code, one.name_vi)
        for one in law.awards(today)
        if subject not in known or LawSubjectKind(subject) in one.subjects
    ]
    return PAGES.render(
        request,
        "dossiers/new_award.html",
        status=_status(state),
        form=state,
        steps=steps(1),
        awards=awards,
        kinds=[(row.id.value, row.name_vi) for row in law.kinds(today)],
    )


def _achievement(
    request: Request, work: Any, dossier: Dossier, state: FormState, found: tuple[Condition, ...]
) -> HTMLResponse:
    return PAGES.render(
        request,
        "dossiers/new_achievement.html",
        status=_status(state),
        form=state,
        steps=steps(2),
        dossier=dossier,
        conditions=show.conditions(found),
        categories=[(one.value, CATEGORIES[one]) for one in _OF_KIND[dossier.nominee.kind]],
        ratings=RATINGS,
        papers=[
            Option(part.code, part.name_vi, "" if part.required else "nếu có") for part in required_parts(work, dossier)
        ],
        saved_at=dossier.history[-1].at if dossier.history else None,
    )


async def _check(request: Request, work: Any, dossier: Dossier, state: FormState) -> HTMLResponse:
    names = await Names.load(work.reads, units=show.units_in(dossier))
    assessed = Condition.of(_assessed(work, dossier))
    missing = [
        part.name_vi for part in required_parts(work, dossier) if part.required and part.code not in dossier.present
    ]
    return PAGES.render(
        request,
        "dossiers/new_check.html",
        status=_status(state),
        form=state,
        steps=steps(CHECK),
        dossier=dossier,
        names=names,
        number=short_number(dossier),
        conditions=show.conditions(assessed),
        fails=any(one.outcome == "fails" for one in assessed) or "override_reason" in state.errors,
        past=await past_awards(work.reads, dossier),
        missing=missing,
        kinds={row.id.value: row.name_vi for row in work.resources.law.kinds(work.clock.today())},
    )


def _assessed(work: Any, dossier: Dossier) -> Any:
    return work.resources.law.assess(dossier.award, dossier.facts, received_on=work.clock.today()).conditions


def required_parts(work: Any, dossier: Dossier) -> Any:
    """The parts that the law asks for today; none where it does not say."""
    try:
        return work.resources.law.parts(dossier.award, dossier.facts, on=work.clock.today())
    except ThiduaError:
        return ()


async def nominating_units(reads: Reads, actor: Actor) -> list[tuple[str, str]]:
    """The units for which a person may nominate: those headed, and as officer those of the commune."""
    headed, communes = actor.at(Role.UNIT_HEAD), actor.at(Role.OFFICER)
    units = list((await reads.get_many(DirectoryUnit, headed)).values())
    if communes:
        units += await reads.find(DirectoryUnit, {"parent": {"$in": communes}, "level": Level.BASE.value})
    return list({unit.id: (unit.id, unit.name) for unit in units}.values())


def steps(current: int) -> list[Step]:
    """The stepper with one of them current."""
    return [
        Step(name, "done" if place < current else "current" if place == current else "todo")
        for place, name in enumerate(STEPS)
    ]


def _status(state: FormState) -> int:
    return 422 if state.errors else 200
