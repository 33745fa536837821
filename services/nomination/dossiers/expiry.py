"""Dossiers end whose unit did not send what was asked for by the day that was named."""

from __future__ import annotations

from services.nomination.acts import Act
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import ANSWERS_BY
from services.nomination.resources import Resources
from shared.aggregate import new_id
from shared.clock import Clock
from shared.errors import Conflict
from shared.service import Tick
from shared.store import Context, Store, Transaction

SECONDS = 5.0
BATCH = 50
ITSELF = "service:nomination"
"""Who ends them: nobody but the day that has passed."""


async def expire(store: Store, clock: Clock, _: Resources) -> int:
    """End what is overdue, one transaction for each; how many there were.

    What is in the hand of a place without a line is left alone: that place counts its days itself.
    """
    today = clock.today()
    waiting = {
        "state": {"$in": [state.value for state in ANSWERS_BY]},
        "answer_by": {"$lt": today.isoformat()},
        "$expr": {"$ne": ["$carried_by", "$unit"]},
    }
    ended = 0
    for overdue in await store.reads.find(Dossier, waiting, limit=BATCH):

        async def end(tx: Transaction, id_: str = overdue.id) -> bool:
            dossier = await tx.get(Dossier, id_)
            if dossier.state not in ANSWERS_BY or dossier.answer_by is None or dossier.answer_by >= today:
                return False  # it came at the last moment
            dossier.expire(Act(by=ITSELF, at=clock.now(), on=today))
            tx.save(dossier)
            return True

        try:
            ended += await store.transact(end, by_itself(clock, "nomination.dossiers.expiry.expire"))
        except Conflict:
            continue  # somebody has it in hand just now; the next round looks again
    return ended


def by_itself(clock: Clock, command: str) -> Context:
    """The context of what nobody did but the clock."""
    id_ = new_id()
    return Context(
        service="nomination",
        actor=ITSELF,
        command=command,
        now=clock.now(),
        correlation_id=id_,
        causation_id=id_,
    )


TICK = Tick(name="nomination-expiry", seconds=SECONDS, run=expire)
