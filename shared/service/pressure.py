"""Back-pressure: while events have waited too long to leave, commands are refused, reads go on.

What the outbox is like is looked at every two seconds beside the requests, never within one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shared.errors import Backlogged
from shared.observability import metrics
from shared.observability.logs import logger
from shared.store import Store

log = logger(__name__)
F = TypeVar("F", bound=Callable[..., Any])
_ALWAYS = "taken_under_pressure"


def under_pressure(command: F) -> F:
    """Mark a command that is taken whatever waits: the operator's, who is to mend it."""
    setattr(command, _ALWAYS, True)
    return command


class Pressure:
    """Knows how long the oldest event has waited. ``limit_seconds`` 0: everything is always taken."""

    def __init__(self, store: Store, *, limit_seconds: float) -> None:
        self._store = store
        self._limit = limit_seconds
        self.refusing = False

    async def look(self) -> None:
        """Ask the outbox."""
        refusing = 0 < self._limit < await self._store.outbox.oldest()
        if refusing != self.refusing:
            log.warning("commands are refused" if refusing else "commands are taken again", limit=self._limit)
        self.refusing = refusing
        metrics.BACKPRESSURE.set(refusing)

    def admit(self, command: Callable[..., Any]) -> None:
        """Raise Backlogged if this command has to wait."""
        if self.refusing and not getattr(command, _ALWAYS, False):
            raise Backlogged
