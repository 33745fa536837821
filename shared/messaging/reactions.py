"""What a service does when others speak: handlers by event class, gathered under the name of one queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

from shared.events import Envelope, Event
from shared.record import Record
from shared.store import ReadModel, Transaction

Handler = Callable[[Transaction, Any, Envelope[Any]], Awaitable[None]]
Reads = Callable[[Any, Envelope[Any]], Iterable[tuple[type[Record], str]]]
"""The records, by class and id, that the handler of an event will ask for."""
H = TypeVar("H", bound=Handler)


class Reactions:
    """The handlers of one consumer. ``ordered`` consumers see the events of a subject in sequence, without holes.

    ``model`` names the records that its handlers, and nobody else, keep: what can be rebuilt from the history.
    A handler is a plain ``async def f(tx, event, envelope) -> None``: it works in the transaction it is given and
    has no other effect, because it may run again.
    """

    def __init__(self, consumer: str, *, ordered: bool, model: ReadModel | None = None) -> None:
        self.consumer = consumer
        self.ordered = ordered
        self.model = model
        self._handlers: dict[str, list[Handler]] = {}
        self._reads: dict[str, list[Reads]] = {}
        self._classes: list[type[Event]] = []

    def on(self, *classes: type[Event], reads: Reads | None = None) -> Callable[[H], H]:
        """Mark a function as the handler of these events.

        What ``reads`` names is read once for a whole batch; the handler may ask for more or for less.
        """

        def enter(handler: H) -> H:
            for cls in classes:
                self._handlers.setdefault(cls.meta.type, []).append(handler)
                self._classes.append(cls)
                if reads is not None:
                    self._reads.setdefault(cls.meta.type, []).append(reads)
            return handler

        return enter

    def handlers(self, type_: str) -> list[Handler]:
        """The handlers of a CloudEvents type; none for what this consumer only counts."""
        return self._handlers.get(type_, [])

    def reads(self, batch: Iterable[Envelope[Any]]) -> dict[type[Record], set[str]]:
        """Ids of the records that the handlers of a batch will ask for, by class."""
        wanted: dict[type[Record], set[str]] = defaultdict(set)
        for envelope in batch:
            for reads in self._reads.get(envelope.type, ()):
                for cls, id_ in reads(envelope.data, envelope):
                    wanted[cls].add(id_)
        return wanted

    def handles(self, type_: str) -> bool:
        """Whether the type has a handler."""
        return type_ in self._handlers

    @property
    def types(self) -> list[str]:
        """The types that have a handler."""
        return sorted(self._handlers)

    def hears(self, type_: str) -> bool:
        """Whether the bindings bring events of that type."""
        words = type_.split(".")
        if self.ordered:
            return len(words) > 3 and words[2] in {cls.meta.service for cls in self._classes}
        return self.handles(type_)

    def named(self, consumer: str) -> Reactions:
        """The same handlers under another name, which is what metrics and logs call them by."""
        other = Reactions(consumer, ordered=self.ordered, model=self.model)
        other._handlers, other._classes, other._reads = self._handlers, self._classes, self._reads
        return other

    @property
    def bindings(self) -> list[str]:
        """Routing keys to bind. An ordered consumer hears all of a publisher, or it could not tell a hole."""
        if self.ordered:
            return sorted({f"*.*.{cls.meta.service}.*" for cls in self._classes})
        return sorted({f"*.*.{cls.meta.service}.{cls.meta.name}" for cls in self._classes})
