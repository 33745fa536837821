"""Work that comes round by itself. A lease sees to it that two replicas do not do it twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pymongo.errors import PyMongoError

from shared.clock import Clock
from shared.errors import ThiduaError
from shared.observability.logs import logger
from shared.store import Store
from shared.store.leases import Leases

log = logger(__name__)


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
    while True:
        try:
            mine = tick.everywhere or await leases.hold(f"tick/{tick.name}", tick.seconds * 3 + 30) is not None
            if mine and await tick.run(store, clock, resources):
                after()
        except (PyMongoError, ThiduaError, OSError) as error:
            log.warning("tick failed, next round tries again", tick=tick.name, error=str(error))
        await asyncio.sleep(tick.seconds)
