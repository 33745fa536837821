"""What a dossier is made of besides its state: papers, conditions looked at, steps of its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from shared.events import Level
from shared.law import ConditionResult, Outcome


class Value(BaseModel):
    """Base of the shapes inside a dossier: frozen, tolerant of what newer releases add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Paper(Value):
    """A part that is present. ``code`` is a letter of the law's parts (T, B, M, S, …)."""

    code: str = Field(min_length=1, max_length=10)
    name: str = Field(default="", max_length=300)
    file: str = Field(default="", max_length=300)


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


class Step(Value):
    """One line of the history: what, when, by whom, at which unit, why, with which document."""

    what: StepKind
    at: datetime
    by: str
    unit: str
    reason: str = ""
    parts: tuple[str, ...] = ()
    document: str = ""
    document_id: str = ""


class Leg(Value):
    """A unit that had the dossier before it was forwarded."""

    unit: str
    level: Level
