"""The broker as a test meddles with it: what lies in queues, and deletions behind everybody's back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aio_pika
from aio_pika.abc import AbstractChannel
from prometheus_client import REGISTRY

from shared.events import Classification
from shared.messaging import topology


@asynccontextmanager
async def meddling(url: str) -> AsyncIterator[AbstractChannel]:
    """A channel of nobody's."""
    async with await aio_pika.connect(url) as connection:
        yield await connection.channel()


async def forget(url: str, consumer: str) -> None:
    """Delete the queues of a consumer and all history: the next test begins at nothing."""
    queues = [
        consumer,
        topology.dead_name(consumer),
        *(topology.retry_name(consumer, tier) for tier, _ in topology.TIERS),
    ]
    async with meddling(url) as channel:
        for queue in (*queues, *(topology.log_name(one) for one in Classification)):
            await channel.queue_delete(queue)


async def lying(url: str, queue: str) -> int:
    """How many messages lie ready in a queue."""
    async with meddling(url) as channel:
        there = await channel.declare_queue(queue, passive=True)
        return there.declaration_result.message_count or 0


async def lying_dead(url: str, consumer: str) -> int:
    """How many messages of a consumer were given up or wait for a later try: failures that were blamed on them."""
    queues = [topology.dead_name(consumer), *(topology.retry_name(consumer, tier) for tier, _ in topology.TIERS)]
    return sum([await lying(url, queue) for queue in queues])


def blamed(consumer: str) -> float:
    """How often a failure was blamed on a message, by a consumer of this process."""
    counted = [sample for metric in REGISTRY.collect() for sample in metric.samples]
    names = {"thidua_retries_total", "thidua_dead_letters_total"}
    return sum(one.value for one in counted if one.name in names and one.labels.get("consumer") == consumer)


async def whole_history(url: str, least: int) -> int:
    """How many events were published since the history was last deleted, repetitions included: ``least`` or more.

    The broker counts a stream every few seconds only, so this waits until it has counted that far.
    """
    async with meddling(url) as channel:
        while True:
            streams = [await channel.declare_queue(topology.log_name(one), passive=True) for one in Classification]
            count = sum(one.declaration_result.message_count or 0 for one in streams)
            if count >= least:
                return count
            await asyncio.sleep(0.2)
