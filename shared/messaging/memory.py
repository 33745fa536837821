"""A broker in memory, for subscribers' own tests: relay, consumers and topology run on it as they are.

    server = MemoryServer()
    broker = MemoryBroker(server)
    broker.start()
    consumer = Consumer(reactions, store=store, broker=broker, ...)

It answers to that part of aio-pika's interface which this package uses; everything else is missing on purpose. That
both brokers behave alike is shown by one suite that runs on both: tests/integration/messaging/test_conformance.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from datetime import datetime
from itertools import count
from types import SimpleNamespace
from typing import Any, Self, cast

from aio_pika import Message
from aio_pika.abc import AbstractChannel, AbstractRobustConnection
from aio_pika.exceptions import ChannelInvalidStateError, ChannelNotFoundEntity, DeliveryError, QueueEmpty
from pamqp.commands import Basic

from shared.messaging.broker import Broker
from shared.messaging.memory_queues import MemoryQueue, MemoryServer, Stored, Subscription

__all__ = ["MemoryBroker", "MemoryServer"]

Callback = Callable[[Any], Awaitable[Any]]
_numbers = count(1)


class MemoryBroker(Broker):
    """``Broker`` without a network."""

    def __init__(self, server: MemoryServer, *, name: str = "memory") -> None:
        super().__init__("amqp://memory", name=name)
        self._server = server

    async def is_blocked(self) -> bool:
        """Never: memory raises no alarm here."""
        return False

    async def plain_channel(self) -> AbstractChannel:
        return (await self.consuming()).channel()

    async def confirming_channel(self) -> AbstractChannel:
        return (await self.publishing()).channel()

    async def _one(self, purpose: str) -> AbstractRobustConnection:
        return cast(AbstractRobustConnection, MemoryConnection(self._server))


class MemoryConnection:
    """Channels that end together."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server
        self.connected = asyncio.Event()
        self.connected.set()
        self.channels: list[MemoryChannel] = []
        server.connections.append(self)

    def channel(self, **_: object) -> MemoryChannel:
        """A new channel; confirms and returns are always on."""
        if not self.connected.is_set():
            raise ConnectionError("the connection is closed")
        channel = MemoryChannel(self)
        self.channels.append(channel)
        return channel

    def break_(self) -> None:
        """Lose the connection and have it again: what was open is closed, what was held goes back."""
        for channel in list(self.channels):
            channel.end(ConnectionError("the connection was lost"))

    async def close(self) -> None:
        self.connected.clear()
        self.break_()
        self.server.connections.remove(self)


class MemoryChannel:
    """What is delivered here is acknowledged here, or goes back when the channel ends."""

    def __init__(self, connection: MemoryConnection) -> None:
        self.server = connection.server
        self.is_closed = False
        self.close_callbacks: set[Callable[..., Any]] = set()
        self.on_consumer_cancel_callbacks: set[Callable[..., Any]] = set()
        self.held: dict[int, tuple[MemoryQueue, Subscription | None, Stored]] = {}
        self.subscriptions: dict[str, tuple[MemoryQueue, Subscription]] = {}
        self.prefetch = 0
        self.default_exchange = MemoryExchange(self, "")
        self._connection = connection
        self._tags = count(1)

    def __await__(self) -> Generator[Any, None, Self]:
        yield from asyncio.sleep(0).__await__()
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def get_underlay_channel(self) -> Self:
        return self

    async def close(self) -> None:
        self.end(None)

    def end(self, error: BaseException | None) -> None:
        """Give back what is held, in order, and tell who wants to know."""
        if self.is_closed:
            return
        self.is_closed = True
        self._connection.channels.remove(self)
        for queue, subscription in self.subscriptions.values():
            queue.subscriptions.remove(subscription)
        touched = {id(queue): queue for queue, _, _ in self.held.values() if not queue.is_stream}
        for number in sorted(self.held, reverse=True):
            queue, _, stored = self.held[number]
            if not queue.is_stream:
                queue.give_back(stored)
        for queue in touched.values():
            queue.pump()
        for callback in list(self.close_callbacks):
            callback(self, error)

    def check(self) -> None:
        if self.is_closed:
            raise ChannelInvalidStateError("the channel is closed")

    async def set_qos(self, *, prefetch_count: int) -> None:
        self.check()
        self.prefetch = prefetch_count

    async def declare_exchange(self, name: str, *_: object, **__: object) -> MemoryExchange:
        self.check()
        self.server.exchanges.setdefault(name, [])
        return MemoryExchange(self, name)

    async def get_exchange(self, name: str, **_: object) -> MemoryExchange:
        return MemoryExchange(self, name)

    async def declare_queue(
        self, name: str, *, durable: bool = True, passive: bool = False, arguments: dict[str, Any] | None = None
    ) -> MemoryQueueHandle:
        self.check()
        if passive:
            self.find(name)
        if name not in self.server.queues:
            self.server.queues[name] = MemoryQueue(self.server, name, arguments or {})
        return MemoryQueueHandle(self, name)

    async def get_queue(self, name: str, *, ensure: bool = True) -> MemoryQueueHandle:
        return await self.declare_queue(name, passive=True) if ensure else MemoryQueueHandle(self, name)

    async def queue_delete(self, name: str) -> None:
        self.check()
        self.server.delete(name)

    def find(self, name: str) -> MemoryQueue:
        """The queue of that name; the broker ends the channel on which one asks for a queue that is not there."""
        self.check()
        if name not in self.server.queues:
            self.end(ChannelNotFoundEntity(name))
            raise ChannelNotFoundEntity(name)
        return self.server.queues[name]

    def hold(self, queue: MemoryQueue, subscription: Subscription | None, stored: Stored) -> MemoryMessage:
        """Note that a message is out; it is the one to be acknowledged."""
        number = next(self._tags)
        self.held[number] = (queue, subscription, stored)
        return MemoryMessage(self, number, stored)

    def let_go(self, number: int, *, multiple: bool, requeue: bool | None) -> None:
        """Acknowledge (``requeue`` None), give back or bury what is held."""
        self.check()
        numbers = [one for one in sorted(self.held) if one <= number] if multiple else [number]
        queues: dict[int, MemoryQueue] = {}
        for one in reversed(numbers):
            queue, subscription, stored = self.held.pop(one)
            queues[id(queue)] = queue
            if subscription is not None:
                subscription.holds -= 1
            if requeue:
                queue.give_back(stored)
            elif requeue is False:
                queue.bury(stored)
        for queue in queues.values():
            queue.pump()


