"""The client's own books: every command that was ever sent, what was answered, and which thing it was about.

The words are those of the Jepsen tests of queues. A command is *attempted* when it is sent for the first time,
*acknowledged* when any of its sendings was answered with 2xx, *refused* when the answer was a final no, and *unknown*
when no answer ever came: it may have worked or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Outcome(StrEnum):
    """What the client knows of a command."""

    UNKNOWN = "unknown"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that commands create and change.

    Attributes:
        path: the collection in the API; a thing is at ``path/id``.
        effects: how often each verb took effect, read from the view of a thing.
        marker: what a row of the list says of who made it; the client chose it.
        passing: names of what a view says of the moment or to one person alone, in it or in the rows below it.
        listed: whether there is a list of them.
        guarded: whether a command may insist on the version that the one before it made.
    """

    service: str
    name: str
    path: str
    effects: Callable[[Json], Counter[str]]
    marker: Callable[[Json], str]
    passing: frozenset[str] = frozenset()
    listed: bool = True
    guarded: bool = True

    def lasting(self, value: Any) -> Any:
        """A view without what is passing."""
        if isinstance(value, dict):
            return {name: self.lasting(one) for name, one in value.items() if name not in self.passing}
        return [self.lasting(one) for one in value] if isinstance(value, list) else value


@dataclass(kw_only=True)
class Command:
    """One command, however often it was sent.

    Attributes:
        mark: a text of its own that its effect shows once.
        seen: the version that its sender has seen and insists on (If-Match).
        done: for a command that takes no key: the code of the problem by which a repetition is told that it had worked.
    """

    verb: str
    who: str
    method: str
    path: str
    body: Json | None
    key: str
    mark: str = ""
    seen: int | None = None
    done: str = ""
    outcome: Outcome = Outcome.UNKNOWN
    answer: Json = field(default_factory=dict)
    refusal: str = ""


@dataclass(kw_only=True)
class Thing:
    """Something that a command created, or tried to. ``id`` is known once that was acknowledged.

    ``followed`` are commands about other things that have an effect here, with the verb of it.
    """

    kind: Kind
    marker: str
    reader: str
    id: str = ""
    commands: list[Command] = field(default_factory=list)
    followed: list[tuple[Command, str]] = field(default_factory=list)

    def count(self, outcome: Outcome) -> Counter[str]:
        """Commands of an outcome, by verb."""
        own = [(one, one.verb) for one in self.commands]
        return Counter(verb for one, verb in (*own, *self.followed) if one.outcome is outcome)

    @property
    def changed_elsewhere(self) -> bool:
        """Whether a command about another thing changed it: then no answer says how it is now."""
        return any(verb != "create" for _, verb in self.followed)

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"{self.kind.path}/{self.id}"


@dataclass
class Tally:
    """The verdict on one kind of thing of one service, or on all."""

    attempted: int = 0
    acknowledged: int = 0
    ok: int = 0
    lost: int = 0
    unexpected: int = 0
    duplicated: int = 0
    recovered: int = 0
    refused: int = 0

    @property
    def clean(self) -> bool:
        """What was acknowledged is there, once, and nothing else is."""
        return not (self.lost or self.unexpected or self.duplicated)

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = asdict(self), asdict(other)
        return Tally(**{name: mine[name] + theirs[name] for name in mine})


@dataclass
class Ledger:
    """All things, and what went on on the wire."""

    things: list[Thing] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    """Status of an answer, or the name of the failure of a connection → how often."""
    replayed: int = 0
    """Answers that a service gave from its memory, because it had the key already."""
    disagreements: list[str] = field(default_factory=list)
    """Two sendings of one command that were answered differently."""

    @property
    def commands(self) -> list[tuple[Thing, Command]]:
        """Every command with its thing."""
        return [(thing, command) for thing in self.things for command in thing.commands]

    def acknowledged(self) -> Counter[str]:
        """Service → commands that it acknowledged."""
        return Counter(
            thing.kind.service for thing, command in self.commands if command.outcome is Outcome.ACKNOWLEDGED
        )
