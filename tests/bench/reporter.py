"""The reporting service as a worker that notes when the effect of each event was committed.

Answers lines on its input: ``ready``, ``count``, and ``report``, which tells dossier → instant (the monotonic clock,
which all processes of a machine share) and forgets.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop

from services.reporting.app import SPEC
from shared.messaging.inbox import Delivery
from shared.observability import logs
from shared.service.app import create_app
from shared.settings import Settings

Handle = Callable[..., Awaitable[None]]


def watched(handle: Handle, seen: dict[str, float]) -> Handle:
    """``Consumer.handle``, and then the time for each of its events."""

    async def noted(deliveries: list[Delivery], **rest: Any) -> None:
        await handle(deliveries, **rest)
        now = time.monotonic()
        for one in deliveries:
            seen[one.envelope.aggregate_id] = now

    return noted


async def main() -> None:
    logs.configure(service="reporting", level="ERROR")
    app = create_app(SPEC, Settings(), role="worker")
    runtime = app.state.runtime
    seen: dict[str, float] = {}
    for consumer in runtime.consumers:
        if consumer.name == "reporting.projections":
            consumer.handle = watched(consumer.handle, seen)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with app.router.lifespan_context(app):
        while line := (await reader.readline()).decode().strip():
            answer: dict[str, float] = {}
            if line == "ready":
                answer = {"ready": 1} if all((await runtime.parts()).values()) else {}
            elif line == "count":
                answer = {"count": len(seen)}
            else:
                answer = dict(seen)
                seen.clear()
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
