"""What every row of the read model has."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.clock import VIETNAM
from shared.events import Envelope
from shared.record import Record


class Row(Record):
    """A row is blank until its first event; ``applied`` counts the events of its subject that took effect."""

    applied: int = 0


def day_of(seen: Envelope[Any]) -> date:
    """The legal date on which it happened, for events that name none."""
    return seen.time.astimezone(VIETNAM).date()


def owner_of(code: str) -> str:
    """The commune or town of a unit code: ``duong-quang`` of ``duong-quang.van-phong``."""
    return code.partition(".")[0]
