"""F19: a consumer's queue is deleted under its feet, with all that lay in it."""

from __future__ import annotations

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import meddling
from tests.faults.verdict import Ledger
from tests.faults.wrappers import delay, wrap
from tests.integration.messaging.things import listening, new_thing, nothing_waits, running, until


@pytest.mark.technique("catch-up")
async def test_consumer_whose_queue_was_deleted_makes_it_anew_and_reads_what_it_missed(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """Where the queue is made anew and no more: ``Verdict(attempted=30, lost=2)``."""
    things = [new_thing() for _ in range(5)]
    listener = wrap(listening(theirs, broker, consumer), delay(0.3))
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        for _ in range(5):
            await ledger.happen(ours, *things)
        await until(lambda: nothing_waits(ours))
        async with meddling(fragile.amqp_url) as channel:
            await channel.queue_delete(consumer)
        await ledger.happen(ours, *things)
        verdict = await ledger.settled(ours, theirs)
        assert verdict.kept_the_promise, verdict
        await ledger.happen(ours, *things)  # and goes on with what comes
        verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert verdict.in_order
