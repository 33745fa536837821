"""Merging what a file tells with what is known: by event id, so that order and repetition do not matter.

A thing has one hand at a time: who forwards it lets go of it. So what two places know of it are two readings of one
story, and one is the beginning of the other. If not, somebody has written two stories: nothing of it is taken.

Pure: no store, no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.nomination.bundles.manifest import canonical


class Verdict(StrEnum):
    """What reading in would do with a thing."""

    NEW = "new"
    NEWER = "newer"
    KNOWN = "known"
    """All of it is here; it may even have gone on here since."""
    CONFLICT = "conflict"


class Clash(StrEnum):
    """Why nothing of a thing is taken."""

    OTHER_EVENT = "other_event"
    """Two places tell different events as the same step."""
    OTHER_HISTORY = "other_history"
    """The histories part."""
    HOLE = "hole"
    """Events are missing in the file."""
    UNREADABLE = "unreadable"
    """The state or an event is none that this release knows."""
    NOT_THEIRS = "not_theirs"
    """The producer speaks of something that is not in its hand."""
    IN_HAND = "in_hand"
    """The thing is in the hand of a unit here, and nobody gave it away."""
    UNKNOWN = "unknown"
    """An answer about something that never left here."""
    OTHER_FILE = "other_file"
    """A file here has the same id and other bytes."""


@dataclass(frozen=True)
class Reading:
    """What one place knows of a thing: its events by sequence, and its history, oldest first."""

    events: Sequence[dict[str, Any]] = ()
    history: Sequence[Any] = ()

    @property
    def told(self) -> dict[int, dict[str, Any]]:
        """Its events by their place."""
        return {one["sequence"]: one for one in self.events}


@dataclass(frozen=True)
class Outcome:
    """What becomes of a thing: the verdict, the events that are not here yet, and why nothing is taken."""

    verdict: Verdict
    fresh: tuple[dict[str, Any], ...] = ()
    clash: Clash | None = None

    @property
    def taken(self) -> bool:
        """Whether the state of the file replaces the one here."""
        return self.verdict in (Verdict.NEW, Verdict.NEWER)


def compare(ours: Reading | None, theirs: Reading) -> Outcome:
    """What reading in ``theirs`` means for what is known here; ``ours`` is None where the thing is unknown."""
    told = theirs.told
    if sorted(told) != list(range(1, len(told) + 1)) or len(told) != len(theirs.events):
        return _no(Clash.HOLE)
    if ours is None:
        return Outcome(Verdict.NEW, fresh=tuple(told[at] for at in sorted(told)))
    known = ours.told
    if any(not same(known[at], told[at]) for at in known.keys() & told.keys()):
        return _no(Clash.OTHER_EVENT)
    steps = len(theirs.history) - len(ours.history)
    more = len(told) - len(known)
    shared = min(len(ours.history), len(theirs.history))
    if list(ours.history[:shared]) != list(theirs.history[:shared]) or steps * more < 0:
        return _no(Clash.OTHER_HISTORY)
    if steps <= 0 and more <= 0:
        return Outcome(Verdict.KNOWN)
    return Outcome(Verdict.NEWER, fresh=tuple(told[at] for at in sorted(told.keys() - known.keys())))


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two envelopes are one event: the id says so, and then nothing else may differ."""
    return canonical(one) == canonical(other)


def _no(clash: Clash) -> Outcome:
    return Outcome(Verdict.CONFLICT, clash=clash)
