"""Selections of models over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.nomination.exemplars import commands, printing, queries
from services.nomination.exemplars.commands import Conference
from services.nomination.exemplars.errors import (
    NobodyChosen,
    NotACandidate,
    SelectionNotPossible,
    SharesNotKept,
    StillExamined,
    TooManyCandidates,
    TooManyChosen,
    YearsOutOfOrder,
)
from services.nomination.exemplars.model import Gender
from services.nomination.exemplars.views import ExemplarPage, ExemplarView, SelectionPage, SelectionView
from shared.errors import Conflict, NotFound, Stale
from shared.law import Category
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/selections", tags=["exemplars"])
SelectionId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-0000000000e1"])]
Person = Annotated[str, Path(max_length=80, examples=["ca-nhan-05"])]
WRITE = (NotFound, Conflict, Stale, KeyReused, SelectionNotPossible)
MOST_YEAR = 2200


class NewSelection(Input):
    """For which conference, out of which years."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit": "duong-quang", "title": "Hội nghị điển hình tiên tiến 2020-2025",
                    "from_year": 2020, "to_year": 2025, "held_on": "2025-05-28", "place": "Hội trường xã", "seats": 18,
                }
            ]
        }
    )  # fmt: skip

    unit: str = Field(min_length=1, max_length=80)
    title: str = Field(min_length=5, max_length=300)
    from_year: int = Field(ge=1945, le=MOST_YEAR)
    to_year: int = Field(ge=1945, le=MOST_YEAR)
    held_on: date
    place: str = Field(min_length=2, max_length=300)
    seats: int = Field(ge=1, le=500)


class Adjustment(Input):
    """Who comes in or goes out, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"chosen": True, "reason": "Tấm gương hiến máu, được nhân dân giới thiệu."}]}
    )

    chosen: bool
    reason: str = Field(min_length=3, max_length=1000)


class Description(Input):
    """What the register does not know of a person; what is left out stays."""

    person: str = Field(min_length=1, max_length=80)
    gender: Gender | None = None
    field: str | None = Field(default=None, max_length=120)
    category: Category | None = None
    position: str | None = Field(default=None, max_length=300)

    def values(self) -> dict[str, str]:
        """What was said."""
        return {name: str(value) for name, value in self.model_dump(exclude={"person"}, exclude_none=True).items()}


class Descriptions(Input):
    """Of one person or of many at once."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"lines": [{"person": "ca-nhan-05", "field": "Giáo dục", "gender": "female"}]}]}
    )

    lines: list[Description] = Field(min_length=1, max_length=500)


class Proposal(Input):
    """Why the list goes up although its make-up is not what was asked for; empty where it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": ""}]})

    reason: str = Field(default="", max_length=1000)


class Why(Input):
    """The reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Bổ sung đại diện các thôn."}]})

    reason: str = Field(min_length=3, max_length=1000)


class Confirmation(Input):
    """The post in which the list is signed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"post": "Chủ tịch"}]})

    post: Literal["Chủ tịch", "Phó Chủ tịch"] = "Chủ tịch"


class One(BaseModel):
    """One candidate with the list it belongs to."""

    selection: str
    candidate: ExemplarView

    @classmethod
    def of(cls, selection: str, candidate: ExemplarView) -> Self:
        """Together."""
        return cls(selection=selection, candidate=candidate)


@router.get("", summary="Selections of models", responses=problems())
async def index(
    work: Work,
    after: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SelectionPage:
    """Of the units that your offices cover, newest first."""
    found = await queries.page(work.reads, actor=work.actor, after=after, limit=limit)
    return SelectionPage(items=[SelectionView.of(one) for one in found.items], after=found.after)


@router.post(
    "",
    status_code=201,
    summary="Choose models out of the register",
    response_model=SelectionView,
    responses=problems(*WRITE, YearsOutOfOrder, TooManyCandidates),
)
async def draft(body: NewSelection, work: Work) -> SelectionView | Response:
    """Counts the awards of the period, those of units that went up in today's included. A preview: nobody is told."""
    conference = Conference(**body.model_dump(exclude={"unit"}))
    return await work.do(
        commands.draft, view=SelectionView.of, law=work.resources.law, unit=body.unit, conference=conference
    )


@router.get("/{selection_id}", summary="Read a selection", responses=problems(NotFound))
async def show(selection_id: SelectionId, work: Work) -> SelectionView:
    """For the unit and whoever is above it; once confirmed also for the units of the delegates."""
    return SelectionView.of(await queries.get(work.reads, actor=work.actor, selection_id=selection_id))


