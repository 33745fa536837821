"""Exchanges, streams and queues: names, arguments, and their declaration. Works on RabbitMQ 3.10 and 4.x.

thidua.<classification>            topic exchange, durable
thidua.<classification>.log        stream bound to «#»: the history, for late subscribers
<consumer>                         quorum queue bound to what its reactions hear
<consumer>.retry.10s|1m|10m        quorum queues whose messages come back when their time is over
<consumer>.dead                    quorum queue of what was given up, on its way to the service's ``dead_letters``
"""

from __future__ import annotations

from typing import Any

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractQueue
from aio_pika.exceptions import ChannelNotFoundEntity

from shared.events import Classification

TIERS: tuple[tuple[str, int], ...] = (("10s", 10_000), ("1m", 60_000), ("10m", 600_000))
DEAD_EXCHANGE = "thidua.dead"
DELIVERY_LIMIT = 20
STREAM_BYTES = 2_000_000_000


def exchange_name(classification: str) -> str:
    """The topic exchange of a classification."""
    return f"thidua.{classification}"


def log_name(classification: str) -> str:
    """The stream that keeps the history of a classification."""
    return f"{exchange_name(classification)}.log"


def dead_name(consumer: str) -> str:
    """The dead letters of a consumer."""
    return f"{consumer}.dead"


def retry_name(consumer: str, tier: str) -> str:
    """The queue in which a consumer's message waits for its next try."""
    return f"{consumer}.retry.{tier}"


def _quorum(dead_exchange: str, dead_key: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": dead_exchange,
        "x-dead-letter-routing-key": dead_key,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }


async def declare_exchanges(channel: AbstractChannel) -> None:
    """The public part: exchanges and their streams. Every service declares all of it."""
    await channel.declare_exchange(DEAD_EXCHANGE, ExchangeType.DIRECT, durable=True)
    for classification in Classification:
        exchange = await channel.declare_exchange(exchange_name(classification), ExchangeType.TOPIC, durable=True)
        log = await channel.declare_queue(
            log_name(classification),
            durable=True,
            arguments={"x-queue-type": "stream", "x-max-length-bytes": STREAM_BYTES},
        )
        await log.bind(exchange, "#")


async def declare_dead(channel: AbstractChannel, consumer: str) -> AbstractQueue:
    """The way to a consumer's dead letters, emptied into the store: a broker drops what is looked at too often."""
    dead = await channel.declare_queue(dead_name(consumer), durable=True, arguments={"x-queue-type": "quorum"})
    await dead.bind(DEAD_EXCHANGE, consumer)
    return dead


async def declare_consumer(channel: AbstractChannel, consumer: str, bindings: list[str]) -> AbstractQueue:
    """The queues of one consumer; the main one is returned."""
    await declare_dead(channel, consumer)
    for tier, milliseconds in TIERS:
        await channel.declare_queue(
            retry_name(consumer, tier),
            durable=True,
            arguments={**_quorum("", consumer), "x-message-ttl": milliseconds},
        )
    queue = await channel.declare_queue(
        consumer,
        durable=True,
        arguments={**_quorum(DEAD_EXCHANGE, consumer), "x-delivery-limit": DELIVERY_LIMIT},
    )
    for classification in Classification:
        for key in bindings:
            await queue.bind(exchange_name(classification), key)
    return queue


async def exists(channel: AbstractChannel, queue: str) -> bool:
    """Whether a queue is there. The channel is closed by the broker when it is not: use one for this alone."""
    try:
        await channel.declare_queue(queue, passive=True)
    except ChannelNotFoundEntity:
        return False
    return True
