"""Dossiers over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import Field, field_validator

from services.nomination.dossiers import commands, queries
from services.nomination.dossiers.commands import Proposal
from services.nomination.dossiers.errors import (
    AlreadyUsed,
    AwardMismatch,
    DecidedHere,
    FactsMismatch,
    Ineligible,
    NotPossible,
    UnderExamination,
    WrongAddressee,
)
from services.nomination.dossiers.parts import Paper
from services.nomination.dossiers.states import State
from services.nomination.dossiers.views import AssessmentView, DossierPage, DossierView
from services.nomination.submissions import commands as sending
from shared.errors import Conflict, NotFound, Stale
from shared.events.parts import PartReason, SubjectKind
from shared.law import Facts, Kind
from shared.law.errors import NoRule, UnknownAward, UnknownFact
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])

DossierId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000a"])]
Code = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")]
Reason = Annotated[str, Field(min_length=3, max_length=2000)]
PartCode = Annotated[str, Field(min_length=1, max_length=10)]
WRITE = (NotFound, Conflict, Stale, KeyReused, NotPossible)

_FACTS: dict[str, Any] = {
    "subject": {"kind": "individual", "category": "staff"},
    "year": 2025,
    "kind": "LH-CT",
    "ratings": {"2025": "HTT"},
}
_NEW: dict[str, Any] = {
    "nominating_unit": "duong-quang.truong-tieu-hoc",
    "award": "TD-CN-LDTT",
    "kind": "LH-CT",
    "year": 2025,
    "nominee": {"id": "ca-nhan-05", "kind": "individual", "name": "Nguyễn Ngọc Nhài", "position": "Giáo viên"},
    "achievement": "Chủ nhiệm lớp 3B, toàn bộ học sinh hoàn thành chương trình lớp học.",
    "facts": _FACTS,
    "papers": [{"code": "B", "name": "Báo cáo thành tích", "file": "bao-cao.pdf"}],
}


class NomineeInput(Input):
    """Whom: ``id`` keeps histories together where it is known; ``unit`` is the nominating unit if left out."""

    id: str = Field("", max_length=80, pattern=r"^[\w.\-]*$")
    kind: SubjectKind
    name: str = Field(min_length=2, max_length=200)
    unit: str = Field("", max_length=80, pattern=r"^[\w.\-]*$")
    position: str = Field("", max_length=300)
    honorific: str = Field("", max_length=20)


class PaperInput(Input):
    """A part that is present."""

    code: str = Field(min_length=1, max_length=10)
    name: str = Field("", max_length=300)
    file: str = Field("", max_length=300)


class NewDossier(Input):
    """What a nominating unit proposes."""

    model_config = {"json_schema_extra": {"examples": [_NEW]}}

    nominating_unit: Code
    award: Code
    kind: Kind
    year: int = Field(ge=1945, le=2200)
    nominee: NomineeInput
    achievement: str = Field("", max_length=20_000)
    achieved_on: date | None = None
    facts: Facts | None = None
    papers: list[PaperInput] = Field(default_factory=list, max_length=100)

    @field_validator("facts")
    @classmethod
    def _few_criteria(cls, facts: Facts | None) -> Facts | None:
        if facts and len(facts.criteria) > 200:
            raise ValueError("too many criteria")
        return facts

    def proposal(self) -> Proposal:
        """The same as the commands take it."""
        return Proposal(
            nominating_unit=self.nominating_unit,
            award=self.award,
            kind=self.kind,
            year=self.year,
            nominee_kind=self.nominee.kind,
            nominee_name=self.nominee.name,
            nominee_id=self.nominee.id,
            nominee_unit=self.nominee.unit,
            position=self.nominee.position,
            honorific=self.nominee.honorific,
            achievement=self.achievement,
            achieved_on=self.achieved_on,
            facts=self.facts,
            papers=tuple(Paper.model_validate(paper.model_dump()) for paper in self.papers),
        )


class Submission(Input):
    """``override_reason`` is kept where a condition that fails is overridden."""

    model_config = {"json_schema_extra": {"examples": [{"override_reason": ""}]}}

    override_reason: str = Field("", max_length=2000)


class PartReasonInput(Input):
    """A part of the dossier by its letter, and what is wrong with it."""

    part: PartCode
    reason: Reason

    def told(self) -> PartReason:
        """The same as the commands take it."""
        return PartReason(part=self.part, reason=self.reason)


class ReturnInput(Input):
    """Why on the whole, and what is wrong with which part; ``parts`` names parts without a word about each."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "reason": "Hồ sơ chưa đủ giấy tờ.",
                    "reasons": [{"part": "M", "reason": "Thiếu biên bản bình xét có đủ chữ ký."}],
                }
            ]
        }
    }

    reason: Reason
    parts: list[PartCode] = Field(default_factory=list, max_length=50)
    reasons: list[PartReasonInput] = Field(default_factory=list, max_length=50)


