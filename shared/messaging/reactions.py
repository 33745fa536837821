"""What a service does when others speak: handlers by event class, gathered under the name of one queue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from shared.events import Envelope, Event
from shared.store import ReadModel, Transaction

Handler = Callable[[Transaction, Any, Envelope[Any]], Awaitable[None]]
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
        self._classes: list[type[Event]] = []

    def on(self, *classes: type[Event]) -> Callable[[H], H]:
        """Mark a function as the handler of these events."""

        def enter(handler: H) -> H:
            for cls in classes:
                self._handlers.setdefault(cls.meta.type, []).append(handler)
                self._classes.append(cls)
            return handler

        return enter

    def handlers(self, type_: str) -> list[Handler]:
        """The handlers of a CloudEvents type; none for what this consumer only counts."""
        return self._handlers.get(type_, [])

    def handles(self, type_: str) -> bool:
        """Whether the type has a handler."""
        return type_ in self._handlers

    def hears(self, type_: str) -> bool:
        """Whether the bindings bring events of that type."""
        words = type_.split(".")
        if self.ordered:
            return len(words) > 3 and words[2] in {cls.meta.service for cls in self._classes}
        return self.handles(type_)

    def named(self, consumer: str) -> Reactions:
        """The same handlers under another name, which is what metrics and logs call them by."""
        other = Reactions(consumer, ordered=self.ordered, model=self.model)
        other._handlers, other._classes = self._handlers, self._classes
        return other

    @property
    def bindings(self) -> list[str]:
        """Routing keys to bind. An ordered consumer hears all of a publisher, or it could not tell a hole."""
        if self.ordered:
            return sorted({f"*.*.{cls.meta.service}.*" for cls in self._classes})
        return sorted({f"*.*.{cls.meta.service}.{cls.meta.name}" for cls in self._classes})
