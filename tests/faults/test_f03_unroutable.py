"""F3: no queue takes the message: a binding is missing, or services are deployed in an unlucky order."""

from __future__ import annotations

import pytest

from deploy.local.stack import EmbeddedStack
from shared.events import Classification
from shared.messaging import Broker, topology
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import meddling
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import listening, new_thing, nothing_waits, running, until


@pytest.mark.technique("mandatory")
async def test_event_that_no_queue_took_is_kept_until_one_does(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """Without ``mandatory``: ``Verdict(attempted=1, lost=1)``."""
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, new_thing())
        await until(lambda: nothing_waits(ours))
        ledger.forget()
        async with meddling(fragile.amqp_url) as channel:
            for one in Classification:
                await (await channel.get_queue(topology.log_name(one))).unbind(topology.exchange_name(one), "#")
        await ledger.happen(ours, new_thing())
        await until(lambda: nothing_waits(ours))
        async with running(listening(theirs, broker, consumer)):
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
