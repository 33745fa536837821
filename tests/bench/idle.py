"""The memory of each service that is up and has nothing to do."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from uuid import uuid4

from tests.bench.bench import Bench
from tests.bench.table import Line
from tests.bench.town import service

NAMES = ("registration", "nomination", "notification", "reporting")
MOST_MIB = 120.0
SETTLE_SECONDS = 5.0


async def run(bench: Bench) -> list[Line]:
    """Start all four, let them settle, look."""
    prefix = f"bench{uuid4().hex[:8]}"
    async with bench.virtual_host() as amqp, AsyncExitStack() as running:
        services = [await running.enter_async_context(service(bench, name, amqp=amqp, prefix=prefix)) for name in NAMES]
        await asyncio.sleep(SETTLE_SECONDS)
        sizes = [one.resident() for one in services]
    return [
        Line(
            row="idle",
            what=f"memory of {name}, idle",
            ours=f"{size:.0f} MiB",
            goal=f"< {MOST_MIB:.0f} MiB",
            met=size < MOST_MIB,
        )
        for name, size in zip(NAMES, sizes, strict=True)
    ]
