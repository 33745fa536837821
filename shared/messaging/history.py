"""Reading the history: the streams beside the exchanges, from a place in them to the present, and further if wanted.

Where the present is, a stream does not say, and silence says nothing on a slow connection. So whoever reads writes a
*marker* of their own to the end of each stream and reads up to it: what was confirmed before lies before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from shared.events import Classification
from shared.messaging import topology
from shared.messaging.broker import DOWN, RPC_TIMEOUT, Broker

BATCH = 200
MARKER = "thidua.marker"
"""The type of a message that only says how far a stream had come. Its body is empty."""
PAUSE_SECONDS = 0.7
"""Between two looks for the present; and so long nothing may come before the broker is asked whether it is there."""
MARGIN = timedelta(minutes=10)
"""How much earlier a stream is opened than the first instant that is wanted: clocks differ."""

Start = datetime | Literal["first"]


async def read(broker: Broker, start: Start = "first") -> AsyncGenerator[list[AbstractIncomingMessage], None]:
    """Batches of all streams together, each in its own order; an empty one whenever the present is reached.

    Then everything has been read that was confirmed before this function was called, or before the last empty batch,
    however much comes meanwhile. Ends never: leave the loop, inside ``contextlib.aclosing``.
    """
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    offset = start if start == "first" else start - MARGIN
    clock = asyncio.get_running_loop().time
    connection = await broker.consuming()
    async with connection.channel() as channel:
        await channel.set_qos(prefetch_count=BATCH)
        for classification in Classification:
            queue = await channel.get_queue(topology.log_name(classification), ensure=False)
            await queue.consume(arrived.put, arguments={"x-stream-offset": offset})
        due, ahead = clock(), set[str]()
        while True:
            if not ahead and clock() >= due:
                ahead = await _mark(broker)
            batch = await _take(arrived)
            if not batch:
                await _ask(channel)
                continue
            if events := [message for message in batch if message.type != MARKER]:
                yield events
            await batch[-1].ack(multiple=True)
            if ahead:
                ahead -= {message.message_id or "" for message in batch}
                if not ahead:
                    yield []
                    due = clock() + PAUSE_SECONDS


async def _mark(broker: Broker) -> set[str]:
    """Write a marker to the end of each stream; their ids. Waits while the broker takes nothing."""
    blocked = await broker.is_blocked()
    while blocked:
        await asyncio.sleep(PAUSE_SECONDS)
        blocked = await broker.is_blocked()
    channel = await broker.confirming_channel()
    try:
        return set(await asyncio.gather(*(_write(channel, topology.log_name(one)) for one in Classification)))
    finally:
        with suppress(*DOWN):
            await channel.close()


async def _write(channel: AbstractChannel, log: str) -> str:
    id_ = uuid4().hex
    marker = Message(b"", message_id=id_, type=MARKER, delivery_mode=DeliveryMode.PERSISTENT, app_id="thidua")
    await channel.default_exchange.publish(marker, log, mandatory=True, timeout=RPC_TIMEOUT)
    return id_


async def _ask(channel: AbstractChannel) -> None:
    """Raise if nobody is there to send anything, or a stream is gone."""
    async with asyncio.timeout(RPC_TIMEOUT):
        for classification in Classification:
            await channel.get_queue(topology.log_name(classification), ensure=True)


def recorded_at(message: AbstractIncomingMessage) -> datetime:
    """When the event of a message was recorded, by the clock of its publisher's store, to the second."""
    stamp: Any = message.timestamp
    if not isinstance(stamp, datetime):
        return datetime.now(UTC)
    return stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp


async def _take(arrived: asyncio.Queue[AbstractIncomingMessage]) -> list[AbstractIncomingMessage]:
    """What has come, at most BATCH; waits for the first one, not for long."""
    batch: list[AbstractIncomingMessage] = []
    try:
        async with asyncio.timeout(PAUSE_SECONDS):
            batch.append(await arrived.get())
    except TimeoutError:
        return batch
    while not arrived.empty() and len(batch) < BATCH:
        batch.append(arrived.get_nowait())
    return batch
