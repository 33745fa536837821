"""Sweeps over HTTP: opened by the officer, written by the hamlets, posted, closed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from services.nomination.postings.api import PostingView
from services.nomination.sweeps import appraising, commands, queries
from services.nomination.sweeps.errors import (
    AssociationDisagrees,
    AssociationNotAsked,
    CandidateNotPossible,
    HamletMissing,
    NoAwardYet,
    PerhapsTwice,
    StillWaiting,
    SweepIsClosed,
)
from services.nomination.sweeps.states import CandidateState
from services.nomination.sweeps.views import CandidatePage, CandidateView, HamletList, HamletView, SweepPage, SweepView
from shared.errors import Conflict, NotFound, Stale
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/sweeps", tags=["sweeps"])
SweepId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000021"])]
Code = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")]
WRITE = (NotFound, Conflict, Stale, KeyReused)


class NewSweep(Input):
    """Whom to look for, where; ``association`` is the code of its unit, if it has an account here."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "subject": "TNXP",
                    "title": "Rà soát thanh niên xung phong năm 2025",
                    "hamlets": ["duong-quang.thon-2", "duong-quang.thon-3"],
                    "association": "duong-quang.hoi-cuu-tnxp",
                }
            ]
        }
    }

    unit: Code
    subject: Code
    title: str = Field(min_length=5, max_length=300)
    hamlets: list[Code] = Field(min_length=1, max_length=200)
    association: str = Field("", max_length=80, pattern=r"^[\w.\-]*$")


class HamletInput(Input):
    """Which hamlet has gone through all of its people."""

    model_config = {"json_schema_extra": {"examples": [{"hamlet": "duong-quang.thon-3"}]}}

    hamlet: Code


class NewCandidate(Input):
    """Who was found, in which hamlet. ``distinct_reason`` tells two people of one name and year apart."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "hamlet": "duong-quang.thon-3",
                    "name": "Trần Xuân Huân",
                    "honorific": "Ông",
                    "birth_year": 1949,
                    "living": True,
                    "served": "1968-1971",
                    "served_in": "Đội thanh niên xung phong mở đường",
                }
            ]
        }
    }

    hamlet: Code
    person: str = Field("", max_length=80, pattern=r"^[\w.\-]*$", description="Id of the person where it is known.")
    name: str = Field(min_length=2, max_length=200)
    honorific: str = Field("", max_length=20)
    birth_year: int = Field(ge=1900, le=2200)
    living: bool = True
    served: str = Field("", max_length=200)
    served_in: str = Field("", max_length=300)
    distinct_reason: str = Field("", max_length=1000)

    def told(self) -> commands.Person:
        """The same as the commands take it."""
        return commands.Person.model_validate(self.model_dump())


class NewPosting(Input):
    """Which candidates, under which title."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Danh sách đề nghị tặng Huy chương Thanh niên xung phong vẻ vang",
                    "candidates": ["0198c0de-0000-7000-8000-000000000022"],
                }
            ]
        }
    }

    title: str = Field(min_length=5, max_length=300)
    place: str = Field("", max_length=300)
    candidates: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=2000)


@router.post("", status_code=201, summary="Open a sweep", response_model=SweepView, responses=problems(*WRITE))
async def create(body: NewSweep, work: Work) -> SweepView | Response:
    """By the officer of a commune; the heads of its hamlets are told."""
    return await work.do(commands.open_sweep, view=SweepView.of, law=work.resources.law, **body.model_dump())


@router.get("", summary="List sweeps", responses=problems())
async def index(
    work: Work,
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SweepPage:
    """Those whose page the person may open, newest first."""
    return SweepPage.of(await queries.sweeps(work.reads, actor=work.actor, after=after, limit=limit))


@router.get("/{sweep_id}", summary="Read a sweep", responses=problems(NotFound))
async def show(sweep_id: SweepId, work: Work) -> SweepView:
    """For the commune, its hamlets and the association."""
    return SweepView.of(await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id))


@router.get("/{sweep_id}/hamlets", summary="How far each hamlet is", responses=problems(NotFound))
async def hamlets(sweep_id: SweepId, work: Work) -> HamletList:
    """Who still waits, who is late; a hamlet that found nobody has a line as well."""
    its = await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id)
    people = await queries.everybody(work.reads, actor=work.actor, its=its)
    shown = await queries.shown_to(work.reads, work.actor, its)
    lines = await queries.hamlets(work.reads, its, people, work.clock.today(), shown=shown)
    return HamletList(items=[HamletView.of(line) for line in lines])


@router.get("/{sweep_id}/candidates", summary="Who is on the lists", responses=problems(NotFound))
async def candidates(
    *,
    sweep_id: SweepId,
    work: Work,
    hamlet: Annotated[str, Query(max_length=80)] = "",
    state: Annotated[list[CandidateState] | None, Query(description="States to show; all if left out")] = None,
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> CandidatePage:
    """Those whom the person may read: a hamlet its own, the association whom it is asked about."""
    its = await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id)
    found = await queries.candidates(
        work.reads, actor=work.actor, its=its, hamlet=hamlet, states=tuple(state or ()), after=after, limit=limit
    )
    return CandidatePage.of(found)


@router.post(
    "/{sweep_id}/candidates",
    status_code=201,
    summary="Enter somebody",
    response_model=CandidateView,
    responses=problems(*WRITE, PerhapsTwice, HamletMissing, SweepIsClosed),
)
async def enter(sweep_id: SweepId, body: NewCandidate, work: Work) -> CandidateView | Response:
    """By the head of the hamlet or the officer. Who may be known already is named, and refused without a reason."""
    return await work.do(
        commands.enter,
        view=CandidateView.of,
        law=work.resources.law,
        sweep_id=sweep_id,
        hamlet=body.hamlet,
        person=body.told(),
        distinct_reason=body.distinct_reason,
    )


@router.post(
    "/{sweep_id}/reports",
    summary="Say that a hamlet is done",
    response_model=SweepView,
    responses=problems(*WRITE, HamletMissing, SweepIsClosed),
)
async def report(sweep_id: SweepId, body: HamletInput, work: Work) -> SweepView | Response:
    """The hamlet has gone through all of its people, also when it found nobody."""
    return await work.do(commands.report, view=SweepView.of, sweep_id=sweep_id, hamlet=body.hamlet)


@router.post(
    "/{sweep_id}/postings",
    status_code=201,
    summary="Make the list of some candidates public",
    response_model=PostingView,
    responses=problems(*WRITE, AssociationNotAsked, AssociationDisagrees, CandidateNotPossible, NoAwardYet),
)
async def post(sweep_id: SweepId, body: NewPosting, work: Work) -> PostingView | Response:
    """For the days of the law; until they are over nobody on it is proposed."""
    return await work.do(
        appraising.post,
        view=PostingView.of,
        law=work.resources.law,
        sweep_id=sweep_id,
        title=body.title,
        place=body.place,
        candidates=body.candidates,
    )


@router.post(
    "/{sweep_id}/closing",
    summary="Close a sweep",
    response_model=SweepView,
    responses=problems(*WRITE, StillWaiting, SweepIsClosed),
)
async def close(sweep_id: SweepId, work: Work) -> SweepView | Response:
    """Refused while anybody on its lists is neither in a dossier nor set aside with a reason."""
    return await work.do(commands.close, view=SweepView.of, sweep_id=sweep_id)
