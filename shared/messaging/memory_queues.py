"""The queues of the broker in memory: what of RabbitMQ's behaviour this product relies on, and no more.

Topic routing, quorum queues (order, prefetch, return to the front, delivery count and limit, dead letters, time to
live, refusal when full) and streams. Everything happens in one event loop, so nothing needs a lock.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aio_pika import Message


@dataclass(eq=False)
class Stored:
    """A message as it lies in a queue; ``returned`` counts how often it came back unacknowledged."""

    message: Message
    routing_key: str
    returned: int = 0


@dataclass(eq=False)
class Subscription:
    """One consumer of one queue. ``offset`` is its place in a stream."""

    tag: str
    prefetch: int
    deliver: Callable[[Stored], None]
    cancelled: Callable[[], None]
    holds: int = 0
    offset: int = 0

    @property
    def has_room(self) -> bool:
        return self.prefetch == 0 or self.holds < self.prefetch


def matches(pattern: str, key: str) -> bool:
    """Whether a topic binding takes a routing key: ``*`` is one word, ``#`` any number."""
    return _match(pattern.split("."), key.split("."))


def _match(pattern: list[str], words: list[str]) -> bool:
    if not pattern:
        return not words
    if pattern[0] == "#":
        return any(_match(pattern[1:], words[n:]) for n in range(len(words) + 1))
    return bool(words) and pattern[0] in ("*", words[0]) and _match(pattern[1:], words[1:])


class MemoryQueue:
    """A quorum queue, or a stream if its arguments say so."""

    def __init__(self, server: MemoryServer, name: str, arguments: dict[str, Any]) -> None:
        self.name = name
        self._server = server
        self._arguments = arguments
        self._ready: deque[Stored] = deque()
        self._log: list[Stored] = []
        self.subscriptions: list[Subscription] = []
        self.is_stream = arguments.get("x-queue-type") == "stream"

    def __len__(self) -> int:
        return len(self._log if self.is_stream else self._ready)

    @property
    def is_full(self) -> bool:
        """Whether it refuses what is published."""
        limit = self._arguments.get("x-max-length")
        return limit is not None and len(self._ready) >= limit

    def put(self, stored: Stored) -> None:
        """A new message, at the end."""
        if self.is_stream:
            self._log.append(stored)
        else:
            self._ready.append(stored)
            if (milliseconds := self._arguments.get("x-message-ttl")) is not None:
                asyncio.get_running_loop().call_later(milliseconds / 1000, self._expire, stored)
        self.pump()

    def give_back(self, stored: Stored) -> None:
        """What was delivered and not acknowledged: to the front again, unless that was once too often."""
        stored.returned += 1
        if stored.returned > self._arguments.get("x-delivery-limit", float("inf")):
            self.bury(stored)
        else:
            self._ready.appendleft(stored)

    def bury(self, stored: Stored) -> None:
        """To where its dead letters go."""
        exchange = self._arguments.get("x-dead-letter-exchange")
        if exchange is not None:
            key = self._arguments.get("x-dead-letter-routing-key", stored.routing_key)
            self._server.route(exchange, Stored(stored.message, key))

    def take(self) -> Stored | None:
        """The first one that is ready."""
        return self._ready.popleft() if self._ready else None

    def subscribe(self, subscription: Subscription, start: object = None) -> None:
        """Begin to deliver; of a stream from ``first``, or from an instant on."""
        if isinstance(start, datetime):
            stamps = (stored.message.timestamp for stored in self._log)
            subscription.offset = sum(1 for stamp in stamps if isinstance(stamp, datetime) and stamp < start)
        elif self.is_stream and start != "first":
            subscription.offset = len(self._log)
        self.subscriptions.append(subscription)
        self.pump()

    def pump(self) -> None:
        """Deliver what can be delivered, in turn to those who have room."""
        if self.is_stream:
            for one in self.subscriptions:
                while one.has_room and one.offset < len(self._log):
                    one.offset += 1
                    one.holds += 1
                    one.deliver(self._log[one.offset - 1])
            return
        while self._ready and (free := next((one for one in self.subscriptions if one.has_room), None)):
            self.subscriptions.append(self.subscriptions.pop(self.subscriptions.index(free)))
            free.holds += 1
            free.deliver(self._ready.popleft())

    def _expire(self, stored: Stored) -> None:
        if stored in self._ready:
            self._ready.remove(stored)
            self.bury(stored)


@dataclass
class MemoryServer:
    """What several connections share, as processes share a broker."""

    exchanges: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Bindings by exchange: pattern and queue."""
    queues: dict[str, MemoryQueue] = field(default_factory=dict)
    connections: list[Any] = field(default_factory=list)

    def targets(self, exchange: str, key: str) -> list[MemoryQueue]:
        """The queues that a message would reach, each once."""
        if not exchange:
            return [self.queues[key]] if key in self.queues else []
        names = {queue for pattern, queue in self.exchanges.get(exchange, []) if matches(pattern, key)}
        return [self.queues[name] for name in sorted(names) if name in self.queues]

    def route(self, exchange: str, stored: Stored) -> bool:
        """Put a message into every queue that takes it; whether there is one, and none refused."""
        targets = self.targets(exchange, stored.routing_key)
        refused = [queue for queue in targets if queue.is_full]
        for queue in targets:
            if queue not in refused:
                queue.put(Stored(stored.message, stored.routing_key))
        return bool(targets) and not refused

    def delete(self, name: str) -> None:
        """Delete a queue with all that lies in it; its consumers are told."""
        if name not in self.queues:
            return
        queue = self.queues.pop(name)
        for bindings in self.exchanges.values():
            bindings[:] = [one for one in bindings if one[1] != name]
        for one in list(queue.subscriptions):
            one.cancelled()

    def break_connections(self) -> None:
        """End every connection at once, as a broker does that dies and comes back with its queues."""
        for connection in list(self.connections):
            connection.break_()
