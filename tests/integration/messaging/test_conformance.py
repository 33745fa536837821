"""What relay and consumers rely on, of every broker they run on: written once, run on RabbitMQ and on memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from aio_pika import Message
from aio_pika.exceptions import DeliveryError

from deploy.local.chaos.proxy import Proxy
from deploy.local.stack import EmbeddedStack
from shared.events import Classification
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, topology
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import bodies, listening, new_thing, nothing_waits, running, until
from tests.integration.messaging.transports import Transport, memory, rabbitmq

KEY = "commune.duong-quang.registration.UnitRegistered"


@pytest.fixture(scope="module", params=["memory", "rabbitmq"])
async def transport(request: pytest.FixtureRequest, stack: EmbeddedStack) -> AsyncIterator[Transport]:
    """A broker with nobody else on it."""
    if request.param == "memory":
        yield memory()
        return
    host = f"t{uuid4().hex[:8]}"
    await stack.rabbitmqctl("add_vhost", host)
    await stack.rabbitmqctl("set_permissions", "-p", host, "guest", ".*", ".*", ".*")
    async with Proxy.before(stack.amqp_url) as proxy:
        yield rabbitmq(stack.amqp_url.rstrip("/") + f"/{host}", proxy)
    await stack.rabbitmqctl("delete_vhost", host)


@pytest.fixture
async def broker(transport: Transport) -> AsyncIterator[Broker]:
    one = transport.connect()
    one.start()
    await one.ready.wait()
    yield one
    await one.close()


@pytest.fixture
async def consumer(broker: Broker) -> AsyncIterator[str]:
    """The name of a consumer whose queues and history are gone after the test."""
    name = f"test.{new_thing()}"
    yield name
    channel = await broker.plain_channel()
    queues = [name, topology.dead_name(name), *(topology.retry_name(name, tier) for tier, _ in topology.TIERS)]
    for queue in (*queues, *(topology.log_name(one) for one in Classification)):
        await channel.queue_delete(queue)


@pytest.fixture
async def ours(make_store: Any) -> Store:
    store: Store = await make_store()
    return store


@pytest.fixture
async def theirs(make_store: Any) -> Store:
    store: Store = await make_store()
    return store


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


async def test_events_arrive_once_and_in_the_order_of_their_subject(
    broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    things = [new_thing() for _ in range(3)]
    async with running(Relay(ours, broker, owner="a"), listening(theirs, broker, consumer)):
        for _ in range(6):
            await ledger.happen(ours, *things)
        verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok, verdict.in_order) == (True, 18, True)


async def test_late_subscriber_reads_the_history_and_goes_on(
    broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    thing = new_thing()
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, thing, thing)
        await until(lambda: nothing_waits(ours))
        async with running(listening(theirs, broker, consumer)):
            await ledger.happen(ours, thing)
            verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok, verdict.in_order) == (True, 3, True)


async def test_event_that_no_queue_takes_is_sent_again_until_one_does(
    broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    channel = await broker.plain_channel()
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, new_thing())
        await until(lambda: nothing_waits(ours))
        ledger.forget()
        for one in Classification:
            await (await channel.get_queue(topology.log_name(one))).unbind(topology.exchange_name(one), "#")
        await ledger.happen(ours, new_thing())
        await until(lambda: nothing_waits(ours))
        assert await ours["outbox"].count_documents({"error": {"$exists": True}}) == 1
        async with running(listening(theirs, broker, consumer)):
            verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok) == (True, 1)


async def test_connections_that_break_again_and_again_cost_nothing(
    transport: Transport, broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    things = [new_thing() for _ in range(5)]
    listener = listening(theirs, broker, consumer)
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        for turn in range(5):
            await ledger.happen(ours, *things)
            if turn % 2:
                transport.break_connections()
        verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok, verdict.in_order) == (True, 25, True)


async def test_broker_closed_while_relay_and_consumer_are_at_work_loses_nothing(
    transport: Transport, broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    things = [new_thing() for _ in range(10)]
    first = transport.connect()
    first.start()
    relay, listener = Relay(ours, first, owner="a"), listening(theirs, first, consumer)
    at_work = [asyncio.create_task(relay.run()), asyncio.create_task(listener.run())]
    await listener.ready.wait()
    await ledger.happen(ours, *things)
    closing = asyncio.create_task(first.close())
    await ledger.happen(ours, *things)
    await closing
    relay.stop()
    await listener.stop()
    await asyncio.wait(at_work, timeout=10)
    for task in at_work:
        task.cancel()
    await asyncio.gather(*at_work, return_exceptions=True)
    async with running(Relay(ours, broker, owner="a"), listening(theirs, broker, consumer)):
        verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok) == (True, 20)


async def test_poison_is_given_up_and_what_comes_twice_has_its_effect_once(
    broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    listener = listening(theirs, broker, consumer, ordered=False)
    thing = new_thing()
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        await ledger.happen(ours, thing)
        channel = await broker.confirming_channel()
        exchange = await channel.get_exchange(topology.exchange_name("public"), ensure=False)
        for body in (*await bodies(ours), *await bodies(ours), b"{poison"):
            await exchange.publish(Message(body, type=UnitRegistered.meta.type), KEY)
        await ledger.happen(ours, thing)
        verdict = await ledger.settled(ours, theirs)
        await until(lambda: _lie(broker, topology.dead_name(consumer), 1))
    assert (verdict.kept_the_promise, verdict.ok) == (True, 2)


async def test_deleted_queue_is_made_anew_and_what_it_held_is_read_from_the_history(
    broker: Broker, consumer: str, ours: Store, theirs: Store, ledger: Ledger
) -> None:
    listener = listening(theirs, broker, consumer)
    thing = new_thing()
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        await ledger.happen(ours, thing)
        await (await broker.plain_channel()).queue_delete(consumer)
        await ledger.happen(ours, thing, thing)
        verdict = await ledger.settled(ours, theirs)
    assert (verdict.kept_the_promise, verdict.ok, verdict.in_order) == (True, 3, True)


async def test_consumer_is_given_no_more_than_its_prefetch_and_what_it_held_comes_again_in_order(
    transport: Transport, broker: Broker
) -> None:
    name = await _queue(broker, {})
    arrived: list[Any] = []
    holding = await _consume(broker, name, arrived, prefetch=3)
    await _publish(broker, name, *(b"%d" % n for n in range(5)))
    await until(lambda: _has_arrived(arrived, 3))
    await asyncio.sleep(0.2)
    assert [message.body for message in arrived] == [b"0", b"1", b"2"]
    await arrived[1].ack(multiple=True)
    await until(lambda: _has_arrived(arrived, 5))
    assert not any(message.redelivered for message in arrived)
    await holding.close()
    again: list[Any] = []
    await _consume(broker, name, again, prefetch=10)
    await until(lambda: _has_arrived(again, 3))
    assert [(message.body, message.redelivered) for message in again] == [(b"2", True), (b"3", True), (b"4", True)]
    if transport.features.counts_in_header:
        assert [message.headers["x-delivery-count"] for message in again] == [1, 1, 1]


async def test_message_that_came_back_too_often_and_one_whose_time_is_over_go_where_they_are_told(
    broker: Broker,
) -> None:
    grave = await _queue(broker, {})
    dying = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": grave}
    limited = await _queue(broker, dying | {"x-delivery-limit": 2})
    brief = await _queue(broker, dying | {"x-message-ttl": 50})
    await _publish(broker, limited, b"returned")
    for _ in range(3):
        arrived: list[Any] = []
        channel = await _consume(broker, limited, arrived, prefetch=1)
        await until(lambda arrived=arrived: _has_arrived(arrived, 1))  # type: ignore[misc]
        await channel.close()
    await _publish(broker, brief, b"expired")
    await until(lambda: _lie(broker, grave, 2))


async def test_message_that_nobody_takes_or_that_a_full_queue_refuses_is_not_confirmed(broker: Broker) -> None:
    full = await _queue(broker, {"x-max-length": 1, "x-overflow": "reject-publish"})
    with pytest.raises(DeliveryError):
        await _publish(broker, full, *[b"one more"] * 5)  # RabbitMQ lets a few more in before it notices
    with pytest.raises(DeliveryError):
        await _publish(broker, "nowhere", b"nobody")


async def _queue(broker: Broker, arguments: dict[str, Any]) -> str:
    channel = await broker.plain_channel()
    name = f"test.{new_thing()}"
    await channel.declare_queue(name, durable=True, arguments={"x-queue-type": "quorum"} | arguments)
    return name


async def _publish(broker: Broker, queue: str, *bodies_: bytes) -> None:
    channel = await broker.confirming_channel()
    for body in bodies_:
        await channel.default_exchange.publish(Message(body, delivery_mode=2), queue, mandatory=True)


async def _consume(broker: Broker, name: str, arrived: list[Any], *, prefetch: int) -> Any:
    async def note(message: Any) -> None:
        arrived.append(message)

    channel = await broker.plain_channel()
    await channel.set_qos(prefetch_count=prefetch)
    await (await channel.get_queue(name, ensure=False)).consume(note)
    return channel


async def _has_arrived(arrived: list[Any], count: int) -> bool:
    return len(arrived) >= count


async def _lie(broker: Broker, queue: str, count: int) -> bool:
    channel = await broker.plain_channel()
    there = await channel.declare_queue(queue, passive=True)
    await channel.close()
    return there.declaration_result.message_count == count
