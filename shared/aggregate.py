"""What every thing with a life of its own shares: a version, a transition table, and the events it records.

Pure: no I/O, no clock, no broker. A method changes the state or raises, and records what happened.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Generic, Self, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr
from uuid_utils import uuid7

from shared.errors import IllegalTransition, ThiduaError
from shared.events import Event, Level
from shared.record import Stored


def new_id() -> str:
    """A UUIDv7 as text: sortable by time of birth."""
    return str(uuid7())


BOOKKEEPING = frozenset({"id", "version", "sequence", "audit_head"})
"""What each installation keeps by itself."""


class Aggregate(Stored):
    """State that is saved as one document under optimistic concurrency.

    ``version`` counts saves (it is the ETag), ``sequence`` counts events (it is the CloudEvents sequence).
    ``unit`` owns the thing, ``level`` is that unit's level; both stand on every event it records.
    """

    model_config = ConfigDict(validate_assignment=True, extra="ignore")

    kind: ClassVar[str]
    """Name of the thing on the wire: the first word of the CloudEvents subject."""

    id: str = Field(default_factory=new_id)
    unit: str
    level: Level
    version: int = 0
    sequence: int = 0
    audit_head: str = ""

    _events: list[Event] = PrivateAttr(default_factory=list)

    def record(self, event: Event) -> None:
        """Note that something happened; it leaves with the next save."""
        self._events.append(event)

    def take_events(self) -> tuple[Event, ...]:
        """The events recorded since the last save; the list is empty afterwards."""
        events, self._events = tuple(self._events), []
        return events

    def become(self, other: Self, *, sequence: int) -> None:
        """Take over the state that the same thing reached elsewhere, after so many events; bookkeeping stays."""
        for name in type(self).model_fields:
            if name not in BOOKKEEPING:
                setattr(self, name, getattr(other, name))
        self.sequence = sequence

    @property
    def pending_events(self) -> tuple[Event, ...]:
        """The events recorded and not yet saved."""
        return tuple(self._events)

    @staticmethod
    def require(condition: bool, error: ThiduaError) -> None:
        """Raise ``error`` unless the condition holds."""
        if not condition:
            raise error


S = TypeVar("S", bound=StrEnum)


class StatefulAggregate(Aggregate, Generic[S]):
    """An aggregate whose state moves along one table."""

    transitions: ClassVar[dict[str, tuple[str, ...]]]
    state: S

    def can_move(self, target: S) -> bool:
        """Whether the table has a way from here to there."""
        return target.value in self.transitions.get(self.state.value, ())

    def move(self, target: S) -> None:
        """Go to another state, or raise IllegalTransition."""
        if not self.can_move(target):
            raise IllegalTransition(source=self.state.value, target=target.value)
        self.state = target
