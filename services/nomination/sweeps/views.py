"""What the API shows of sweeps and candidates."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.dossiers.parts import Consultation, Pause
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.deadlines import WAITS_FOR, way_points
from services.nomination.sweeps.model import Reported, Sweep
from services.nomination.sweeps.parts import CandidateStep, CandidateTwin, Declaration, Proof
from services.nomination.sweeps.queries import HamletLine
from services.nomination.sweeps.states import CandidateState, SweepState
from shared.law import Law
from shared.law.proof import proof_by
from shared.store import Page


class SweepView(BaseModel):
    """A sweep."""

    id: str
    version: int
    state: SweepState
    unit: str
    title: str
    subject: str
    subject_name: str
    award: str
    award_name: str
    association: str
    association_unit: str
    hamlets: tuple[str, ...]
    opened_on: date
    enter_by: date
    reported: tuple[Reported, ...]
    closed_on: date | None

    @classmethod
    def of(cls, its: Sweep) -> Self:
        """The view of a sweep."""
        return cls.model_validate(vars(its))


class SweepPage(BaseModel):
    """A page of sweeps; ``after`` is the cursor of the next one."""

    items: list[SweepView]
    after: str | None

    @classmethod
    def of(cls, page: Page[Sweep]) -> Self:
        """The view of a page."""
        return cls(items=[SweepView.of(one) for one in page.items], after=page.after)


class HamletView(BaseModel):
    """How far a hamlet is: ``waiting`` of those ``found`` still wait for something, ``late`` of them too long."""

    model_config = ConfigDict(from_attributes=True)

    hamlet: str
    name: str
    found: int
    by_state: dict[CandidateState, int]
    waiting: int
    late: int
    next_due: date | None
    reported: Reported | None

    @classmethod
    def of(cls, line: HamletLine) -> Self:
        """The view of a line."""
        return cls.model_validate(line)


class HamletList(BaseModel):
    """Every hamlet of a sweep that the person may read."""

    items: list[HamletView]


class CandidateLine(BaseModel):
    """Somebody on the list: what is waited for, at which unit, until when."""

    id: str
    version: int
    state: CandidateState
    sweep: str
    unit: str
    hamlet: str
    person: str
    name: str
    honorific: str
    birth_year: int
    living: bool
    waits_for: str
    waits_at: str
    due_on: date | None
    posting: str
    dossier: str

    @classmethod
    def of(cls, one: Candidate) -> Self:
        """The line of a candidate."""
        return cls.model_validate({**vars(one), "waits_for": WAITS_FOR[one.state]})


class CandidateView(CandidateLine):
    """A candidate whole, with what was declared, what proves it and what happened."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-000000000022",
                    "version": 4,
                    "state": "proved",
                    "sweep": "0198c0de-0000-7000-8000-000000000021",
                    "unit": "duong-quang",
                    "hamlet": "duong-quang.thon-3",
                    "person": "",
                    "name": "Trần Xuân Huân",
                    "birth_year": 1949,
                    "living": True,
                    "waits_for": "Hỏi ý kiến hội, niêm yết danh sách",
                    "waits_at": "duong-quang",
                    "due_on": "2025-04-29",
                }
            ]
        }
    )

    subject: str
    award: str
    award_name: str
    association: str
    served: str
    served_in: str
    twins: tuple[CandidateTwin, ...]
    distinct_reason: str
    declaration: Declaration | None
    proofs: tuple[Proof, ...]
    received_on: date | None
    consultation: Consultation | None
    pauses: tuple[Pause, ...]
    closes_on: date | None
    set_aside_reason: str
    history: tuple[CandidateStep, ...]

    @classmethod
    def of(cls, one: Candidate) -> Self:
        """The view of a candidate."""
        return cls.model_validate({**vars(one), "waits_for": WAITS_FOR[one.state]})


class CandidatePage(BaseModel):
    """A page of candidates; ``after`` is the cursor of the next one."""

    items: list[CandidateLine]
    after: str | None

    @classmethod
    def of(cls, page: Page[Candidate]) -> Self:
        """The view of a page."""
        return cls(items=[CandidateLine.of(one) for one in page.items], after=page.after)


class DueView(BaseModel):
    """A day that the law sets the commune; ``verified`` is false where nobody has compared the figure."""

    what: str
    due: date
    citation: str
    verified: bool


class ProofView(BaseModel):
    """What the proofs come to, and by which days the commune has to be done."""

    sufficient: bool
    citation: str
    verified: bool
    missing_vi: str
    missing_en: str
    days: list[DueView]

    @classmethod
    def of(cls, law: Law, one: Candidate, on: date) -> Self:
        """What the law says of a candidate on a day."""
        proof = proof_by(law, one.subject, one.proof_kinds, on)
        return cls(
            sufficient=proof.sufficient,
            citation=proof.citation,
            verified=proof.verified,
            missing_vi=proof.missing_vi,
            missing_en=proof.missing_en,
            days=[DueView.model_validate(vars(point)) for point in way_points(law, one)],
        )
