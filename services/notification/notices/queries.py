"""Somebody's own notices. There is no way here to anybody else's."""

from __future__ import annotations

from typing import Any

from services.notification import access
from services.notification.notices.model import Notice
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Page, Reads


def unread_of(actor: Actor) -> dict[str, Any]:
    """Filter: what this person has not opened."""
    return {"person": actor.subject, "read_at": None}


async def listed(
    reads: Reads, *, actor: Actor, unread: bool = False, after: str | None = None, limit: int = 50
) -> Page[Notice]:
    """A page of somebody's notices, newest first."""
    where = unread_of(actor) if unread else {"person": actor.subject}
    return await reads.page(Notice, where, after=after, limit=limit)


async def count_unread(reads: Reads, *, actor: Actor) -> int:
    """How many wait to be opened."""
    return await reads.count(Notice, unread_of(actor))


async def seen(reads: Reads, notice_id: str, *, actor: Actor) -> Notice:
    """One notice; NotFound for somebody else's too, so that nobody learns that it is there."""
    notice = await reads.get_or_none(Notice, notice_id)
    if notice is None or not access.opens(notice)(actor):
        raise NotFound(what=f"thông báo {notice_id}")
    return notice
