"""What an event costs when a thousand, ten thousand, a hundred thousand wait; and the memory of both services then."""

from __future__ import annotations

import asyncio
import statistics
import time
from uuid import uuid4

from services.nomination.app import SPEC
from shared.identity.directory import STORED
from shared.store import Store
from shared.store.schema import prepare
from tests.bench.bench import Bench
from tests.bench.events import rows
from tests.bench.http import Connection
from tests.bench.table import Line, at_most
from tests.bench.town import Service, service

FEW, MORE, MANY = 1_000, 10_000, 100_000
LOADED_MIB = 250.0
FLAT = 1.15


async def run(bench: Bench) -> list[Line]:
    """Outboxes are filled while nobody reads them; then nomination relays and reporting projects what waits."""
    prefix = f"bench{uuid4().hex[:8]}"
    store = Store(bench.stack.mongo_url, f"{prefix}_nomination")
    steps = (FEW, MORE) if bench.quick else (FEW, MORE, MANY)
    few: list[float] = []
    cost: dict[int, float] = {}
    memory: dict[str, list[float]] = {"nomination": [], "reporting": []}
    async with bench.virtual_host() as amqp:
        await prepare(store.database, (*STORED, *SPEC.stored))
        async with service(bench, "reporting", amqp=amqp, prefix=prefix, role="worker") as reporting:
            for count in (FEW, *steps[1:], FEW, FEW, FEW, FEW):
                took, sizes = await _drain(bench, store, reporting, amqp, prefix, count)
                if count == FEW:
                    few.append(took)
                else:
                    cost[count] = took
                for name, size in sizes.items():
                    memory[name].append(size)
    store.close()
    first = statistics.median(few)
    lines = [
        at_most(
            1.10,
            row="growth",
            what=f"cost of an event when {count:,} wait".replace(",", " "),
            baseline="when 1 000 wait",
            ours=took * 1000,
            theirs=first * 1000,
            unit="ms",
        )
        for count, took in cost.items()
    ]
    return lines + [_loaded(name, sizes) for name, sizes in memory.items()]


def _loaded(name: str, sizes: list[float]) -> Line:
    most, grown = max(sizes), sizes[-1] / sizes[-4]
    return Line(
        row="growth",
        what=f"memory of {name} after all of these events",
        ours=f"{most:.0f} MiB at most",
        baseline="the last three thousand events before the end",
        theirs=f"× {grown:.2f}",
        goal=f"< {LOADED_MIB:.0f} MiB, flat",
        met=most < LOADED_MIB and grown < FLAT,
    )


async def _drain(
    bench: Bench, store: Store, reporting: Service, amqp: str, prefix: str, count: int
) -> tuple[float, dict[str, float]]:
    """Seconds for each event, from when nothing had taken effect to when all had; the memory of both services then."""
    before = await _handled(reporting)
    for start in range(0, count, 5_000):
        await store["outbox"].insert_many(rows(min(5_000, count - start)), ordered=False)
    async with service(bench, "nomination", amqp=amqp, prefix=prefix, role="worker") as nomination:
        began = time.monotonic()
        async with asyncio.timeout(120 + count * 0.02):
            while (now := await _handled(reporting)) < before + count:
                if now == before:
                    began = time.monotonic()
                await asyncio.sleep(0.02)
        took = time.monotonic() - began
        sizes = {"nomination": nomination.resident(), "reporting": reporting.resident()}
    return took / count, sizes


async def _handled(reporting: Service) -> int:
    """How many events the projections have taken in, by the service's own metrics."""
    connection = await Connection.open(reporting.port)
    _, text = await connection.request("GET", "/metrics", {"Connection": "close"})
    connection.close()
    wanted = 'thidua_consumed_total{consumer="reporting.projections",result="handled"}'
    found = [line for line in text.decode().splitlines() if line.startswith(wanted)]
    return int(float(found[0].rsplit(" ", 1)[1])) if found else 0
