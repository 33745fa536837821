"""F15: nothing is found by its position in a stream: no change stream to lose its place, no mark to be overtaken."""

from __future__ import annotations

import asyncio

import pytest

from shared.events import Level
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store, Transaction
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import Thing, context, listening, new_thing, nothing_waits, running, until


@pytest.mark.technique("by-state")
async def test_event_with_an_older_id_that_was_committed_later_is_published_all_the_same(
    ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """A relay that remembers how far it came: ``Verdict(attempted=2, lost=1)``."""
    slow, quick = new_thing(), new_thing()
    written, go_on = asyncio.Event(), asyncio.Event()

    async def dawdle(tx: Transaction) -> None:
        thing = Thing(id=slow, unit="duong-quang", level=Level.COMMUNE)
        thing.happen()
        tx.save(thing)
        await tx.flush()
        written.set()
        await go_on.wait()

    async with running(Relay(ours, broker, owner="a"), listening(theirs, broker, consumer)):
        ledger.attempted[slow] += 1
        dawdling = asyncio.create_task(ours.transact(dawdle, context()))
        await written.wait()
        await ledger.happen(ours, quick)
        await until(lambda: nothing_waits(ours))
        go_on.set()
        await dawdling
        ledger.acknowledged[slow] += 1
        verdict = await ledger.settled(ours, theirs)
    older, _ = [row["_id"] for row in await ours["outbox"].find({}).sort("_id", 1).to_list(None)]
    assert (await ours["outbox"].find_one({"_id": older}))["subject"] == f"unit/{slow}"
    assert verdict.kept_the_promise, verdict
