"""Counting what goes over the wire, so that tests can name the exact number of queries of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from shared.store import generations

_BOOKKEEPING = frozenset({"hello", "ping", "endSessions", "killCursors", "saslStart", "saslContinue"})
_BESIDE = frozenset({f"find {generations.COLLECTION}"})
"""What a process looks at every few seconds beside its requests, and at the first of them."""


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
            sent = f"{event.command_name} {target}" if isinstance(target, str) else event.command_name
            if sent not in _BESIDE:
                self._seen.append(sent)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to note."""