@router.get("/{selection_id}/candidates", summary="Candidates by rank", responses=problems(NotFound))
async def candidates(
    selection_id: SelectionId,
    work: Work,
    chosen: Annotated[bool | None, Query(description="Only those in, or out")] = None,
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> ExemplarPage:
    """Each with its awards, the criteria, and why in or out. For the unit itself and those above it."""
    await queries.of_unit(work.reads, actor=work.actor, selection_id=selection_id)
    found = await queries.candidates(work.reads, selection_id, chosen=chosen, after=after, limit=limit + 1)
    more = found[limit - 1].place if len(found) > limit else None
    return ExemplarPage(items=[ExemplarView.of(one) for one in found[:limit]], after=more)


@router.get("/{selection_id}/candidates/{person}", summary="Why somebody is in or out", responses=problems(NotFound))
async def candidate(selection_id: SelectionId, person: Person, work: Work) -> One:
    """One candidate."""
    await queries.of_unit(work.reads, actor=work.actor, selection_id=selection_id)
    return One.of(selection_id, ExemplarView.of(await queries.candidate(work.reads, selection_id, person)))


@router.put(
    "/{selection_id}/candidates/{person}",
    summary="Take somebody in or out",
    response_model=SelectionView,
    responses=problems(*WRITE, NotACandidate, StillExamined),
)
async def adjust(selection_id: SelectionId, person: Person, body: Adjustment, work: Work) -> SelectionView | Response:
    """By hand, with a reason that stays; the others are chosen anew around it."""
    return await work.do(
        commands.adjust,
        view=SelectionView.of,
        law=work.resources.law,
        selection_id=selection_id,
        person=person,
        chosen=body.chosen,
        reason=body.reason,
    )


@router.post(
    "/{selection_id}/descriptions",
    summary="Fill in what the register does not know",
    response_model=SelectionView,
    responses=problems(*WRITE, NotACandidate),
)
async def describe(selection_id: SelectionId, body: Descriptions, work: Work) -> SelectionView | Response:
    """Gender, field, category, post; the make-up of the list is worked out with it."""
    return await work.do(
        commands.describe,
        view=SelectionView.of,
        law=work.resources.law,
        selection_id=selection_id,
        values={line.person: line.values() for line in body.lines},
    )


@router.post(
    "/{selection_id}/recount",
    summary="Look through the register again",
    response_model=SelectionView,
    responses=problems(*WRITE, TooManyCandidates),
)
async def recount(selection_id: SelectionId, work: Work) -> SelectionView | Response:
    """What was settled or filled in by hand stays."""
    return await work.do(commands.recount, view=SelectionView.of, law=work.resources.law, selection_id=selection_id)


@router.post(
    "/{selection_id}/proposal",
    summary="Lay the list before whoever confirms it",
    response_model=SelectionView,
    responses=problems(*WRITE, NobodyChosen, TooManyChosen, SharesNotKept),
)
async def propose(selection_id: SelectionId, body: Proposal, work: Work) -> SelectionView | Response:
    """The chair of the council or the signer of the unit."""
    return await work.do(commands.propose, view=SelectionView.of, selection_id=selection_id, reason=body.reason)


@router.post("/{selection_id}/return", summary="Send it back", response_model=SelectionView, responses=problems(*WRITE))
async def send_back(selection_id: SelectionId, body: Why, work: Work) -> SelectionView | Response:
    """With the reason; the officer goes on."""
    return await work.do(commands.send_back, view=SelectionView.of, selection_id=selection_id, reason=body.reason)


@router.post(
    "/{selection_id}/confirmation",
    summary="Confirm the list of delegates",
    response_model=SelectionView,
    responses=problems(*WRITE, StillExamined),
)
async def confirm(selection_id: SelectionId, body: Confirmation, work: Work) -> SelectionView | Response:
    """It gets its number and is not changed again; the units of the delegates are told."""
    return await work.do(commands.confirm, view=SelectionView.of, selection_id=selection_id, post=body.post)


@router.post(
    "/{selection_id}/discarding", summary="Give it up", response_model=SelectionView, responses=problems(*WRITE)
)
async def discard(selection_id: SelectionId, body: Why, work: Work) -> SelectionView | Response:
    """What was in it stays readable."""
    return await work.do(commands.discard, view=SelectionView.of, selection_id=selection_id, reason=body.reason)


@router.get(
    "/{selection_id}/delegates.{kind}",
    summary="Print the list of delegates",
    responses=problems(NotFound, NobodyChosen),
)
async def delegates(selection_id: SelectionId, kind: printing.Print, work: Work) -> Response:
    """The confirmed list, or a draft without number."""
    its = await queries.get(work.reads, actor=work.actor, selection_id=selection_id)
    content = await printing.printed(work.reads, its, kind)
    headers = {"Content-Disposition": f'inline; filename="danh-sach-dai-bieu.{kind}"'}
    return Response(content, media_type=printing.TYPES[kind], headers=headers)
