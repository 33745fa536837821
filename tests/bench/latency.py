"""From the accepted command to its effect in the reports, while fifty commands a second come in.

The yardstick is one synced transaction with the same three writes and one round trip through a quorum queue, measured
in turn with it at the same pace, nothing else running.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import aio_pika

from services.nomination.app import SPEC
from shared.identity.directory import STORED
from shared.messaging.message import from_outbox
from shared.store import Store
from shared.store.schema import prepare
from tests.bench.bench import OURS, ROOT, Bench, environment
from tests.bench.command import documents, write
from tests.bench.events import rows
from tests.bench.http import Connection
from tests.bench.table import Line, at_most
from tests.bench.town import BODY, HEADERS, SECRET, drafts, found, service

PER_SECOND, SECONDS = 50, 8
CONNECTIONS = 16


async def run(bench: Bench) -> list[Line]:
    """Half of the load, the yardstick, the other half, and so on."""
    count = bench.events(PER_SECOND * SECONDS)
    prefix = f"bench{uuid4().hex[:8]}"
    store = Store(bench.stack.mongo_url, f"{prefix}_nomination")
    ours: list[float] = []
    yard: list[float] = []
    async with bench.virtual_host() as amqp:
        await prepare(store.database, (*STORED, *SPEC.stored))
        await found(store)
        async with service(bench, "nomination", amqp=amqp, prefix=prefix) as nomination:
            reporting = await _reporting(bench, amqp, prefix)
            for round_ in range(bench.repeats + 1):
                accepted = await _commands(store, nomination.port, count)
                await _applied(reporting, len(accepted))
                seen = await _ask(reporting, "report")
                if round_:  # the first one warms up
                    ours += [seen[id_] - at for id_, at in accepted.items()]
                    yard += await _yardstick(store, amqp, count)
            reporting.terminate()
            await reporting.wait()
    store.close()
    return [_line(name, share, goal, ours, yard) for name, share, goal in (("p50", 50, 4.0), ("p99", 99, 10.0))]


def _line(name: str, share: int, goal: float, ours: list[float], yard: list[float]) -> Line:
    return at_most(
        goal,
        row="latency",
        what=f"HTTP accepted to effect in reporting at {PER_SECOND}/s, {name}",
        baseline=f"one synced transaction and one broker round trip, {name}",
        ours=statistics.quantiles(ours, n=100)[share - 1] * 1000,
        theirs=statistics.quantiles(yard, n=100)[share - 1] * 1000,
        unit="ms",
    )


async def _paced(work: list[Callable[[], Awaitable[None]]]) -> None:
    """Begin one of these every twentieth of a second, whether or not the last one is over."""
    begin = time.monotonic()
    tasks = []
    for number, one in enumerate(work):
        await asyncio.sleep(begin + number / PER_SECOND - time.monotonic())
        tasks.append(asyncio.ensure_future(one()))
    await asyncio.gather(*tasks)


async def _commands(store: Store, port: int, count: int) -> dict[str, float]:
    """Submit dossiers at that pace; when the answer of each had come."""
    waiting = drafts(count)
    await store["dossiers"].insert_many(waiting, ordered=False)
    idle: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(await Connection.open(port))
    accepted: dict[str, float] = {}

    async def submit(id_: str) -> None:
        connection = await idle.get()
        status, answer = await connection.request(
            "POST", f"/nomination/api/v1/dossiers/{id_}/submission", HEADERS, BODY
        )
        assert status == 200, answer
        accepted[id_] = time.monotonic()
        idle.put_nowait(connection)

    await _paced([lambda id_=draft["_id"]: submit(id_) for draft in waiting])  # type: ignore[misc]
    while not idle.empty():
        idle.get_nowait().close()
    return accepted


async def _yardstick(store: Store, amqp: str, count: int) -> list[float]:
    made = await documents(store, drafts(count))
    await store["dossiers"].insert_many([{**state, "version": 1} for state, _, _ in made], ordered=False)
    messages = rows(count)
    connection = await aio_pika.connect(amqp)
    channel = await connection.channel(publisher_confirms=True)
    queue = await channel.declare_queue("bench.yard", durable=True, arguments={"x-queue-type": "quorum"})
    back: dict[str, asyncio.Event] = {row["_id"]: asyncio.Event() for row in messages}

    async def arrived(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        back[message.message_id or ""].set()
        await message.ack()

    await queue.consume(arrived)
    took: list[float] = []

    async def both(number: int) -> None:
        began = time.monotonic()
        await write(store, made[number])
        row = messages[number]
        await channel.default_exchange.publish(from_outbox(row), "bench.yard", mandatory=True)
        await back[row["_id"]].wait()
        took.append(time.monotonic() - began)

    await _paced([lambda number=number: both(number) for number in range(count)])  # type: ignore[misc]
    await connection.close()
    return took


async def _reporting(bench: Bench, amqp: str, prefix: str) -> asyncio.subprocess.Process:
    """The reporting service, which notes when each of its transactions was committed."""
    process = await asyncio.create_subprocess_exec(
        *(OURS, "-m", "tests.bench.reporter"),
        cwd=ROOT,
        env=environment(
            AMQP_URL=amqp,
            MONGO_URL=bench.stack.mongo_url,
            THIDUA_ENVIRONMENT="test",
            THIDUA_SESSION_SECRET=SECRET,
            THIDUA_DATABASE_PREFIX=prefix,
        ),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=sys.stderr,
        limit=1 << 26,
    )
    while not await _ask(process, "ready"):
        await asyncio.sleep(0.1)
    return process


async def _ask(process: asyncio.subprocess.Process, what: str) -> dict[str, float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{what}\n".encode())
    answer: dict[str, float] = json.loads(await process.stdout.readline())
    return answer


async def _applied(reporting: asyncio.subprocess.Process, count: int) -> None:
    async with asyncio.timeout(180):
        while (await _ask(reporting, "count"))["count"] < count:
            await asyncio.sleep(0.05)
