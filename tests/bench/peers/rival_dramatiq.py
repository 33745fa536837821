"""dramatiq as a rival: its retries are on as it comes, there is nothing to add. One process, eight threads."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from typing import Any

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker

from tests.bench.peers.job import Job
from tests.bench.peers.tally import Tally, messages


def main(count: int, database: str, *, failing: bool, safe: bool) -> dict[str, Any]:
    """Rate and number of effects; ``safe`` changes nothing."""
    logging.disable(logging.CRITICAL)
    broker = RabbitmqBroker(url=os.environ["AMQP_URL"], confirm_delivery=True)
    dramatiq.set_broker(broker)
    job, tally = Job(database), Tally(count, failing=failing)

    @dramatiq.actor(broker=broker)
    def handle(message: dict[str, Any]) -> None:
        tally.begin(message["number"], message["id"])
        job.do(message)
        tally.end(message["id"])

    for message in messages(count):
        handle.send(message)
    worker = dramatiq.Worker(broker, worker_threads=8)
    worker.start()
    while not tally.is_over:
        time.sleep(0.01)
    return tally.result()


if __name__ == "__main__":
    answer = json.dumps(main(**json.loads(sys.argv[1])))
    sys.stdout.write(f"\n{answer}\n")
    sys.stdout.flush()
    os._exit(0)
