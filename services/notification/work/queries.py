"""What waits for somebody, and what somebody waits for. Always by the offices held today."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from services.notification import naming
from services.notification.work.model import WorkItem, keys_of
from shared.errors import BadInput
from shared.identity import Actor
from shared.store import Page, Reads

_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})~(.+)")
BY_URGENCY = (("urgency", 1), ("id", 1))


def mine(actor: Actor) -> dict[str, Any]:
    """Filter: what this person has to do."""
    return {"open": True, "holders": {"$in": keys_of(actor)}}


def awaited(actor: Actor) -> dict[str, Any]:
    """Filter: what this person waits for while others have it."""
    keys = keys_of(actor)
    return {"open": True, "awaited_by": {"$in": keys}, "holders": {"$nin": keys}}


async def listed(
    reads: Reads, *, actor: Actor, waiting: bool = False, after: str | None = None, limit: int = 50
) -> Page[WorkItem]:
    """A page in the order of urgency: the due date first, then what has none."""
    where: dict[str, Any] = awaited(actor) if waiting else mine(actor)
    if after:
        urgency, id_ = _position(after)
        beyond = {"$or": [{"urgency": {"$gt": urgency}}, {"urgency": urgency, "_id": {"$gt": id_}}]}
        where = {"$and": [where, beyond]}
    items = await reads.find(WorkItem, where, sort=BY_URGENCY, limit=limit + 1)
    more = len(items) > limit
    return Page(items[:limit], f"{items[limit - 1].urgency}~{items[limit - 1].id}" if more else None)


async def unit_names(reads: Reads, items: list[WorkItem]) -> dict[str, str]:
    """Names of the units that the items come from or lie with."""
    return await naming.unit_names(reads, (code for item in items for code in (item.from_unit, item.with_unit) if code))


def is_overdue(item: WorkItem, today: date) -> bool:
    """Whether its day has passed."""
    return item.due_on is not None and item.due_on < today


def _position(cursor: str) -> tuple[str, str]:
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadInput(detail="after")
    return match[1], match[2]
