"""What a decision is made of besides its state: lines, changes, the signature, steps of its history."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from shared.events.parts import Nominee


class Value(BaseModel):
    """Base of the shapes inside a decision: frozen, tolerant of what newer releases add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Purpose(StrEnum):
    AWARD = "award"
    """Khen thưởng."""
    CORRECTION = "correction"
    """Đính chính what an earlier decision wrote wrongly."""
    REVOCATION = "revocation"
    """Hủy bỏ, thu hồi what an earlier decision gave."""


class Way(StrEnum):
    DIGITAL = "digital"
    """PAdES, with the signer's own key."""
    WET = "wet"
    """By hand, on paper."""


class Ticket(Value):
    """What an award is known by before it is published: its id, the code of its certificate, its place in the list."""

    award: str
    code: str
    index: int


class Line(Value):
    """One awardee; ``bonus`` in đồng, 0 until the decision is signed. ``dossier`` is empty for an imported award.

    In a correction or revocation ``award_id`` names the award concerned and the line says how it was.
    """

    dossier: str
    award: str
    award_name: str
    award_kind: str
    nominee: Nominee
    honorific: str = ""
    position: str = ""
    nominating_unit: str
    category: str = ""
    origin_unit: str
    year: int
    achievement: str = ""
    achieved_on: date | None = None
    received_on: date | None = None
    bonus: int = 0
    award_id: str = ""
    code: str = ""
    index: int = -1
    without_council: bool = False
    """By the simplified procedure: the authority decided without waiting for the council."""


class Correctable(StrEnum):
    """What a correction may change; whom and what for it was given it may not."""

    NAME = "name"
    HONORIFIC = "honorific"
    POSITION = "position"
    ACHIEVEMENT = "achievement"


class Change(Value):
    """One thing that was written wrongly, and how it must read."""

    award: str
    field: Correctable
    before: str
    after: str


class Ground(Value):
    """Why awards are revoked: the law's ground, the conclusion it rests on, and the days that count.

    ``report_due`` and ``decide_due`` are the last days of the deadlines, by the law of those days.
    """

    code: str
    text: str
    citation: str
    conclusion: str
    concluded_on: date
    reported_on: date
    report_due: date
    decide_due: date

    @property
    def reported_late(self) -> bool:
        """Whether the proposal came after its deadline; that does not stop it, but it is said."""
        return self.reported_on > self.report_due


class DecisionStep(StrEnum):
    DRAFTED = "drafted"
    REVISED = "revised"
    DISCARDED = "discarded"
    SIGNED = "signed"
    RECORDED = "recorded"
    RELEASED = "released"
    ATTACHED = "attached"


class Difference(Value):
    """What a revision changed, as text for the reader."""

    what: str
    before: str
    after: str


class Step(Value):
    """One line of the history: what, when, by whom, and what it changed. ``by`` is empty for the system itself."""

    what: DecisionStep
    at: datetime
    by: str
    note: str = ""
    changes: tuple[Difference, ...] = ()