class Withdrawal(Input):
    """Why."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Người được đề nghị chuyển công tác."}]}}

    reason: Reason


class ForwardInput(Input):
    """To which unit above."""

    model_config = {"json_schema_extra": {"examples": [{"to_unit": "my-hao"}]}}

    to_unit: Code


class AssessmentInput(Input):
    """Facts to hold against the conditions of an award; today is the day of receipt if none is given."""

    model_config = {"json_schema_extra": {"examples": [{"award": "TD-CN-LDTT", "facts": _FACTS}]}}

    award: Code
    facts: Facts
    received_on: date | None = None


@router.post(
    "/assessment",
    summary="Hold facts against the law, without a dossier",
    responses=problems(UnknownAward, UnknownFact, NoRule),
)
async def assess(body: AssessmentInput, work: Work) -> AssessmentView:
    """Each condition of the award: holds, fails or lacks evidence, with its article. For the form while typing."""
    received_on = body.received_on or work.clock.today()
    return AssessmentView.of(work.resources.law.assess(body.award, body.facts, received_on=received_on))


@router.post(
    "",
    status_code=201,
    summary="Begin a dossier",
    response_model=DossierView,
    responses=problems(*WRITE, UnknownAward, AwardMismatch, FactsMismatch),
)
async def create(body: NewDossier, work: Work) -> DossierView | Response:
    """A draft of the nominating unit. Its head or the officer of its commune may write it."""
    return await work.do(commands.create, view=DossierView.of, law=work.resources.law, proposal=body.proposal())


@router.get("", summary="List dossiers", responses=problems())
async def index(
    *,
    work: Work,
    state: Annotated[list[State] | None, Query(description="States to show; all if left out")] = None,
    year: Annotated[int | None, Query(ge=1945, le=2200)] = None,
    unit: Annotated[str, Query(max_length=80, description="In hand, of origin or nominating")] = "",
    q: Annotated[str, Query(max_length=200, description="Words of the name, diacritics or not")] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DossierPage:
    """What the offices of the person cover, newest first, behind the cursor ``after``."""
    found = await queries.page(
        work.reads, actor=work.actor, states=tuple(state or ()), year=year, unit=unit, text=q, after=after, limit=limit
    )
    return DossierPage.of(found)


@router.get("/{dossier_id}", summary="Read a dossier with its history", responses=problems(NotFound))
async def show(dossier_id: DossierId, work: Work, response: Response) -> DossierView:
    """The dossier whole; the ETag is its version."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    response.headers["ETag"] = f'"{dossier.version}"'
    return DossierView.of(dossier)


@router.put(
    "/{dossier_id}",
    summary="Write a draft or returned dossier anew",
    response_model=DossierView,
    responses=problems(*WRITE, UnknownAward, AwardMismatch, FactsMismatch),
)
async def edit(dossier_id: DossierId, body: NewDossier, work: Work) -> DossierView | Response:
    """Replaces what the nominating unit wrote; the nominating unit itself stays."""
    return await work.do(
        commands.edit,
        view=DossierView.of,
        law=work.resources.law,
        dossier_id=dossier_id,
        proposal=body.proposal(),
    )


@router.post(
    "/{dossier_id}/submission",
    summary="Submit a dossier",
    response_model=DossierView,
    responses=problems(*WRITE, Ineligible, AlreadyUsed, UnderExamination, UnknownAward, UnknownFact, NoRule),
)
async def submit(
    dossier_id: DossierId, work: Work, body: Annotated[Submission | None, Body()] = None
) -> DossierView | Response:
    """To the officer of the commune. Where a condition fails, the problem names each with its article; where another
    dossier rests on the same achievement or initiative, it names that dossier."""
    return await work.do(
        commands.submit,
        view=DossierView.of,
        law=work.resources.law,
        dossier_id=dossier_id,
        override_reason=body.override_reason if body else "",
    )


@router.post("/{dossier_id}/return", summary="Return a dossier", response_model=DossierView, responses=problems(*WRITE))
async def return_(dossier_id: DossierId, body: ReturnInput, work: Work) -> DossierView | Response:
    """Back to the nominating unit with the reason and a day by which to answer, or the dossier expires.

    From the level above it goes back to the unit it came from.
    """
    return await work.do(
        commands.return_,
        view=DossierView.of,
        law=work.resources.law,
        dossier_id=dossier_id,
        reason=body.reason,
        parts=body.parts,
        reasons=[one.told() for one in body.reasons],
    )


@router.post(
    "/{dossier_id}/acceptance",
    summary="Receive a dossier for appraisal",
    response_model=DossierView,
    responses=problems(*WRITE, UnderExamination, UnknownAward, UnknownFact, NoRule),
)
async def accept(dossier_id: DossierId, work: Work) -> DossierView | Response:
    """The day of the first acceptance fixes the law that applies and the level that decides."""
    return await work.do(commands.accept, view=DossierView.of, law=work.resources.law, dossier_id=dossier_id)


@router.post(
    "/{dossier_id}/withdrawal", summary="Withdraw a dossier", response_model=DossierView, responses=problems(*WRITE)
)
async def withdraw(dossier_id: DossierId, body: Withdrawal, work: Work) -> DossierView | Response:
    """By the nominating unit, before the council has it on its agenda."""
    return await work.do(commands.withdraw, view=DossierView.of, dossier_id=dossier_id, reason=body.reason)


@router.post(
    "/{dossier_id}/forwarding",
    summary="Forward a dossier to the level above",
    response_model=DossierView,
    responses=problems(*WRITE, DecidedHere, WrongAddressee, UnderExamination, NoRule),
)
async def forward(dossier_id: DossierId, body: ForwardInput, work: Work) -> DossierView | Response:
    """With a letter numbered from the unit's series of the year; refused where this level decides itself."""
    return await work.do(
        sending.forward,
        view=DossierView.of,
        law=work.resources.law,
        keys=work.resources.keys,
        dossier_id=dossier_id,
        to_unit=body.to_unit,
    )
