"""Bulletins of the communes that somebody works for."""

from __future__ import annotations

from typing import Any

from services.notification import access
from services.notification.bulletins.model import Bulletin, BulletinState
from shared.errors import Denied, NotFound
from shared.identity import Actor
from shared.store import Page, Reads


async def listed(
    reads: Reads,
    *,
    actor: Actor,
    state: BulletinState | None = None,
    decision: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Bulletin]:
    """A page of bulletins, newest first; raises Denied for people without an office for them."""
    units = access.bulletin_units(actor)
    if not units:
        raise Denied
    where: dict[str, Any] = {"unit": {"$in": units}}
    if state is not None:
        where["state"] = state.value
    if decision is not None:
        where["decision"] = decision
    return await reads.page(Bulletin, where, after=after, limit=limit)


async def seen(reads: Reads, bulletin_id: str, *, actor: Actor) -> Bulletin:
    """One bulletin; NotFound for those of other communes."""
    bulletin = await reads.get_or_none(Bulletin, bulletin_id)
    if bulletin is None or not access.reads_bulletin(bulletin)(actor):
        raise NotFound(what=f"bản tin {bulletin_id}")
    return bulletin
