"""A process with relay, consumer or both, to be killed: ``python -m tests.faults.worker '{"database": …}'``.

It prints ``ready``. Every line on its standard input is the id of a thing that shall happen; it answers with the same
line once the transaction is committed. It ends in order at SIGTERM and at the end of its input.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import TextIO

import pytest
import time_machine
from pydantic import TypeAdapter

from shared.messaging import Broker
from shared.messaging.consumer import Consumer
from shared.messaging.relay import Relay
from shared.observability import logs
from shared.store import Store
from tests.faults import techniques
from tests.faults.handlers import HANDLERS
from tests.faults.wrappers import crash_after_handle, delay, die_of, wrap
from tests.integration.messaging.things import happen, listening


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the process does. ``handler`` names one of tests/faults/handlers.py."""

    amqp: str
    mongo: str
    database: str
    relay: bool = False
    consumer: str = ""
    ordered: bool = True
    handler: str = "note"
    slow: float = 0.0
    dies_of: str = ""
    dies_after: int = 0
    clock_ahead: float = 0.0
    lease_seconds: float = 0.0

    @classmethod
    def of(cls, **values: object) -> Plan:
        return TypeAdapter(Plan).validate_python(values)

    def dump(self) -> str:
        return TypeAdapter(Plan).dump_json(self).decode()


async def run(plan: Plan, answers: TextIO) -> None:
    store = Store(plan.mongo, plan.database)
    broker = Broker(plan.amqp, name="worker")
    broker.start()
    relays = [Relay(store, broker, owner=f"worker-{os.getpid()}")] if plan.relay else []
    consumers = [_consumer(plan, store, broker)] if plan.consumer else []
    parts: list[Relay | Consumer] = [*relays, *consumers]
    tasks = [asyncio.create_task(part.run()) for part in parts]
    for consumer in consumers:
        await consumer.ready.wait()
    ending = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
    commands = asyncio.create_task(_obey(store, answers))
    print("ready", file=answers, flush=True)
    await asyncio.wait({commands, asyncio.create_task(ending.wait())}, return_when=asyncio.FIRST_COMPLETED)
    for consumer in consumers:
        await consumer.stop()
    for relay in relays:
        relay.stop()
    await asyncio.gather(*tasks)
    await broker.close()
    store.close()
    os._exit(0)  # the thread that waits for the next command has nothing to tell


def _consumer(plan: Plan, store: Store, broker: Broker) -> Consumer:
    consumer = listening(store, broker, plan.consumer, HANDLERS[plan.handler], ordered=plan.ordered)
    if plan.slow:
        wrap(consumer, delay(plan.slow))
    if plan.dies_of:
        wrap(consumer, die_of(plan.dies_of))
    if plan.dies_after:
        wrap(consumer, crash_after_handle(plan.dies_after))
    return consumer


async def _obey(store: Store, answers: TextIO) -> None:
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        await happen(store, line)
        print(line, file=answers, flush=True)


def main() -> None:
    plan = TypeAdapter(Plan).validate_json(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is logged is for the log
    logs.configure(service="worker", level="INFO")
    techniques.remove_as_told(pytest.MonkeyPatch())
    if plan.lease_seconds:
        techniques.shorten_leases(pytest.MonkeyPatch(), plan.lease_seconds)
    if plan.clock_ahead:
        time_machine.travel(time.time() + plan.clock_ahead, tick=True).start()
    asyncio.run(run(plan, answers))


if __name__ == "__main__":
    main()
