"""The messaging layer alone: decode, validate, hand to an empty handler, acknowledge."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from tests.bench.bench import OURS, PEERS, Bench, run_program
from tests.bench.events import rows
from tests.bench.queues import fill
from tests.bench.table import Line, at_least

COUNT = 6_000


async def run(bench: Bench) -> list[Line]:
    """Both sides empty a queue that is full, with the same model."""
    count = bench.events(COUNT)
    made = rows(count)
    async with bench.virtual_host() as url, bench.store() as store:

        async def ours() -> float:
            await fill(url, "bench.dispatch", made)
            return await _rate(
                run_program(
                    OURS,
                    "consume",
                    url,
                    bench.stack.mongo_url,
                    queue="bench.dispatch",
                    count=count,
                    database=store.database.name,
                    empty=True,
                )
            )

        async def theirs() -> float:
            await fill(url, "bench.dispatch", made, content_type="application/json")
            return await _rate(
                run_program(
                    PEERS, "peers.faststream_bare", url, bench.stack.mongo_url, queue="bench.dispatch", count=count
                )
            )

        found = await bench.interleaved(ours=ours, theirs=theirs)
    return [
        at_least(
            1.2,
            row="dispatch",
            what="messaging layer alone, empty handler",
            baseline="FastStream, same pydantic model",
            ours=found["ours"],
            theirs=found["theirs"],
        )
    ]


async def _rate(program: Coroutine[Any, Any, dict[str, Any]]) -> float:
    found = await program
    return float(found["rate"])
