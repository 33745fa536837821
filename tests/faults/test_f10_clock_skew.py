"""F10: the clocks of two machines differ by ten minutes."""

from __future__ import annotations

import asyncio
import time

import pytest
import time_machine

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker, topology
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import meddling
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import happen, listening, new_thing, nothing_waits, running, until

TEN_MINUTES = 600.0


@pytest.mark.technique("store-clock")
async def test_lease_is_not_taken_by_a_relay_whose_clock_is_ahead(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """Where the end of a lease is compared with the machine's clock the other one holds them: ``assert False``."""
    async with running(Relay(ours, broker, owner="in time"), listening(theirs, broker, consumer)):
        await until(lambda: _held_by(ours, "in time"))
        await start(ours, relay=True, clock_ahead=TEN_MINUTES, lease_seconds=15)
        await start(theirs, consumer=consumer, clock_ahead=-TEN_MINUTES)
        things = [new_thing() for _ in range(4)]
        for _ in range(5):
            await ledger.happen(ours, *things)
            await asyncio.sleep(0.4)  # the other relay looks every second
        verdict = await ledger.settled(ours, theirs)
        assert verdict.kept_the_promise, verdict
        assert verdict.in_order
        assert await _held_by(ours, "in time")


async def _held_by(store: Store, owner: str) -> bool:
    return bool(await store["leases"].count_documents({"owner": owner}) == 4)


@pytest.mark.technique("rest-by-own-clock")
async def test_row_that_a_relay_ahead_of_time_could_not_publish_is_not_left_for_its_ten_minutes(
    fragile: EmbeddedStack,
    start: StartWorker,
    ours: Store,
    theirs: Store,
    broker: Broker,
    consumer: str,
    ledger: Ledger,
) -> None:
    """Where the time to try again is written by the machine's clock it waits: ``TimeoutError``."""
    ahead = await start(ours, relay=True, clock_ahead=TEN_MINUTES)
    await ahead.happen(new_thing())
    await until(lambda: nothing_waits(ours))
    async with meddling(fragile.amqp_url) as channel:
        await channel.exchange_delete(topology.exchange_name("public"))
    await ahead.happen(late := new_thing())
    await until(lambda: _has_failed(ours, f"unit/{late}"))
    await ahead.kill()
    async with running(Relay(ours, broker, owner="in time")):
        await until(lambda: nothing_waits(ours), 15)


async def _has_failed(store: Store, subject: str) -> bool:
    return bool(await store["outbox"].count_documents({"subject": subject, "attempts": {"$gt": 0}}))


@pytest.mark.technique("store-clock")
@pytest.mark.parametrize("wrong", [-TEN_MINUTES, TEN_MINUTES])
async def test_what_waits_is_as_old_as_it_is_however_wrong_the_clock_of_its_writer(
    fragile: EmbeddedStack, ours: Store, wrong: float
) -> None:
    """A process looks at the outbox before it writes to it, and then every two seconds.

    Where each machine goes by its own clock: ``assert 600.018228 < (600.0 / 2)``.
    """
    writer = Store(fragile.mongo_url, ours.database.name)
    with time_machine.travel(time.time() + wrong, tick=True):
        assert await writer.outbox.oldest() == 0
        await happen(writer, new_thing())
        there = await writer.outbox.oldest()
    await asyncio.sleep(0.01)
    here = await ours.outbox.oldest()
    writer.close()
    assert 0 <= there < here < TEN_MINUTES / 2
