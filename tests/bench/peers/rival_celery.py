"""Celery as a rival: as it comes, or with ``acks_late`` and ``autoretry_for`` when safe. One process, eight threads."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from typing import Any

from celery import Celery

from tests.bench.peers.job import Job
from tests.bench.peers.tally import Tally, messages


def main(count: int, database: str, *, failing: bool, safe: bool) -> None:
    """Prints rate and number of effects, and ends the process: a worker has no other way to tell."""
    logging.disable(logging.CRITICAL)
    app = Celery("bench", broker=os.environ["AMQP_URL"].replace("amqp://", "pyamqp://"))
    app.conf.update(
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        task_ignore_result=True,
        task_default_queue_type="quorum",
        broker_transport_options={"confirm_publish": True},
        worker_detect_quorum_queues=True,
    )
    job, tally = Job(database), Tally(count, failing=failing)
    options: dict[str, Any] = (
        {"acks_late": True, "autoretry_for": (Exception,), "default_retry_delay": 1} if safe else {}
    )

    @app.task(name="handle", **options)
    def handle(message: dict[str, Any]) -> None:
        tally.begin(message["number"], message["id"])
        job.do(message)
        tally.end(message["id"])

    for message in messages(count):
        handle.delay(message)

    def watch() -> None:
        while not tally.is_over:
            time.sleep(0.01)
        sys.stdout.write(f"\n{json.dumps(tally.result())}\n")
        sys.stdout.flush()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    app.worker_main(["worker", "-P", "threads", "-c", "8", "--without-gossip", "--without-mingle", "-l", "CRITICAL"])


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
