"""What becomes of a message whose handler fails: later, given up, or blamed on another."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY
from pymongo.errors import BulkWriteError, OperationFailure

from deploy.local.stack import EmbeddedStack
from shared.events import Envelope
from shared.events.envelope import decode
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, Permanent, Transient, consumer
from shared.messaging.inbox import Delivery
from shared.messaging.relay import Relay
from shared.messaging.watch import look
from shared.store import Transaction
from tests.faults.broken import lying_dead
from tests.integration.messaging.things import bodies, happen, has, listening, names, note, running, until
from tests.integration.stores import MakeStore


async def test_parked_events_are_told_to_the_operator(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    await happen(ours, "x", times=3)
    _, second, third = [Delivery.read(body) for body in await bodies(ours)]
    consumer = listening(theirs, broker)
    await consumer.handle([second, third])
    await look(theirs, broker, [consumer.name])
    assert REGISTRY.get_sample_value("thidua_parked", {"consumer": consumer.name}) == 2


@pytest.mark.parametrize("failure", [Permanent("cannot"), ValueError("cannot"), OperationFailure("stumbled", 1)])
async def test_guilty_message_suffers_alone(make_store: MakeStore, broker: Broker, failure: Exception) -> None:
    ours, theirs = await make_store(), await make_store()
    good = [f"thing-{uuid4().hex[:8]}" for _ in range(5)]
    bad = f"bad-{uuid4().hex[:8]}"

    async def picky(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == bad:
            raise failure
        await note(tx, event, envelope)

    consumer = listening(theirs, broker, handler=picky)
    async with running(Relay(ours, broker, owner="a"), consumer):
        await happen(ours, *good[:2], bad, *good[2:])
        for thing in good:
            await until(partial(has, theirs, thing, 1))
        connection = await broker.publishing()
        channel = await connection.channel()
        where = "dead" if isinstance(failure, Permanent) else "retry.10s"
        queue = await channel.get_queue(f"{consumer.name}.{where}", ensure=False)
        found = await queue.get(timeout=10)
        assert found is not None
        assert decode(found.body, found.type or "").data.code == bad
        assert found.headers["x-thidua-reason"] == type(failure).__name__
        await found.ack()


async def test_message_before_a_poisoned_parked_one_is_not_given_up(make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"

    async def picky(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and envelope.sequence == 2:
            raise Permanent("poisoned")
        await note(tx, event, envelope)

    consumer = listening(theirs, broker, handler=picky)
    await happen(ours, thing, times=2)
    _, second = [Delivery.read(body) for body in await bodies(ours)]
    await consumer.handle([second])
    async with running(Relay(ours, broker, owner="a"), consumer):
        await until(partial(has, theirs, thing, 1))
    assert await names(theirs, thing) == ["lần 1"]
    assert await theirs["parked"].count_documents({}) == 1


@pytest.mark.long
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

    consumer = listening(theirs, broker, handler=once_ill)
    async with running(Relay(ours, broker, owner="a"), consumer):
        await consumer.ready.wait()
        await happen(ours, thing, times=2)
        await until(partial(has, theirs, thing, 2), seconds=40)
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

    async with running(Relay(ours, broker, owner="a"), listening(theirs, broker, handler=moody)):
        await happen(ours, thing)
        await until(lambda: has(theirs, thing, 1))
    assert tries == 2


async def test_store_that_answers_but_cannot_write_is_waited_for_and_no_message_is_blamed(
    stack: EmbeddedStack, make_store: MakeStore, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "STORE_PAUSE_SECONDS", 0.01)
    ours, theirs, thing = await make_store(), await make_store(), f"thing-{uuid4().hex[:8]}"
    full = [
        OperationFailure("out of disk space", 14031),
        BulkWriteError({"writeErrors": [{"code": 14031}]}),
    ]

    async def cramped(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and full:
            raise full.pop()
        await note(tx, event, envelope)

    listener = listening(theirs, broker, handler=cramped)
    async with running(Relay(ours, broker, owner="a"), listener):
        await happen(ours, thing, times=2)
        await until(lambda: has(theirs, thing, 2))
        assert await lying_dead(stack.amqp_url, listener.name) == 0
    assert not full
