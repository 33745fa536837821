"""History over a connection that is slower than the time after which silence would mean its end."""

from __future__ import annotations

from contextlib import aclosing

import pytest

from deploy.local.chaos.proxy import Proxy, Way
from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker, history
from shared.messaging.inbox import Delivery
from shared.messaging.relay import Relay
from tests.integration.messaging.things import happen, new_thing, running, until, waiting
from tests.integration.stores import MakeStore

MANY = 300


async def test_history_is_read_to_its_end_on_a_slow_connection(
    stack: EmbeddedStack, make_store: MakeStore, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher, thing = await make_store(), new_thing()
    await happen(publisher, thing, times=MANY)

    async def is_published() -> bool:
        return await waiting(publisher) == 0

    async with running(Relay(publisher, broker, owner="test")):
        await until(is_published)
    monkeypatch.setattr(history, "PAUSE_SECONDS", 0.05)
    found: list[int] = []
    async with Proxy.before(stack.amqp_url) as proxy:
        far = Broker(proxy.through(stack.amqp_url), name="far")
        far.start()
        await far.consuming()
        proxy.slow(Way.TO_CLIENT, rate=200_000)
        async with aclosing(history.read(far)) as batches:
            async for batch in batches:
                if not batch:
                    break
                deliveries = [Delivery.read(message.body).envelope for message in batch]
                found += [one.sequence for one in deliveries if one.subject == f"unit/{thing}"]
        proxy.heal()
        await far.close()
    assert found == list(range(1, MANY + 1))
