"""A connection that breaks while a batch is in hand ends nothing: the consumer goes on with a new one."""

from __future__ import annotations

import asyncio
from typing import Any

from deploy.local.chaos.proxy import Proxy
from deploy.local.stack import EmbeddedStack
from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Transaction
from tests.integration.messaging.things import happen, has, listening, new_thing, note, running, until
from tests.integration.stores import MakeStore


async def test_consumer_goes_on_after_the_connection_broke_while_it_worked(
    stack: EmbeddedStack, make_store: MakeStore, broker: Broker
) -> None:
    publisher, subscriber = await make_store(), await make_store()
    first, second = new_thing(), new_thing()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == first:
            begun.set()
            await go_on.wait()
        await note(tx, event, envelope)

    async with Proxy.before(stack.amqp_url) as proxy:
        fragile = Broker(proxy.through(stack.amqp_url), name="fragile")
        fragile.start()
        await fragile.ready.wait()
        consumer = listening(subscriber, fragile, handler=slowly)
        async with running(Relay(publisher, broker, owner="test"), consumer):
            await asyncio.wait_for(consumer.ready.wait(), 20)
            await happen(publisher, first)
            await asyncio.wait_for(begun.wait(), 20)
            proxy.refuse()  # a new connection would hide what happens to the old one
            proxy.reset()
            await until(lambda: _is(not fragile.connected))
            go_on.set()
            await until(lambda: has(subscriber, first, 1))
            proxy.heal()
            await happen(publisher, second)
            await until(lambda: has(subscriber, second, 1), seconds=40)
            assert await has(subscriber, first, 1)
        await fragile.close()


async def _is(condition: bool) -> bool:
    return condition
