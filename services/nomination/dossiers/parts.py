"""What a dossier is made of besides its state: papers, conditions looked at, steps of its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.nomination.attachments import Attachment
from shared.calendar import working_days_between
from shared.events import Level
from shared.events.parts import PartReason
from shared.law import ConditionResult, Outcome


class Value(BaseModel):
    """Base of the shapes inside a dossier: frozen, tolerant of what newer releases add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Paper(Value):
    """A part that is present. ``code`` is a letter of the law's parts (T, B, M, S, …)."""

    code: str = Field(min_length=1, max_length=10)
    name: str = Field(default="", max_length=300)
    file: str = Field(default="", max_length=300)


class PartFile(Attachment):
    """A file of a part; ``part`` is its letter."""

    part: str


class Condition(Value):
    """One condition as it was found when the dossier was last looked at."""

    id: str
    outcome: Outcome
    article: str
    vi: str
    en: str
    attach_vi: str = ""
    missing_vi: tuple[str, ...] = ()
    verified: bool = True

    @classmethod
    def of(cls, results: Iterable[ConditionResult]) -> tuple[Self, ...]:
        """The conditions of an assessment, in the order of the law."""
        return tuple(
            cls(
                id=result.id,
                outcome=result.outcome,
                article=result.article,
                vi=result.sentence_vi,
                en=result.sentence_en,
                attach_vi=result.attach_vi,
                missing_vi=tuple(fact.vi for fact in result.missing_facts),
                verified=result.verified,
            )
            for result in results
        )


class Twin(Value):
    """Another dossier that rests on the same thing. ``same`` is the share of words, or the initiative's title."""

    dossier: str
    why: Literal["achievement", "initiative"]
    same: str
    nominee: str
    award: str
    unit: str
    nominating_unit: str
    year: int
    number: str = ""


class CoNominator(Value):
    """A unit that is asked to nominate together, and its answer; ``agrees`` is None until it has given one."""

    unit: str
    name: str
    asked_on: date
    agrees: bool | None = None
    reason: str = ""
    answered_on: date | None = None
    by: str = ""


class StepKind(StrEnum):
    """What happened to a dossier."""

    CREATED = "created"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    APPROVED = "approved"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"
    SUPPLEMENTED = "supplemented"
    CONSULTED = "consulted"
    OPINED = "opined"
    CONCLUDED = "concluded"
    EXPIRED = "expired"
    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    DROPPED = "dropped"


class Difference(Value):
    """A thing that the unit wrote and changed between two submissions; both texts are shortened."""

    what: str
    before: str
    after: str


class Step(Value):
    """One line of the history: what, when, by whom, at which unit, why, with which document, what differs."""

    what: StepKind
    at: datetime
    by: str
    unit: str
    reason: str = ""
    parts: tuple[str, ...] = ()
    reasons: tuple[PartReason, ...] = ()
    document: str = ""
    document_id: str = ""
    changes: tuple[Difference, ...] = ()


class Leg(Value):
    """A unit that had the dossier before it was forwarded."""

    unit: str
    level: Level


class Pause(Value):
    """Days on which the clock stood. ``until`` is open while it stands."""

    since: date
    until: date | None = None

    @property
    def days(self) -> int:
        """The working days for which it stood; 0 while it stands."""
        return working_days_between(self.since, self.until) if self.until else 0


class Opinion(Value):
    """A body that is asked, and what it answered. ``unit`` is its code if it has an account here."""

    body: str = Field(min_length=2, max_length=200)
    unit: str = ""
    agrees: bool | None = None
    text: str = ""
    given_on: date | None = None
    by: str = ""


class Consultation(Value):
    """Hiệp y: what was asked of whom, by when, and the answers."""

    question: str
    opened_on: date
    answer_by: date
    opinions: tuple[Opinion, ...]

    @property
    def unanswered(self) -> tuple[Opinion, ...]:
        """Those that have not answered yet."""
        return tuple(one for one in self.opinions if one.given_on is None)
