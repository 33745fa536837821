"""FastStream as a rival: an acknowledgement policy of its own (reject on error), or ``NACK_ON_ERROR`` when safe."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from typing import Any

import uvloop
from faststream import AckPolicy
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue

from tests.bench.peers.job import AsyncJob
from tests.bench.peers.tally import Tally, messages


async def main(count: int, database: str, *, failing: bool, safe: bool) -> dict[str, Any]:
    """Rate and number of effects."""
    broker = RabbitBroker(os.environ["AMQP_URL"], logger=None, log_level=logging.CRITICAL)
    job, tally = AsyncJob(database), Tally(count, failing=failing)
    queue = RabbitQueue("bench.faststream", durable=True, queue_type=QueueType.QUORUM)
    policy = {"ack_policy": AckPolicy.NACK_ON_ERROR} if safe else {}

    @broker.subscriber(queue, channel=Channel(prefetch_count=50), **policy)
    async def handle(message: dict[str, Any]) -> None:
        tally.begin(message["number"], message["id"])
        await job.do(message)
        tally.end(message["id"])

    await broker.connect()
    await broker.declare_queue(queue)
    for message in messages(count):
        await broker.publish(message, queue, persist=True)
    await broker.start()
    while not tally.is_over:
        await asyncio.sleep(0.01)
    await broker.stop()
    return tally.result()


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(**json.loads(sys.argv[1])))))
