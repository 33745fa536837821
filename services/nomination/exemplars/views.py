"""What the API shows of selections."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.exemplars.model import (
    Candidate,
    Criterion,
    Delegate,
    Gender,
    PastEntry,
    Selection,
    ShareCheck,
    Step,
)
from services.nomination.exemplars.states import Action, State
from shared.events import Level
from shared.events.parts import SubjectKind


class SelectionView(BaseModel):
    """A selection. ``chosen`` of ``candidates`` are on the list; ``delegates`` is the confirmed list."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-0000000000e1", "version": 1, "state": "draft", "unit": "duong-quang",
                    "level": "commune", "title": "Hội nghị điển hình tiên tiến giai đoạn 2020-2025", "from_year": 2020,
                    "to_year": 2025, "held_on": "2025-05-28", "place": "Hội trường UBND xã", "seats": 18,
                    "counted_on": "2025-05-12", "candidates": 31, "chosen": 18, "shares": [], "shares_reason": "",
                    "delegates": [], "number": "", "confirmed_on": None, "history": [], "can": ["propose"],
                }
            ]
        }
    )  # fmt: skip

    id: str
    version: int
    state: State
    unit: str
    level: Level
    title: str
    from_year: int
    to_year: int
    held_on: date
    place: str
    seats: int
    counted_on: date
    candidates: int
    chosen: int
    shares: tuple[ShareCheck, ...]
    shares_reason: str
    delegates: tuple[Delegate, ...]
    number: str
    confirmed_on: date | None
    history: tuple[Step, ...]
    can: tuple[Action, ...] = ()

    @classmethod
    def of(cls, its: Selection) -> Self:
        """The view of a selection; ``can`` is what its state allows, whoever asks."""
        return cls.model_validate({**vars(its), "can": tuple(one for one in Action if its.can(one))})


class ExemplarView(BaseModel):
    """Somebody with awards in the period. ``why`` says in a sentence why in or out."""

    person: str
    kind: SubjectKind
    name: str
    honorific: str
    position: str
    unit: str
    formerly: tuple[str, ...]
    category: str
    gender: Gender
    field: str
    awards: tuple[PastEntry, ...]
    criteria: tuple[Criterion, ...]
    points: int
    eligible: bool
    place: int
    chosen: bool
    why: str
    settled: bool | None
    reason: str

    @classmethod
    def of(cls, one: Candidate) -> Self:
        """The view of a candidate."""
        return cls.model_validate(vars(one))


class ExemplarPage(BaseModel):
    """Some candidates; ``after`` is the rank behind which to go on."""

    items: list[ExemplarView]
    after: int | None


class SelectionPage(BaseModel):
    """A page of selections, newest first."""

    items: list[SelectionView]
    after: str | None
