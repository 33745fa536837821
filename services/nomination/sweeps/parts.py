"""What a candidate is made of: times of service, the declaration, proofs, steps of the history, twins."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.nomination.dossiers.parts import PartFile, Value

FIRST_YEAR = 1945
"""Nobody served before the resistance wars began."""
Day = Annotated[date, Field(ge=date(FIRST_YEAR, 1, 1), le=date(2200, 12, 31))]


class Stint(Value):
    """A time of service: from month to month, both included in the count as the difference; where, and doing what."""

    since: Day
    until: Day
    unit: str = Field(min_length=2, max_length=200)
    task: str = Field("", max_length=300)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise PydanticCustomError("period", "ngày kết thúc phải sau ngày bắt đầu")
        return self

    @property
    def months(self) -> int:
        """Whole months between the two days, counted by the calendar."""
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month


class Declaration(Value):
    """Bản khai: what the person, or a relative, declares. ``contact`` and ``id_number`` stand on the paper alone."""

    by: Literal["self", "relative"]
    on: Day
    declarant: str = Field("", max_length=200)
    relation: str = Field("", max_length=100)
    declarant_residence: str = Field("", max_length=300)
    authorisation: str = Field("", max_length=500)
    contact: str = Field("", max_length=100)
    id_number: str = Field("", max_length=20)
    home_town: str = Field(min_length=2, max_length=300)
    residence: str = Field(min_length=2, max_length=300)
    died_in: int | None = Field(None, ge=FIRST_YEAR, le=2200)
    stints: tuple[Stint, ...] = Field(min_length=1, max_length=10)
    martyr: bool = False
    awarded: str = Field("", max_length=1000)
    not_examined: bool = False
    """Declared: no discipline, investigation, inspection or complaint is being examined."""
    first_time: bool = False
    """Declared: this merit has not been honoured before."""

    @property
    def months(self) -> int:
        """Months of service in all."""
        return sum(stint.months for stint in self.stints)


class Proof(Value):
    """A paper that proves the service. ``kind`` is a row of the law's table ``evidence``."""

    id: str
    kind: str
    what: str
    """Number, date and issuer, as they stand on it."""
    file: PartFile | None = None
    by: str
    at: datetime


class TwinKind(StrEnum):
    CANDIDATE = "candidate"
    """The same name and year of birth on the list of a hamlet."""
    AWARD = "award"
    """The register holds this award for somebody of this name."""
    DOSSIER = "dossier"
    """A dossier for this award is under way for somebody of this name."""


class CandidateTwin(Value):
    """Somebody who may be the same person: another candidate, a dossier under way, an award of the register."""

    kind: TwinKind
    id: str
    name: str
    where: str
    what: str = ""


class StepKind(StrEnum):
    """What happened to a candidate."""

    FOUND = "found"
    EDITED = "edited"
    DECLARED = "declared"
    PROOF_ADDED = "proof_added"
    PROOF_REMOVED = "proof_removed"
    PROVED = "proved"
    RETURNED = "returned"
    ASKED = "asked"
    OPINED = "opined"
    CONCLUDED = "concluded"
    POSTED = "posted"
    PROPOSED = "proposed"
    SET_ASIDE = "set_aside"
    TAKEN_UP = "taken_up"


class CandidateStep(Value):
    """One line of the history: what, when, by whom, why, what it leads to."""

    what: StepKind
    at: datetime
    by: str
    reason: str = ""
    document: str = ""
    document_id: str = ""
