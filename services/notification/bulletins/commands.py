"""What the station does with bulletins."""

from __future__ import annotations

from datetime import date

from services.notification import access
from services.notification.bulletins.model import Bulletin
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Transaction


async def confirm(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    bulletin_id: str,
    broadcast_on: date | None = None,
    seconds: int | None = None,
) -> Bulletin:
    """Confirm that a bulletin was read out: today and as long as estimated, unless said otherwise."""
    bulletin = await tx.get_or_none(Bulletin, bulletin_id)
    if bulletin is None or not access.reads_bulletin(bulletin)(actor):
        raise NotFound(what=f"bản tin {bulletin_id}")
    access.confirms_broadcast(bulletin).or_deny(actor)
    today = clock.today()
    bulletin.confirm(on=broadcast_on or today, today=today, by=actor.subject, seconds=seconds)
    return tx.save(bulletin)
