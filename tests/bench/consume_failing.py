"""Our side of the rivals' row: ``{"count": …, "database": …, "failing": bool}``; one event in ten fails once."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

import uvloop

from shared.clock import SystemClock
from shared.events import Envelope
from shared.events.nomination import NominationSubmitted
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.observability import logs
from shared.store import Store, Transaction
from tests.bench.peers.tally import PATIENCE, Tally
from tests.bench.work import Row, project

QUEUE = "bench.rivals"


async def main(count: int, database: str, *, failing: bool) -> dict[str, float]:
    """Rate and number of effects."""
    logs.configure(service="bench", level="CRITICAL")
    store = Store(os.environ["MONGO_URL"], database)
    mark = {"_id": f"catch-up|{QUEUE}", "done": True}
    await store["cursors"].replace_one({"_id": mark["_id"]}, mark, upsert=True)
    broker = Broker(os.environ["AMQP_URL"], name="bench")
    broker.start()
    tally = Tally(count, failing=failing)
    heard = Reactions(QUEUE, ordered=True)

    @heard.on(NominationSubmitted, reads=lambda event, _: [(Row, event.dossier)])
    async def handle(tx: Transaction, event: NominationSubmitted, seen: Envelope[Any]) -> None:
        tally.begin(int.from_bytes(seen.id.encode()[-4:]), seen.id)
        await project(tx, event, seen)

    consumer = Consumer(heard, store=store, broker=broker, clock=SystemClock(), service="reporting", after=lambda: None)
    running = asyncio.create_task(consumer.run())
    effects, quiet = 0, time.monotonic()
    while effects < count and time.monotonic() - quiet < PATIENCE:
        await asyncio.sleep(0.02)
        now = await store[Row.collection].count_documents({})
        if now != effects:
            effects, quiet = now, time.monotonic()
    took = quiet - tally.began
    await consumer.stop()
    await running
    await broker.close()
    store.close()
    return {"rate": effects / took, "effects": effects}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(**json.loads(sys.argv[1])))))
