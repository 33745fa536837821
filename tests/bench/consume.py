"""Our side of the rows about consuming: a program that empties a full queue and prints how fast.

``{"queue": …, "count": …, "database": …, "empty": true}``; ``empty`` handles without a store.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import uvloop
from aio_pika.abc import AbstractIncomingMessage

from shared.clock import SystemClock
from shared.events import Envelope
from shared.events.nomination import NominationSubmitted
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery, Waived
from shared.observability import logs
from shared.observability.metrics import DEAD_LETTERS, RETRIES
from shared.store import Store, Transaction
from tests.bench.work import reactions


class Measured(Consumer):
    """Notes when the first full batch was taken and when message number ``count`` was acknowledged."""

    count = 0
    began: float | None = None
    ended = 0.0

    async def settle(self, batch: Sequence[AbstractIncomingMessage]) -> None:
        if not self._careful:  # the first message of a life is handled alone, before the others are asked for
            self.began = self.began or time.perf_counter()
        await super().settle(batch)
        self.count -= len(batch)
        if self.count <= 0:
            self.ended = time.perf_counter()
            await self.stop()


class Bare(Measured):
    """Decodes, validates and dispatches, but has no store to note anything in."""

    async def handle(self, deliveries: list[Delivery], *, drain: bool = True, waived: Waived = ()) -> None:
        tx = Transaction(self._store.database, self._store.generations, None, self._context(), self._store.clock)  # type: ignore[arg-type]
        for delivery in deliveries:
            await self._react(tx, delivery.typed())


async def nothing(tx: Transaction, event: NominationSubmitted, seen: Envelope[Any]) -> None:
    """An empty handler."""
    assert isinstance(seen.time, datetime)


async def main(queue: str, count: int, database: str, *, empty: bool) -> float:
    """Messages per second."""
    logs.configure(service="bench", level="ERROR")
    store = Store(os.environ["MONGO_URL"], database)
    await store["cursors"].replace_one(
        {"_id": f"catch-up|{queue}"}, {"_id": f"catch-up|{queue}", "done": True}, upsert=True
    )
    broker = Broker(os.environ["AMQP_URL"], name="bench")
    broker.start()
    if empty:
        heard = Reactions(queue, ordered=False)
        heard.on(NominationSubmitted)(nothing)
    else:
        heard = reactions(queue)
    consumer = (Bare if empty else Measured)(
        heard, store=store, broker=broker, clock=SystemClock(), service="reporting", after=lambda: None
    )
    consumer.count = count
    await consumer.run()
    await broker.close()
    store.close()
    for metric in (RETRIES, DEAD_LETTERS):
        assert not [one for family in metric.collect() for one in family.samples], "messages failed"
    assert consumer.began is not None
    return count / (consumer.ended - consumer.began)


if __name__ == "__main__":
    arguments = json.loads(sys.argv[1])
    print(json.dumps({"rate": uvloop.run(main(**arguments))}))
