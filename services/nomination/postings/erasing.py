"""Who commented is forgotten some time after the notice has ended."""

from __future__ import annotations

from services.nomination.dossiers.expiry import by_itself
from services.nomination.postings.model import Comment
from services.nomination.resources import Resources
from shared.clock import Clock
from shared.service import Tick
from shared.store import Store, Transaction

SECONDS = 600.0


async def erase(store: Store, clock: Clock, _: Resources) -> int:
    """Erase names, contacts and addresses whose time is over; how many there were."""
    due = {"erase_on": {"$lt": clock.today().isoformat()}, "address": {"$gt": ""}}
    old = await store.reads.find(Comment, due, limit=100)

    async def forget(tx: Transaction) -> None:
        for one in (await tx.get_many(Comment, [said.id for said in old])).values():
            one.forget()
            tx.save(one)

    if old:
        await store.transact(forget, by_itself(clock, "nomination.postings.erasing.erase"))
    return len(old)


TICK = Tick(name="nomination-comments", seconds=SECONDS, run=erase)
