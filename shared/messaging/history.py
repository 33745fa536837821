"""Reading the history: the streams beside the exchanges, from a place in them to the present, and further if wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractRobustConnection

from shared.events import Classification
from shared.messaging import topology
from shared.messaging.broker import RPC_TIMEOUT

BATCH = 200
IDLE_SECONDS = 0.7
"""Streams answer within milliseconds: what has not come after this long on a living connection is not there."""
MARGIN = timedelta(minutes=10)
"""How much earlier a stream is opened than the first instant that is wanted: clocks differ."""

Start = datetime | Literal["first"]


async def read(
    connection: AbstractRobustConnection, start: Start = "first"
) -> AsyncGenerator[list[AbstractIncomingMessage], None]:
    """Batches of all streams together, each in its own order; an empty one whenever nothing has come for a while.

    What was recorded after this function was called does not count as news: under load, too, an empty batch comes
    when the present is reached. Ends never: leave the loop, inside ``contextlib.aclosing``.
    """
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    began = datetime.now(UTC).replace(microsecond=0)
    offset = start if start == "first" else start - MARGIN
    clock = asyncio.get_running_loop().time
    async with connection.channel() as channel:
        await channel.set_qos(prefetch_count=BATCH)
        for classification in Classification:
            queue = await channel.get_queue(topology.log_name(classification), ensure=False)
            await queue.consume(arrived.put, arguments={"x-stream-offset": offset})
        news = clock()
        while True:
            batch = await _drain(arrived)
            if any(recorded_at(message) < began for message in batch):
                news = clock()
            if batch:
                yield batch
                await batch[-1].ack(multiple=True)
            if clock() - news >= IDLE_SECONDS and await _is_still(channel, arrived):
                news = clock()
                yield []


async def _is_still(channel: AbstractChannel, arrived: asyncio.Queue[AbstractIncomingMessage]) -> bool:
    """Whether nothing comes although the broker answers: on a slow or silent connection nothing says nothing."""
    async with asyncio.timeout(RPC_TIMEOUT):
        await channel.get_queue(topology.log_name(next(iter(Classification))), ensure=True)
    await asyncio.sleep(IDLE_SECONDS if arrived.empty() else 0)
    return arrived.empty()


def recorded_at(message: AbstractIncomingMessage) -> datetime:
    """When the event of a message was recorded, by the machine of its publisher, to the second."""
    stamp: Any = message.timestamp
    if not isinstance(stamp, datetime):
        return datetime.now(UTC)
    return stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp


async def _drain(arrived: asyncio.Queue[AbstractIncomingMessage]) -> list[AbstractIncomingMessage]:
    """What has arrived within the idle time, at most BATCH."""
    batch: list[AbstractIncomingMessage] = []
    try:
        async with asyncio.timeout(IDLE_SECONDS):
            batch.append(await arrived.get())
    except TimeoutError:
        return batch
    while not arrived.empty() and len(batch) < BATCH:
        batch.append(arrived.get_nowait())
    return batch
