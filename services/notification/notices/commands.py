"""What people do with their notices."""

from __future__ import annotations

from services.notification import access
from services.notification.notices.model import Notice
from services.notification.notices.queries import unread_of
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Transaction
from shared.store.reads import MOST


async def _own(tx: Transaction, actor: Actor, notice_id: str) -> Notice:
    """A notice of the actor; somebody else's is not there for them."""
    notice = await tx.get_or_none(Notice, notice_id)
    if notice is None or not access.opens(notice)(actor):
        raise NotFound(what=f"thông báo {notice_id}")
    return notice


async def read(tx: Transaction, *, actor: Actor, clock: Clock, notice_id: str) -> Notice:
    """Note that it was opened."""
    notice = await _own(tx, actor, notice_id)
    return tx.save(notice) if notice.read(clock.now()) else notice


async def read_all(tx: Transaction, *, actor: Actor, clock: Clock) -> int:
    """Mark everything read, at most MOST at once; how many were."""
    unread = await tx.find(Notice, unread_of(actor), sort=(("_id", -1),), limit=MOST)
    for notice in unread:
        notice.read(clock.now())
        tx.save(notice)
    return len(unread)


async def acknowledge(tx: Transaction, *, actor: Actor, clock: Clock, notice_id: str) -> Notice:
    """Tiếp nhận: confirm having received it. A repetition changes nothing."""
    notice = await _own(tx, actor, notice_id)
    known = notice.acknowledged_at is not None
    notice.acknowledge(clock.now())
    return notice if known else tx.save(notice)
