"""F22: one message kills whoever handles it, again and again; its neighbours must not be condemned with it."""

from __future__ import annotations

import asyncio

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker, topology
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import lying
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import happen, new_thing, nothing_waits, running, until

DEADLY = "deadly"


@pytest.mark.long
@pytest.mark.technique("one-by-one")
async def test_only_the_message_that_kills_its_consumer_is_given_up(
    fragile: EmbeddedStack,
    start: StartWorker,
    ours: Store,
    theirs: Store,
    broker: Broker,
    consumer: str,
    ledger: Ledger,
) -> None:
    """The broker counts deliveries; the limit is 3 here instead of 20.

    Where all are taken at once again: ``Verdict(attempted=20, lost=13)``.
    """
    policy = ("set_policy", "--apply-to", "queues", consumer, f"^{consumer}$", '{"delivery-limit": 3}')
    await fragile.rabbitmqctl(*policy)
    await (await start(theirs, consumer=consumer, dies_of=DEADLY)).kill()  # now there is a queue
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, *(new_thing() for _ in range(10)))
        await happen(ours, new_thing(DEADLY))
        await ledger.happen(ours, *(new_thing() for _ in range(10)))
        await until(lambda: nothing_waits(ours))
        while not await lying(fragile.amqp_url, topology.dead_name(consumer)):
            worker = await start(theirs, consumer=consumer, dies_of=DEADLY, ready=False)
            while worker.lives and not await lying(fragile.amqp_url, topology.dead_name(consumer)):
                await asyncio.sleep(0.2)
        verdict = await ledger.settled(ours, theirs)
        assert verdict.kept_the_promise, verdict
        assert await lying(fragile.amqp_url, topology.dead_name(consumer)) == 1
    await fragile.rabbitmqctl("clear_policy", consumer)
