"""Filling a registration in: one line at a time, so that it works without scripts and nothing typed is lost."""

from __future__ import annotations

from abc import abstractmethod

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.registration import access
from services.registration.movements.model import Criterion
from services.registration.pages import PAGES
from services.registration.refusals import refused
from services.registration.registrations import commands, queries
from services.registration.registrations.lines import Lines, Pledge, Title
from services.registration.registrations.model import Kind, NotEditable
from services.registration.registrations.pages import HOME, award_names, movements_for
from shared.errors import Denied, RuleBroken
from shared.events.parts import SubjectKind
from shared.service import Work
from shared.web.forms import FormErrors, FormState, Whole, form

router = APIRouter(prefix="/registrations", include_in_schema=False)


class LineForm(BaseModel):
    """A form for one line."""

    @abstractmethod
    def lines(self) -> Lines:
        """The line, as something that can be added."""


class CriterionForm(LineForm):
    """One criterion."""

    code: str = Field(title="số tiêu chí", max_length=20)
    group: str = Field(default="", title="nhóm tiêu chí", max_length=200)
    name: str = Field(title="tên tiêu chí", max_length=300)
    max_points: Whole = Field(title="điểm tối đa", ge=0, le=1000)

    def lines(self) -> Lines:
        return Lines(criteria=(Criterion(**self.model_dump()),))


class PledgeForm(LineForm):
    """One figure to reach."""

    content: str = Field(title="nội dung", max_length=300)
    unit: str = Field(title="đơn vị tính", max_length=60)
    target: Whole = Field(title="mức phấn đấu", ge=0, le=1_000_000_000)

    def lines(self) -> Lines:
        return Lines(pledges=(Pledge(**self.model_dump()),))


class TitleForm(LineForm):
    """One title."""

    subject_kind: SubjectKind = Field(title="đối tượng")
    subject: str = Field(title="họ tên hoặc tên tập thể", max_length=200)
    award: str = Field(title="danh hiệu", max_length=40)
    note: str = Field(default="", title="ghi chú", max_length=500)

    def lines(self) -> Lines:
        return Lines(titles=(Title(**self.model_dump()),))


class RemoveForm(BaseModel):
    """Which line to take out."""

    sort: str = Field(title="loại dòng", max_length=20)
    place: int = Field(title="số dòng", ge=0, le=1000)


class TakeForm(BaseModel):
    """Whose criteria to take over."""

    movement: str = Field(title="phong trào", max_length=80)


@router.get("/{registration_id}/edit")
async def edit(registration_id: str, request: Request, work: Work) -> HTMLResponse:
    """The lines so far, and forms for one more."""
    return await _page(request, work, registration_id)


@router.post("/{registration_id}/criteria")
async def add_criterion(registration_id: str, request: Request, work: Work) -> Response:
    """Add a criterion."""
    return await _add(request, work, registration_id, "criterion", CriterionForm)


@router.post("/{registration_id}/pledges")
async def add_pledge(registration_id: str, request: Request, work: Work) -> Response:
    """Add a figure to reach."""
    return await _add(request, work, registration_id, "pledge", PledgeForm)


@router.post("/{registration_id}/titles")
async def add_title(registration_id: str, request: Request, work: Work) -> Response:
    """Add a title."""
    return await _add(request, work, registration_id, "title", TitleForm)


@router.post("/{registration_id}/taken-criteria")
async def take_criteria(registration_id: str, request: Request, work: Work) -> Response:
    """Take over the criteria of a movement."""
    sent = await form(request, TakeForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, registration_id, take=sent)
    await work.run(commands.take_criteria, registration_id=registration_id, movement_id=sent.movement)
    return PAGES.see_other(f"{HOME}/{registration_id}/edit", "Đã lấy tiêu chí của phong trào.")


@router.post("/{registration_id}/removed")
async def remove(registration_id: str, request: Request, work: Work) -> Response:
    """Take a line out."""
    sent = await form(request, RemoveForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, registration_id)
    await work.run(commands.remove_line, registration_id=registration_id, sort=sent.sort, place=sent.place)
    return PAGES.see_other(f"{HOME}/{registration_id}/edit", "Đã bỏ dòng.")


async def _add(request: Request, work: Work, registration_id: str, name: str, asked: type[LineForm]) -> Response:
    """Take one line; a form that is wrong, or refused by a rule, is shown again under its name."""
    sent = await form(request, asked)
    if isinstance(sent, FormErrors):
        return await _page(request, work, registration_id, **{name: sent})
    try:
        await work.run(commands.add_lines, law=work.resources.law, registration_id=registration_id, more=sent.lines())
    except RuleBroken as error:
        return await _page(request, work, registration_id, **{name: refused(sent, error)})
    return PAGES.see_other(f"{HOME}/{registration_id}/edit", "Đã thêm dòng.")


async def _page(request: Request, work: Work, registration_id: str, **forms: FormState) -> HTMLResponse:
    one = await queries.get(work.reads, registration_id, actor=work.actor)
    if not access.registers_for(one.from_unit)(work.actor):
        raise Denied
    if not one.editable:
        raise NotEditable
    empty = FormState()
    return PAGES.render(
        request,
        "registrations/edit.html",
        status=422 if forms else 200,
        one=one,
        content=one.what is Kind.CONTENT,
        awards=award_names(work, one),
        movements=await movements_for(work, one) if one.what is Kind.CONTENT else [],
        award_options=_award_options(work),
        kinds=[(kind.value, PAGES.labels.name(kind)) for kind in SubjectKind],
        criterion=forms.get("criterion", empty),
        pledge=forms.get("pledge", empty),
        title=forms.get("title", FormState({"subject_kind": SubjectKind.INDIVIDUAL.value})),
        take=forms.get("take", empty),
    )


def _award_options(work: Work) -> list[tuple[str, str]]:
    """Titles and forms of commendation that exist today, in the order of the law."""
    return [(award.code, award.name_vi) for award in work.resources.law.awards(work.clock.today())]
