"""Catching up: a consumer whose queue is new first reads the history from the streams.

The queue is bound before the reading begins, so that nothing falls between; what comes twice, the inbox knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection

from shared.events import Classification
from shared.messaging import topology
from shared.messaging.reactions import Reactions
from shared.observability.logs import logger
from shared.store import Store

log = logger(__name__)
IDLE_SECONDS = 0.7
BATCH = 200
MARKS = "cursors"


class CatchUp:
    """Reads the streams from their beginning, once, for one consumer."""

    def __init__(self, consumer: str, store: Store, connection: AbstractRobustConnection) -> None:
        self._consumer = consumer
        self._marks = store[MARKS]
        self._id = f"catch-up|{consumer}"
        self._connection = connection

    async def is_needed(self) -> bool:
        """Whether the queue is missing, or an earlier catching-up did not come to its end. Notes that it began."""
        async with self._connection.channel() as channel:
            there = await topology.exists(channel, self._consumer)
        mark = await self._marks.find_one({"_id": self._id})
        if there and mark is not None and mark["done"]:
            return False
        await self._marks.replace_one({"_id": self._id}, {"_id": self._id, "done": False}, upsert=True)
        return True

    async def run(
        self, reactions: Reactions, handle: Callable[[list[AbstractIncomingMessage]], Awaitable[None]]
    ) -> None:
        """Hand every message of the history that the bindings would have delivered to ``handle``, in batches."""
        streams = [topology.log_name(classification) for classification in Classification]
        counts = await asyncio.gather(*(self._read(stream, reactions, handle) for stream in streams))
        await self._marks.replace_one({"_id": self._id}, {"_id": self._id, "done": True}, upsert=True)
        log.info("caught up with the history", consumer=self._consumer, events=sum(counts))

    async def _read(
        self,
        stream: str,
        reactions: Reactions,
        handle: Callable[[list[AbstractIncomingMessage]], Awaitable[None]],
    ) -> int:
        publishers = {binding.split(".")[2] for binding in reactions.bindings}
        arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
        count = 0
        async with self._connection.channel() as channel:
            await channel.set_qos(prefetch_count=BATCH)
            queue = await channel.get_queue(stream, ensure=False)
            tag = await queue.consume(arrived.put, arguments={"x-stream-offset": "first"})
            while batch := await _drain(arrived):
                wanted = [message for message in batch if _heard(message, reactions, publishers)]
                if wanted:
                    await handle(wanted)
                count += len(wanted)
                await batch[-1].ack(multiple=True)
            await queue.cancel(tag)
        return count


def _heard(message: AbstractIncomingMessage, reactions: Reactions, publishers: set[str]) -> bool:
    type_ = message.type or ""
    if reactions.ordered:
        return type_.split(".")[2:3] != [] and type_.split(".")[2] in publishers
    return reactions.handles(type_)


async def _drain(arrived: asyncio.Queue[AbstractIncomingMessage]) -> list[AbstractIncomingMessage]:
    """What has arrived, at most BATCH; empty when nothing came for a while, which is the end of the history."""
    batch: list[AbstractIncomingMessage] = []
    try:
        async with asyncio.timeout(IDLE_SECONDS):
            batch.append(await arrived.get())
    except TimeoutError:
        return batch
    while not arrived.empty() and len(batch) < BATCH:
        batch.append(arrived.get_nowait())
    return batch
