"""Council meetings: how many sat, how many dossiers. Who sat is not kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from services.reporting.projections.row import Row
from shared.events import Envelope
from shared.events.nomination import CouncilClosed, CouncilConvened


class MeetingRow(Row):
    """Phiên họp Hội đồng."""

    collection: ClassVar[str] = "meeting_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "held_on"), ("dossiers",))

    unit: str = ""
    held_on: date | None = None
    convened_at: datetime | None = None
    place: str = ""
    members: int = 0
    present: int | None = None
    closed_on: date | None = None
    dossiers: tuple[str, ...] = ()


def fold(row: MeetingRow, event: CouncilConvened | CouncilClosed, seen: Envelope[Any]) -> MeetingRow:
    """The row after one event."""
    changes: dict[str, Any] = {"applied": row.applied + 1, "unit": event.unit}
    if isinstance(event, CouncilConvened):
        changes |= {"held_on": event.held_on, "place": event.place, "dossiers": event.dossiers}
        changes |= {"members": len(event.members), "convened_at": seen.time}
    else:
        changes |= {"closed_on": event.closed_on, "present": event.present, "members": event.members}
    return row.model_copy(update=changes)
