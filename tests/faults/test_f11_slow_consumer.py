"""F11: a consumer that cannot keep up: what it holds is bounded, what the broker holds is bounded, nothing is lost."""

from __future__ import annotations

import asyncio

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import lying
from tests.faults.verdict import Ledger
from tests.faults.wrappers import wait_for, wrap
from tests.integration.messaging.things import happen, has, listening, new_thing, nothing_waits, running, until, waiting

LIMIT, ALL = 100, 1000


@pytest.mark.technique("prefetch")
async def test_slow_consumer_holds_little_and_its_full_queue_keeps_the_rest_in_the_outbox(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """The queue is limited to a hundred by a policy.

    Where a consumer takes all there is it never fills: ``TimeoutError``.
    """
    open_again = asyncio.Event()
    open_again.set()
    policy = ("--apply-to", "queues", consumer, f"^{consumer}$", f'{{"max-length": {LIMIT}}}')
    await fragile.rabbitmqctl("set_policy", *policy)
    listener = wrap(listening(theirs, broker, consumer), wait_for(open_again))
    things = [new_thing() for _ in range(5)]
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        await ledger.happen(ours, first := new_thing())
        await until(lambda: has(theirs, first, 1))
        open_again.clear()
        await happen(ours, *things, times=ALL // 5)
        ledger.expect(dict.fromkeys(things, ALL // 5))
        await until(lambda: _full(fragile.amqp_url, consumer))
        assert await waiting(ours) > 0
        open_again.set()
        await until(lambda: nothing_waits(ours), 60)
        verdict = await ledger.settled(ours, theirs)
    await fragile.rabbitmqctl("clear_policy", consumer)
    assert verdict.kept_the_promise, verdict
    assert verdict.in_order


async def _full(url: str, consumer: str) -> bool:
    return await lying(url, consumer) >= LIMIT
