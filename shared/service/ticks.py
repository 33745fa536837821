"""Work that comes round by itself. A lease sees to it that two replicas do not do it twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from shared.clock import Clock
from shared.errors import ThiduaError
from shared.observability.logs import logger
from shared.store import Store, StoreFailure
from shared.store.leases import Leases

log = logger(__name__)
LEASE_SECONDS = 8.0
"""A tick whose process was killed goes on elsewhere after two rounds and this long."""


@dataclass(frozen=True, kw_only=True)
class Tick:
    """``run(store, clock, resources)`` every so many seconds, in one process at a time unless ``everywhere``."""

    name: str
    seconds: float
    run: Callable[[Store, Clock, Any], Awaitable[object]]
    everywhere: bool = False


async def keep(
    tick: Tick, *, store: Store, clock: Clock, resources: Any, owner: str, after: Callable[[], None]
) -> None:
    """Run a tick until cancelled. A failure is logged and the next round tries again."""
    leases = Leases(store.database, owner)
    name = f"tick/{tick.name}"
    try:
        await _rounds(tick, leases, name, store=store, clock=clock, resources=resources, after=after)
    finally:
        with suppress(StoreFailure):
            await leases.release(name)  # or the next process would wait for its end


async def _rounds(
    tick: Tick, leases: Leases, name: str, *, store: Store, clock: Clock, resources: Any, after: Callable[[], None]
) -> None:
    while True:
        try:
            mine = tick.everywhere or await leases.hold(name, tick.seconds * 2 + LEASE_SECONDS) is not None
            if mine and await tick.run(store, clock, resources):
                after()
        except (StoreFailure, ThiduaError, OSError) as error:
            log.warning("tick failed, next round tries again", tick=tick.name, error=str(error))
        await asyncio.sleep(tick.seconds)
