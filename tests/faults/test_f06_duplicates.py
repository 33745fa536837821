"""F6: a message comes twice, from the broker or because the relay died before it could note that it had sent it."""

from __future__ import annotations

import asyncio

import pytest
from prometheus_client import REGISTRY

from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.faults.wrappers import delay, duplicate, fail_randomly, wrap
from tests.integration.messaging.things import listening, new_thing, nothing_waits, running, until

pytestmark = [pytest.mark.technique("inbox"), pytest.mark.parametrize("ordered", [False, True])]


async def test_everything_delivered_twice_late_and_with_failures_has_its_effect_once(
    ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger, ordered: bool
) -> None:
    """Without the inbox: ``Verdict(attempted=20, duplicated=28, in_order=False)``."""
    things = [new_thing() for _ in range(4)]
    listener = listening(theirs, broker, consumer, ordered=ordered)
    async with running(
        Relay(ours, broker, owner="a"), wrap(listener, fail_randomly(0.3, seed=7), duplicate(), delay(0.01))
    ):
        for _ in range(5):
            await ledger.happen(ours, *things)
        verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert verdict.ok == 20


async def test_event_that_a_dying_relay_had_published_and_not_marked_has_its_effect_once(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger, ordered: bool
) -> None:
    """Without the inbox: ``Verdict(attempted=6, duplicated=2, in_order=False)``."""
    async with running(listening(theirs, broker, consumer, ordered=ordered)):
        publisher = await start(ours, relay=True, failpoint="relay.after-publish=kill@2")
        thing = new_thing()
        async with asyncio.timeout(20):
            while await publisher.happen(thing):
                await asyncio.sleep(0.05)
        assert await publisher.ended() == -9
        async with running(Relay(ours, broker, owner="next")):
            await until(lambda: nothing_waits(ours))
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    again = REGISTRY.get_sample_value("thidua_consumed_total", {"consumer": consumer, "result": "duplicate"})
    assert again, "nothing came twice: the test shows nothing"
