"""What a service does when others speak: handlers by event class, gathered under the name of one queue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from shared.events import Envelope, Event
from shared.store import Transaction

Handler = Callable[[Transaction, Any, Envelope[Any]], Awaitable[None]]
H = TypeVar("H", bound=Handler)


class Reactions:
    """The handlers of one consumer. ``ordered`` consumers see the events of a subject in sequence, without holes.

    A handler is a plain ``async def f(tx, event, envelope) -> None``: it works in the transaction it is given and
    has no other effect, because it may run again.
    """

    def __init__(self, consumer: str, *, ordered: bool) -> None:
        self.consumer = consumer
        self.ordered = ordered
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

    @property
    def bindings(self) -> list[str]:
        """Routing keys to bind. An ordered consumer hears all of a publisher, or it could not tell a hole."""
        if self.ordered:
            return sorted({f"*.*.{cls.meta.service}.*" for cls in self._classes})
        return sorted({f"*.*.{cls.meta.service}.{cls.meta.name}" for cls in self._classes})
