"""A consumer with inbox and projection: against FastStream doing the same work, and against the bare clients."""

from __future__ import annotations

from tests.bench.bench import OURS, PEERS, Bench, run_program
from tests.bench.events import ABREAST, PER_DOSSIER, rows
from tests.bench.queues import fill
from tests.bench.table import Line, at_least
from tests.bench.work import Row

COUNT, FEWER = 4_000, 600
"""FastStream gets fewer messages, because it needs longer for each."""
QUEUE = "bench.projection"


async def run(bench: Bench) -> list[Line]:
    """Every side empties a full queue into empty collections of the same store."""
    mongo = bench.stack.mongo_url
    async with bench.virtual_host() as url, bench.store(Row) as store:
        database = store.database.name

        async def empty() -> None:
            for name in (Row.collection, "cursors", "inbox", "parked"):
                await store[name].delete_many({})

        async def ours() -> float:
            await empty()
            count = max(bench.events(COUNT), ABREAST * PER_DOSSIER)
            await fill(url, QUEUE, rows(count))
            found = await run_program(
                OURS, "consume", url, mongo, queue=QUEUE, count=count, database=database, empty=False
            )
            assert await store[Row.collection].count_documents({"applied": PER_DOSSIER}) == count // PER_DOSSIER
            return float(found["rate"])

        async def raw() -> float:
            await empty()
            count = max(bench.events(COUNT), ABREAST * PER_DOSSIER)
            await fill(url, QUEUE, rows(count))
            found = await run_program(OURS, "consume_raw", url, mongo, queue=QUEUE, count=count, database=database)
            return float(found["rate"])

        async def faststream() -> float:
            await empty()
            count = bench.events(FEWER)
            await fill(url, QUEUE, rows(count), content_type="application/json")
            found = await run_program(
                PEERS, "peers.faststream", url, mongo, queue=QUEUE, count=count, database=database
            )
            return float(found["rate"])

        found = await bench.interleaved(ours=ours, raw=raw, faststream=faststream)
    what = "consumer with inbox and projection"
    return [
        at_least(
            4,
            row="projection",
            what=what,
            baseline="FastStream, insert and projection in a transaction per message",
            ours=found["ours"],
            theirs=found["faststream"],
        ),
        at_least(
            0.80,
            row="projection",
            what=what,
            baseline="bare clients writing the same documents in the same batches",
            ours=found["ours"],
            theirs=found["raw"],
        ),
    ]
