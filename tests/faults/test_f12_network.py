"""F12: the network between a service and its broker or store is cut, silent, slow, or ends in the middle of a frame."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from deploy.local.chaos.proxy import Proxy, Way
from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging import broker as brokers
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import blamed, lying_dead
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import listening, new_thing, running

BREAKS: dict[str, Callable[[Proxy], None]] = {
    "closed": Proxy.cut,
    "reset": Proxy.reset,
    "cut in a frame to the broker": lambda proxy: proxy.cut_after(700, Way.TO_SERVER),
    "cut in a frame from the broker": lambda proxy: proxy.cut_after(50, Way.TO_CLIENT, reset=True),
    "slow": lambda proxy: proxy.slow(delay=0.05, rate=50_000),
}


@asynccontextmanager
async def through_a_proxy(url: str) -> AsyncIterator[tuple[Proxy, Broker]]:
    """The broker, with a proxy between."""
    async with Proxy.before(url) as proxy:
        one = Broker(proxy.through(url), name="test")
        one.start()
        await one.ready.wait()
        yield proxy, one
        proxy.heal()
        await one.close()


@pytest.mark.long
@pytest.mark.technique("confirms")
@pytest.mark.parametrize("broken", BREAKS)
async def test_broken_connections_to_the_broker_lose_and_double_nothing(
    fragile: EmbeddedStack, ours: Store, theirs: Store, consumer: str, ledger: Ledger, broken: str
) -> None:
    """Where a message counts as published once it was sent: ``Verdict(attempted=60, lost=4)``."""
    things = [new_thing() for _ in range(10)]
    async with through_a_proxy(fragile.amqp_url) as (proxy, broker):
        listener = listening(theirs, broker, consumer)
        async with running(Relay(ours, broker, owner="a"), listener):
            await listener.ready.wait()
            for turn in range(6):
                if turn % 2:
                    BREAKS[broken](proxy)
                await ledger.happen(ours, *things)
                proxy.heal()
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert await lying_dead(fragile.amqp_url, consumer) == 0


@pytest.mark.long
@pytest.mark.technique("heartbeat")
async def test_connection_that_fell_silent_is_given_up_and_made_anew(
    fragile: EmbeddedStack,
    ours: Store,
    theirs: Store,
    consumer: str,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody is told that it is dead. Without heartbeats: ``Verdict(attempted=2, lost=2)``."""
    if brokers.HEARTBEAT:
        monkeypatch.setattr(brokers, "HEARTBEAT", 2)
    thing = new_thing()
    async with through_a_proxy(fragile.amqp_url) as (proxy, broker):
        listener = listening(theirs, broker, consumer)
        async with running(Relay(ours, broker, owner="a"), listener):
            await listener.ready.wait()
            await ledger.happen(ours, thing)
            proxy.blackhole()
            await ledger.happen(ours, thing)
            proxy.heal()  # for new connections; the old ones have a hole
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict


@pytest.mark.long
async def test_broken_connections_to_the_store_lose_and_double_nothing_and_no_message_is_blamed(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    things = [new_thing() for _ in range(10)]
    async with Proxy.before(fragile.mongo_url) as proxy:
        shaky = Store(proxy.through(fragile.mongo_url), theirs.database.name)
        async with running(Relay(ours, broker, owner="a"), listening(shaky, broker, consumer)):
            for turn in range(8):
                await ledger.happen(ours, *things)
                (proxy.cut, proxy.reset, lambda: proxy.cut_after(300), proxy.heal)[turn % 4]()
            proxy.heal()
            verdict = await ledger.settled(ours, theirs)
        shaky.close()
    assert verdict.kept_the_promise, verdict
    assert blamed(consumer) == 0
