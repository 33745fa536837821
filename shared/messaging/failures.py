"""What becomes of a message whose handler failed: a later try, or the dead letters with the reason."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from aio_pika import Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from shared.messaging import message as headers
from shared.messaging import topology
from shared.messaging.broker import DOWN, RPC_TIMEOUT, Broker, answered
from shared.messaging.errors import detail_of, reason_of
from shared.messaging.reactions import Handler
from shared.observability import metrics
from shared.observability.logs import logger

log = logger(__name__)
handling: ContextVar[str] = ContextVar("handling", default="")
"""The handler at work in this task: when it fails, the dead letter names it."""


def handler_name(handler: Handler) -> str:
    """Module and name of a handler, as a developer finds it."""
    named = getattr(handler, "__qualname__", type(handler).__qualname__)
    return f"{handler.__module__}.{named}"


class Failures:
    """Moves failed messages of one consumer; the copy is confirmed before the original is acknowledged."""

    def __init__(self, consumer: str, broker: Broker) -> None:
        self._consumer = consumer
        self._broker = broker
        self._channel: AbstractChannel | None = None

    def is_last(self, message: AbstractIncomingMessage, *, permanent: bool) -> bool:
        """Whether no later try is left."""
        return permanent or _attempt(message) >= len(topology.TIERS)

    async def settle(self, message: AbstractIncomingMessage, error: BaseException, *, permanent: bool) -> None:
        """The next retry tier, or the end."""
        if self.is_last(message, permanent=permanent):
            await self.give_up(message, error)
            return
        attempt = _attempt(message)
        tier = topology.TIERS[attempt][0]
        copy = headers.again(message, self._history(message, error) | {headers.ATTEMPT: attempt + 1})
        await self._send(copy, exchange="", key=topology.retry_name(self._consumer, tier))
        metrics.RETRIES.labels(self._consumer, tier).inc()
        log.warning(
            "will try again", consumer=self._consumer, message_id=message.message_id, tier=tier, reason=reason_of(error)
        )

    async def give_up(self, message: AbstractIncomingMessage, error: BaseException) -> None:
        """To the dead letters."""
        copy = headers.again(message, self._history(message, error))
        await self._send(copy, exchange=topology.DEAD_EXCHANGE, key=self._consumer)
        metrics.DEAD_LETTERS.labels(self._consumer, reason_of(error)).inc()
        log.error(
            "given up",
            consumer=self._consumer,
            message_id=message.message_id,
            reason=reason_of(error),
            handler=handling.get(),
            detail=detail_of(error),
        )

    def _history(self, message: AbstractIncomingMessage, error: BaseException) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat()
        return {
            headers.CONSUMER: self._consumer,
            headers.REASON: reason_of(error),
            headers.DETAIL: detail_of(error),
            headers.HANDLER: handling.get(),
            headers.TRIES: _tries(message) + 1,
            headers.FIRST_FAILED: message.headers.get(headers.FIRST_FAILED, now),
            headers.LAST_FAILED: now,
        }

    async def _send(self, copy: Message, *, exchange: str, key: str) -> None:
        """Publish and have it confirmed; waits for the broker as long as it takes."""
        while True:
            try:
                with answered():
                    channel = await self._open()
                    there = channel.default_exchange
                    target = await channel.get_exchange(exchange, ensure=False) if exchange else there
                    await target.publish(copy, key, mandatory=True, timeout=RPC_TIMEOUT)
            except DOWN as error:
                self._channel = None
                log.warning("cannot move a failed message yet", consumer=self._consumer, error=str(error))
                await asyncio.sleep(1)
            else:
                return

    async def _open(self) -> AbstractChannel:
        if self._channel is None or self._channel.is_closed:
            connection = await self._broker.publishing()
            async with asyncio.timeout(RPC_TIMEOUT):
                self._channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        return self._channel


def _attempt(message: AbstractIncomingMessage) -> int:
    value = message.headers.get(headers.ATTEMPT, 0)
    return value if isinstance(value, int) else 0


def _tries(message: AbstractIncomingMessage) -> int:
    value = message.headers.get(headers.TRIES, 0)
    return value if isinstance(value, int) else 0