class MemoryExchange:
    """Publishes as with confirms and ``mandatory``: what no queue takes, or a full one refuses, raises."""

    def __init__(self, channel: MemoryChannel, name: str) -> None:
        self.name = name
        self._channel = channel

    async def publish(
        self, message: Message, routing_key: str, *, mandatory: bool = True, timeout: float | None = None
    ) -> Basic.Ack:
        self._channel.check()
        await asyncio.sleep(0)
        if not self._channel.server.route(self.name, Stored(message, routing_key)):
            raise DeliveryError(None, Basic.Nack())
        return Basic.Ack()


class MemoryQueueHandle:
    """A queue as one channel sees it."""

    def __init__(self, channel: MemoryChannel, name: str) -> None:
        self.name = name
        self._channel = channel
        self.declaration_result = SimpleNamespace(message_count=0, consumer_count=0)
        """How much lay there and how many consumed when it was declared."""
        if (queue := channel.server.queues.get(name)) is not None:
            self.declaration_result = SimpleNamespace(message_count=len(queue), consumer_count=len(queue.subscriptions))

    async def bind(self, exchange: MemoryExchange | str, routing_key: str) -> None:
        self._channel.check()
        name = exchange if isinstance(exchange, str) else exchange.name
        bindings = self._channel.server.exchanges.setdefault(name, [])
        if (routing_key, self.name) not in bindings:
            bindings.append((routing_key, self.name))

    async def unbind(self, exchange: str, routing_key: str) -> None:
        self._channel.check()
        self._channel.server.exchanges[exchange].remove((routing_key, self.name))

    async def consume(
        self, callback: Callback, *, arguments: dict[str, Any] | None = None, timeout: float | None = None
    ) -> str:
        channel, loop = self._channel, asyncio.get_running_loop()
        queue = channel.find(self.name)

        def deliver(stored: Stored) -> None:
            loop.create_task(_awaited(callback(channel.hold(queue, subscription, stored))))

        def cancelled() -> None:
            channel.subscriptions.pop(subscription.tag, None)
            for listener in list(channel.on_consumer_cancel_callbacks):
                listener(Basic.Cancel(subscription.tag))

        subscription = Subscription(f"memory-{next(_numbers)}", channel.prefetch, deliver, cancelled)
        channel.subscriptions[subscription.tag] = (queue, subscription)
        queue.subscribe(subscription, (arguments or {}).get("x-stream-offset"))
        return subscription.tag

    async def cancel(self, tag: str) -> None:
        self._channel.check()
        if tag in self._channel.subscriptions:  # a broker, too, does not mind a tag that it does not know
            queue, subscription = self._channel.subscriptions.pop(tag)
            queue.subscriptions.remove(subscription)

    async def get(self, *, fail: bool = True, timeout: float | None = None) -> MemoryMessage | None:
        """The first message that is ready; without one QueueEmpty, or None where ``fail`` is not wanted."""
        queue = self._channel.find(self.name)
        stored = queue.take()
        if stored is not None:
            return self._channel.hold(queue, None, stored)
        if fail:
            raise QueueEmpty
        return None


class MemoryMessage:
    """A message that was delivered."""

    def __init__(self, channel: MemoryChannel, number: int, stored: Stored) -> None:
        sent = stored.message
        self.channel = channel
        self.delivery_tag = number
        self.redelivered = stored.returned > 0
        self.routing_key = stored.routing_key
        self.body, self.headers, self.message_id, self.type = sent.body, dict(sent.headers), sent.message_id, sent.type
        self.content_type, self.content_encoding, self.app_id = sent.content_type, sent.content_encoding, sent.app_id
        stamp = sent.timestamp
        self.timestamp = stamp.replace(microsecond=0) if isinstance(stamp, datetime) else stamp
        if stored.returned:
            self.headers["x-delivery-count"] = stored.returned

    async def ack(self, multiple: bool = False) -> None:
        self.channel.let_go(self.delivery_tag, multiple=multiple, requeue=None)

    async def reject(self, requeue: bool = False) -> None:
        self.channel.let_go(self.delivery_tag, multiple=False, requeue=requeue)

    async def nack(self, multiple: bool = False, requeue: bool = True) -> None:
        self.channel.let_go(self.delivery_tag, multiple=multiple, requeue=requeue)


async def _awaited(work: Awaitable[Any]) -> None:
    await work
