"""From a commit in one service to an effect in another, over the real broker and the real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from shared.events import Envelope
from shared.events.envelope import decode
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, Permanent, Reactions, Transient
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery
from shared.messaging.relay import Relay
from shared.messaging.watch import look
from shared.store import Store, Transaction
from tests.integration.messaging.things import CLOCK, Seen, happen

MakeStore = Callable[[], Awaitable[Store]]


@asynccontextmanager
async def running(*parts: Relay | Consumer) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(part.run()) for part in parts]
    try:
        yield
    finally:
        for part in parts:
            stopped = part.stop()
            if stopped is not None:
                await stopped
        await asyncio.wait_for(asyncio.gather(*tasks), 20)


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not await check():
            await asyncio.sleep(0.05)


async def note(tx: Transaction, event: UnitRegistered, _: Envelope[Any]) -> None:
    seen = await tx.get_or_none(Seen, event.code) or Seen(id=event.code)
    tx.put(Seen(id=seen.id, names=[*seen.names, event.name]))


def listener(store: Store, broker: Broker, handler: Any = note, *, ordered: bool = True) -> Consumer:
    reactions = Reactions(f"test.{uuid4().hex[:8]}", ordered=ordered)
    reactions.on(UnitRegistered)(handler)
    return Consumer(reactions, store=store, broker=broker, clock=CLOCK, service="reporting", after=lambda: None)


async def names(store: Store, id_: str) -> list[str]:
    seen = await store.reads.get_or_none(Seen, id_)
    return seen.names if seen else []


async def test_event_of_a_committed_change_arrives_once_and_in_order(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"
    async with running(Relay(ours, broker, owner="a"), listener(theirs, broker)):
        await happen(ours, thing, times=3)
        await happen(ours, thing, times=2)
        await until(lambda: _has(theirs, thing, 5))
    assert await names(theirs, thing) == [f"lần {n}" for n in range(1, 6)]
    assert await ours["outbox"].count_documents({"pending": True}) == 0


async def _has(store: Store, id_: str, count: int) -> bool:
    return len(await names(store, id_)) == count


async def test_late_subscriber_reads_the_history(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"
    async with running(Relay(ours, broker, owner="a")):
        await happen(ours, thing, times=4)
        await until(lambda: _nothing_waits(ours))
        async with running(listener(theirs, broker)):
            await happen(ours, thing)
            await until(lambda: _has(theirs, thing, 5))
    assert await names(theirs, thing) == [f"lần {n}" for n in range(1, 6)]


async def _nothing_waits(store: Store) -> bool:
    return bool(await store["outbox"].count_documents({"pending": True}) == 0)


async def test_two_relays_on_one_outbox_double_no_effect(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    things = [f"thing-{uuid4().hex[:8]}" for _ in range(10)]
    async with running(Relay(ours, broker, owner="a"), Relay(ours, broker, owner="b"), listener(theirs, broker)):
        await happen(ours, *things, times=5)
        for thing in things:
            await until(partial(_has, theirs, thing, 5))
    for thing in things:
        assert await names(theirs, thing) == [f"lần {n}" for n in range(1, 6)]


async def _bodies(store: Store) -> list[bytes]:
    return [row["body"] for row in await store["outbox"].find({}).sort("sequence", 1).to_list(None)]


async def test_any_order_and_any_number_of_deliveries_give_the_same_state(
    make_store: MakeStore, broker: Broker
) -> None:
    ours, theirs = await make_store(), await make_store()
    await happen(ours, "x", times=4)
    one, two, three, four = [Delivery.read(body) for body in await _bodies(ours)]
    consumer = listener(theirs, broker)
    for batch in ([four, two], [two, two], [one, three], [four, one], [three]):
        await consumer.handle(batch)
    assert await names(theirs, "x") == ["lần 1", "lần 2", "lần 3", "lần 4"]
    assert await theirs["parked"].count_documents({}) == 0


async def test_event_before_a_gap_is_filled_has_no_effect_yet(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    await happen(ours, "x", times=2)
    _, second = [Delivery.read(body) for body in await _bodies(ours)]
    await listener(theirs, broker).handle([second])
    assert await names(theirs, "x") == []
    assert await theirs["parked"].count_documents({}) == 1


async def test_parked_events_are_told_to_the_operator(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    await happen(ours, "x", times=3)
    _, second, third = [Delivery.read(body) for body in await _bodies(ours)]
    consumer = listener(theirs, broker)
    await consumer.handle([second, third])
    await look(theirs, broker, [consumer.name])
    assert REGISTRY.get_sample_value("thidua_parked", {"consumer": consumer.name}) == 2


@pytest.mark.parametrize("failure", [Permanent, ValueError])
async def test_guilty_message_suffers_alone(make_store: MakeStore, broker: Broker, failure: type[Exception]) -> None:
    ours, theirs = await make_store(), await make_store()
    good = [f"thing-{uuid4().hex[:8]}" for _ in range(5)]
    bad = f"bad-{uuid4().hex[:8]}"

    async def picky(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == bad:
            raise failure("cannot")
        await note(tx, event, envelope)

    consumer = listener(theirs, broker, picky)
    async with running(Relay(ours, broker, owner="a"), consumer):
        await happen(ours, *good[:2], bad, *good[2:])
        for thing in good:
            await until(partial(_has, theirs, thing, 1))
        connection = await broker.publishing()
        channel = await connection.channel()
        where = "dead" if failure is Permanent else "retry.10s"
        queue = await channel.get_queue(f"{consumer.name}.{where}", ensure=False)
        found = await queue.get(timeout=10)
        assert found is not None
        assert decode(found.body, found.type or "").data.code == bad
        assert found.headers["x-thidua-reason"] == failure.__name__
        await found.ack()


async def test_message_before_a_poisoned_parked_one_is_not_given_up(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"

    async def picky(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and envelope.sequence == 2:
            raise Permanent("poisoned")
        await note(tx, event, envelope)

    consumer = listener(theirs, broker, picky)
    await happen(ours, thing, times=2)
    _, second = [Delivery.read(body) for body in await _bodies(ours)]
    await consumer.handle([second])
    async with running(Relay(ours, broker, owner="a"), consumer):
        await until(partial(_has, theirs, thing, 1))
    assert await names(theirs, thing) == ["lần 1"]
    assert await theirs["parked"].count_documents({}) == 1


async def test_message_comes_back_from_the_retry_queue_when_its_time_is_over(
    make_store: MakeStore, broker: Broker
) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"
    tries = 0

    async def once_ill(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        nonlocal tries
        if event.code == thing:
            tries += 1
            if tries == 1:
                raise ValueError("ill")
        await note(tx, event, envelope)

    consumer = listener(theirs, broker, once_ill)
    async with running(Relay(ours, broker, owner="a"), consumer):
        await consumer.ready.wait()
        await happen(ours, thing, times=2)
        await until(partial(_has, theirs, thing, 2), seconds=40)
    assert await names(theirs, thing) == ["lần 1", "lần 2"]


async def test_transient_failure_is_repeated_in_process(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"
    tries = 0

    async def moody(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        nonlocal tries
        if event.code == thing:
            tries += 1
            if tries == 1:
                raise Transient
        await note(tx, event, envelope)

    async with running(Relay(ours, broker, owner="a"), listener(theirs, broker, moody)):
        await happen(ours, thing)
        await until(lambda: _has(theirs, thing, 1))
    assert tries == 2
