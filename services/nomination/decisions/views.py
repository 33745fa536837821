"""What the API shows of decisions."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.decisions.model import Decision, DecisionState, Line
from shared.events import Level
from shared.store.reads import Page


class DecisionView(BaseModel):
    """A decision; money in đồng. ``number`` is empty while it is a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-00000000000c",
                    "version": 2,
                    "state": "signed",
                    "unit": "duong-quang",
                    "level": "commune",
                    "title": "Về việc khen thưởng",
                    "number": "12/QĐ-UBND",
                    "signed_on": "2025-06-25",
                    "signer": "Chủ tịch Ủy ban nhân dân xã Dương Quang",
                    "total_bonus": 710000,
                    "lines": [],
                }
            ]
        }
    )

    id: str
    version: int
    state: DecisionState
    unit: str
    level: Level
    title: str
    number: str
    drafted_on: date
    signed_on: date | None
    signer: str
    signer_name: str
    base_salary: int
    total_bonus: int
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, decision: Decision) -> Self:
        return cls.model_validate(vars(decision))


class DecisionPage(BaseModel):
    """A page of decisions."""

    items: list[DecisionView]
    after: str | None

    @classmethod
    def of(cls, page: Page[Decision]) -> Self:
        return cls(items=[DecisionView.of(decision) for decision in page.items], after=page.after)
