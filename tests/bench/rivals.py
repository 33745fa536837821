"""Frameworks that people use for such work, side by side with this one: how fast, and what is lost of 500.

Each does the same job for each message: note that it was seen and write a row, in one transaction. One message in ten
fails the first time. A framework is shown as it comes, and as its documentation says when nothing may be lost.
"""

from __future__ import annotations

import asyncio
from typing import Any

from tests.bench.bench import OURS, PEERS, Bench, run_program
from tests.bench.events import rows
from tests.bench.queues import fill
from tests.bench.table import Line, rate
from tests.bench.work import Row

MESSAGES = 500
NAMES = ("faststream", "taskiq", "celery", "dramatiq")


async def run(bench: Bench) -> list[Line]:
    """The rates one after the other, the losses all at once: most of their time is waiting for the second try."""
    rates = await bench.interleaved(**{name: _measured(bench, name) for name in ("ours", *NAMES)})
    kinds = [("ours", True), *((name, safe) for name in NAMES for safe in (False, True))]
    lost = dict(zip(kinds, await asyncio.gather(*(_lost(bench, *kind) for kind in kinds)), strict=True))
    return [_line(name, rates[name], lost.get((name, False)), lost[name, True]) for name in ("ours", *NAMES)]


def _line(name: str, per_second: float, default: int | None, safe: int) -> Line:
    as_it_comes = "" if default is None else f"lost as it comes {default}, "
    return Line(
        row="rivals",
        what="this project" if name == "ours" else name,
        ours=rate(per_second),
        baseline=f"{as_it_comes}lost with retries on {safe} of {MESSAGES}",
        goal="lost 0" if name == "ours" else "",
        met=safe == 0 if name == "ours" else None,
    )


def _measured(bench: Bench, name: str) -> Any:
    async def measure() -> float:
        found = await _program(bench, name, count=bench.events(MESSAGES), failing=False, safe=True)
        return float(found["rate"])

    return measure


async def _lost(bench: Bench, name: str, safe: bool) -> int:
    found = await _program(bench, name, count=MESSAGES, failing=True, safe=safe)
    return MESSAGES - int(found["effects"])


async def _program(bench: Bench, name: str, *, count: int, failing: bool, safe: bool) -> dict[str, Any]:
    async with bench.virtual_host() as url, bench.store(Row) as store:
        database = store.database.name
        await store["inbox"].delete_many({})
        arguments: dict[str, Any] = {"count": count, "database": database, "failing": failing}
        if name == "ours":
            await fill(url, "bench.rivals", rows(count, abreast=count))
            return await run_program(OURS, "consume_failing", url, bench.stack.mongo_url, **arguments)
        return await run_program(PEERS, f"peers.rival_{name}", url, bench.stack.mongo_url, safe=safe, **arguments)
