"""At the instant of its embargo a sealed decision is released, by one process, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from services.nomination.decisions import signing
from services.nomination.decisions.model import Decision
from services.nomination.decisions.states import DecisionState
from shared.aggregate import new_id
from shared.clock import Clock
from shared.service import Tick
from shared.store import Context, Store, Transaction

SECONDS = 2.0
_INSTANT = TypeAdapter(datetime)


async def release_due(store: Store, clock: Clock, _: Any) -> bool:
    """Release what is due; whether there was anything."""
    now = clock.now()
    until = _INSTANT.dump_python(now.replace(microsecond=0), mode="json")
    due = await store.reads.find(
        Decision,
        {"state": DecisionState.SEALED.value, "embargo_until": {"$lte": until}},
        sort=(("embargo_until", 1),),
    )
    for decision in due:
        correlation = new_id()
        context = Context(
            service="nomination",
            actor="",
            command="nomination.decisions.embargo.release",
            now=now,
            correlation_id=correlation,
            causation_id=correlation,
        )

        async def release(tx: Transaction, id_: str = decision.id) -> Decision:
            return await signing.release(tx, now=now, decision_id=id_)

        await store.transact(release, context)
    return bool(due)


TICK = Tick(name="nomination-embargo", seconds=SECONDS, run=release_due)
