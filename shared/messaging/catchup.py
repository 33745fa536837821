"""Catching up: a consumer whose queue is new first reads the history from the streams.

The queue is bound before the reading begins, so that nothing falls between; what comes twice, the inbox knows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing

from aio_pika.abc import AbstractIncomingMessage

from shared.messaging import history, topology
from shared.messaging.broker import Broker
from shared.messaging.reactions import Reactions
from shared.observability.logs import logger
from shared.store import Store

log = logger(__name__)
MARKS = "cursors"


class CatchUp:
    """Reads the streams from their beginning, once, for one consumer."""

    def __init__(self, consumer: str, store: Store, broker: Broker) -> None:
        self._consumer = consumer
        self._marks = store[MARKS]
        self._id = f"catch-up|{consumer}"
        self._broker = broker

    async def is_needed(self) -> bool:
        """Whether the queue is missing, or an earlier catching-up did not come to its end. Notes that it began."""
        connection = await self._broker.consuming()
        async with connection.channel() as channel:
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
        count = 0
        async with aclosing(history.read(self._broker)) as batches:
            async for batch in batches:
                if not batch:
                    break
                wanted = [message for message in batch if reactions.hears(message.type or "")]
                if wanted:
                    await handle(wanted)
                count += len(wanted)
        await self._marks.replace_one({"_id": self._id}, {"_id": self._id, "done": True}, upsert=True)
        log.info("caught up with the history", consumer=self._consumer, events=count)
