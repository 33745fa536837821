"""The script: which function plays which verb of the calendar, and the calendar read against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from deploy.local.play.data import Sample
from deploy.local.play.errors import BadScript
from deploy.local.play.world import World


class Step(BaseModel):
    """A row of the calendar: on that date, somebody does something. Subclasses say about what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    by: str
    do: str


@dataclass
class Year:
    """The year as it is being played: the data, the world, and what the world calls the things of the data."""

    sample: Sample
    world: World
    services: tuple[str, ...]
    """The services that take part, whose directories are waited for."""
    interrupt: Callable[[], None] = lambda: None
    """Called once in the middle of the year."""
    ids: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Kind → key of the sample → id in the services: ``ids["dossier"]["hs-01"]``."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What somebody saved to carry it elsewhere, by key of the dossier."""


S = TypeVar("S", bound=Step)
Act = Callable[[Year, S], Awaitable[None]]


@dataclass(frozen=True)
class Verb:
    """How a verb is written, which service hears it, and who plays it."""

    step: type[Step]
    service: str
    act: Act[Any]


VERBS: dict[str, Verb] = {}


def verbs(service: str) -> Callable[[type[S]], Callable[[Act[S]], Act[S]]]:
    """The decorator for a service's verbs: ``@verb(TheStep)`` on a function that plays the verb of its own name."""

    def verb(step: type[S]) -> Callable[[Act[S]], Act[S]]:
        def enter(act: Act[S]) -> Act[S]:
            VERBS[act.__name__] = Verb(step, service, act)
            return act

        return enter

    return verb


def read(rows: Iterable[dict[str, Any]]) -> list[Step]:
    """The calendar as typed steps.

    Raises:
        BadScript: a verb that nobody plays, or a step that does not say what its verb needs.
    """
    steps = []
    for number, row in enumerate(rows, 1):
        known = VERBS.get(row["do"])
        if known is None:
            raise BadScript(f"step {number} of the year: nobody plays {row['do']!r}; known are {', '.join(VERBS)}")
        try:
            steps.append(known.step.model_validate(row))
        except ValidationError as error:
            raise BadScript(f"step {number} of the year, {row['do']}: {error}") from error
    return steps
