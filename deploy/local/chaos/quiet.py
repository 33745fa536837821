"""Waiting until nothing is under way any more: no event unpublished, unheard, parked or waiting in a queue."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import ChannelNotFoundEntity

from deploy.local.verdict import quiesce
from deploy.local.verdict.books import SPECS
from shared.identity.directory import directory_reactions
from shared.messaging import topology

PAUSE = 1.0


@dataclass
class Queues:
    """Messages that lie somewhere, over all consumers. ``hurried``: taken out of a retry tier before their time."""

    waiting: int = 0
    retrying: int = 0
    dead: int = 0
    hurried: int = 0


def consumers() -> list[str]:
    """The queues of all services."""
    return [one.consumer for spec in SPECS for one in (directory_reactions(spec.name), *spec.reactions)]


async def until_quiet(amqp_url: str, mongo_url: str, prefix: str, seconds: float) -> tuple[bool, Queues]:
    """Wait; whether all is quiet, and what lies in the queues.

    What waits for a later try is handed to its consumer at once, as an operator in a hurry would do it: the last
    tier is ten minutes long, and a message that was moved is worth no less.
    """
    deadline = time.monotonic() + seconds
    hurried = 0
    while True:
        async with await aio_pika.connect(amqp_url, timeout=10) as connection:
            hurried += await _hurry(connection)
            queues = await _count(connection)
        queues.hurried = hurried
        left = deadline - time.monotonic()
        if not (queues.waiting or queues.retrying) and await quiesce(mongo_url, prefix, max(0.0, min(10.0, left))):
            return True, queues
        if left <= 0:
            return False, queues
        await asyncio.sleep(PAUSE)


async def _hurry(connection: AbstractConnection) -> int:
    moved = 0
    for consumer in consumers():
        for tier, _ in topology.TIERS:
            channel = await connection.channel(publisher_confirms=True)
            moved += await _move(channel, topology.retry_name(consumer, tier), consumer)
            if not channel.is_closed:
                await channel.close()
    return moved


async def _move(channel: AbstractChannel, source: str, target: str) -> int:
    moved = 0
    try:
        queue = await channel.declare_queue(source, passive=True)
    except ChannelNotFoundEntity:
        return 0
    while (message := await queue.get(fail=False)) is not None:
        copy = aio_pika.Message(
            body=message.body,
            headers=dict(message.headers),
            message_id=message.message_id,
            type=message.type,
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            delivery_mode=message.delivery_mode,
            timestamp=message.timestamp,
            app_id=message.app_id,
        )
        await channel.default_exchange.publish(copy, target, mandatory=True)
        await message.ack()
        moved += 1
    return moved


async def _count(connection: AbstractConnection) -> Queues:
    queues = Queues()
    for consumer in consumers():
        queues.waiting += await _length(connection, consumer)
        queues.dead += await _length(connection, topology.dead_name(consumer))
        for tier, _ in topology.TIERS:
            queues.retrying += await _length(connection, topology.retry_name(consumer, tier))
    return queues


async def _length(connection: AbstractConnection, name: str) -> int:
    channel = await connection.channel()
    try:
        queue = await channel.declare_queue(name, passive=True)
    except ChannelNotFoundEntity:  # and the broker has closed the channel
        return 0
    await channel.close()
    return queue.declaration_result.message_count or 0
