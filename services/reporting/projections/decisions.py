"""Decisions with their numbers and sums."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from services.reporting.projections.row import Row
from shared.events import Envelope, Level
from shared.events.nomination import DecisionIssued


class DecisionRow(Row):
    """Quyết định khen thưởng; amounts in đồng."""

    collection: ClassVar[str] = "decision_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "signed_on"),)

    number: str = ""
    unit: str = ""
    level: Level | None = None
    title: str = ""
    signed_on: date | None = None
    signer: str = ""
    total_bonus: int = 0
    lines: int = 0


def fold(row: DecisionRow, event: DecisionIssued, _: Envelope[Any]) -> DecisionRow:
    """The row of a decision."""
    known = event.model_dump(exclude={"decision", "lines"})
    return row.model_copy(update={"applied": row.applied + 1, "lines": len(event.lines), **known})
