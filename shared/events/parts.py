"""Small shapes that several events share."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Base of the shapes inside events: frozen, tolerant of additions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SubjectKind(StrEnum):
    """Whom an award honours."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Nominee(Part):
    """Who is to be honoured: a name as written, and the id by which histories are kept."""

    id: str
    kind: SubjectKind
    name: str
    unit: str


class Tally(Part):
    """Counts of a closed ballot. ``base`` is the number that the percentage is taken of."""

    agree: int
    disagree: int
    blank: int
    present: int
    members: int
    base: int


class Criterion(Part):
    """One criterion of a movement with the most points it can earn."""

    group: str
    name: str
    max_points: int


class Recipient(Part):
    """Where a document goes (nơi nhận): a unit, and the channel it reads."""

    unit: str
    name: str
    channel: str


class PartReason(Part):
    """What is wrong with one part of a dossier: its letter (T, B, M, …) and the sentence that the unit reads."""

    part: str
    reason: str
