"""FastStream with an empty subscriber: ``{"queue": …, "count": …}``. Runs in .venv-bench."""

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


async def main(queue: str, count: int) -> float:
    """Messages per second."""
    broker = RabbitBroker(os.environ["AMQP_URL"], log_level=logging.ERROR)
    done = asyncio.Event()
    began = 0.0
    left = count

    @broker.subscriber(
        RabbitQueue(queue, durable=True, declare=False, queue_type=QueueType.QUORUM),
        channel=Channel(prefetch_count=200),
    )
    async def handle(message: Envelope[NominationSubmitted]) -> None:
        nonlocal began, left
        began = began or time.perf_counter()
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
