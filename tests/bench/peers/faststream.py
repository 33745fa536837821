"""FastStream doing the whole job: ``{"queue": …, "count": …, "database": …}``. Runs in .venv-bench."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from typing import Any

import uvloop
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue

from shared.events.envelope import Envelope
from shared.events.nomination import NominationSubmitted
from tests.bench.peers.job import AsyncJob


async def main(queue: str, count: int, database: str) -> float:
    """Messages per second."""
    broker = RabbitBroker(os.environ["AMQP_URL"], log_level=logging.ERROR)
    job = AsyncJob(database)
    done = asyncio.Event()
    began = 0.0
    left = count

    @broker.subscriber(
        RabbitQueue(queue, durable=True, declare=False, queue_type=QueueType.QUORUM), channel=Channel(prefetch_count=50)
    )
    async def handle(message: Envelope[NominationSubmitted]) -> None:
        nonlocal began, left
        began = began or time.perf_counter()
        event = message.data
        await job.do(
            {
                "id": message.id,
                "type": message.type,
                "dossier": event.dossier,
                "award": event.award,
                "nominating_unit": event.nominating_unit,
            }
        )
        left -= 1
        if not left:
            done.set()

    await broker.start()
    await done.wait()
    took = time.perf_counter() - began
    await broker.stop()
    return count / took


if __name__ == "__main__":
    arguments: dict[str, Any] = json.loads(sys.argv[1])
    print(json.dumps({"rate": uvloop.run(main(**arguments))}))
