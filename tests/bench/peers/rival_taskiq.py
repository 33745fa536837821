"""taskiq-aio-pika as a rival: as it comes, or with ``SimpleRetryMiddleware`` and ``retry_on_error`` when safe."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from typing import Any

import uvloop
from taskiq import SimpleRetryMiddleware
from taskiq.api import run_receiver_task
from taskiq_aio_pika import AioPikaBroker, Exchange, Queue, QueueType

from tests.bench.peers.job import AsyncJob
from tests.bench.peers.tally import Tally, messages


async def main(count: int, database: str, *, failing: bool, safe: bool) -> dict[str, Any]:
    """Rate and number of effects."""
    logging.disable(logging.CRITICAL)
    broker = AioPikaBroker(
        os.environ["AMQP_URL"],
        qos=50,
        exchange=Exchange(name="bench.taskiq"),
        task_queues=[Queue(name="bench.taskiq", type=QueueType.QUORUM)],
    )
    if safe:
        broker = broker.with_middlewares(SimpleRetryMiddleware(default_retry_count=3))
    job, tally = AsyncJob(database), Tally(count, failing=failing)

    async def handle(message: dict[str, Any]) -> None:
        tally.begin(message["number"], message["id"])
        await job.do(message)
        tally.end(message["id"])

    task = broker.register_task(handle, "handle", retry_on_error=safe)
    broker.is_worker_process = True
    await broker.startup()
    for message in messages(count):
        await task.kiq(message)
    receiving = asyncio.create_task(run_receiver_task(broker, max_async_tasks=50))
    while not tally.is_over:
        await asyncio.sleep(0.01)
    receiving.cancel()
    await asyncio.wait([receiving])
    await broker.shutdown()
    return tally.result()


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(**json.loads(sys.argv[1])))))
