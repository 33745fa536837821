"""Counting what goes over the wire, so that tests can name the exact number of queries of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

_BOOKKEEPING = frozenset({"hello", "ping", "endSessions", "killCursors", "saslStart", "saslContinue"})


class QueryCounter(CommandListener):
    """Notes the command names since the last ``counting()`` block began."""

    def __init__(self) -> None:
        self._seen: list[str] | None = None

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Collects ``<command> <collection>`` of everything sent inside the block."""
        seen: list[str] = []
        self._seen = seen
        try:
            yield seen
        finally:
            self._seen = None

    def started(self, event: CommandStartedEvent) -> None:
        if self._seen is not None and event.command_name not in _BOOKKEEPING:
            target = event.command.get(event.command_name)
            self._seen.append(f"{event.command_name} {target}" if isinstance(target, str) else event.command_name)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to note."""
