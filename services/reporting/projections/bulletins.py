"""Bulletins that the loudspeaker station has read out."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from services.reporting.projections.row import Row
from shared.events import Envelope
from shared.events.notification import BulletinBroadcast


class BulletinRow(Row):
    """Bản tin đã phát; ``seconds`` on air, ``decision`` it tells of ("" when it tells of none)."""

    collection: ClassVar[str] = "bulletin_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "broadcast_on"), ("decision",), ("correlation",))

    unit: str = ""
    title: str = ""
    broadcast_on: date | None = None
    seconds: int = 0
    decision: str = ""
    correlation: str = ""


def fold(row: BulletinRow, event: BulletinBroadcast, seen: Envelope[Any]) -> BulletinRow:
    """The row after a broadcast; a bulletin that is read again counts its time again."""
    changes = event.model_dump(exclude={"bulletin", "seconds"})
    return row.model_copy(
        update={
            **changes,
            "applied": row.applied + 1,
            "seconds": row.seconds + event.seconds,
            "correlation": seen.correlationid,
        }
    )
