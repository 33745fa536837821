"""The plan of faults: what breaks, when, and for how long, all of it out of the seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from deploy.local.services import NAMES

FIRST = 2.0
"""Seconds of peace at the beginning; setting up took longer than a broker needs to write down its new queues."""

GAP = (0.4, 2.6)
"""Seconds between the beginnings of two faults."""


class Action(StrEnum):
    """What is done to a target."""

    KILL = "SIGKILL"
    TERMINATE = "SIGTERM"
    STOP = "SIGSTOP"
    CUT = "cut"
    RESET = "reset"
    BLACKHOLE = "blackhole"
    DEAF = "blackhole to the client"
    MUTE = "blackhole to the server"
    HOLD = "hold"
    SLOW = "slow"
    CHOP = "cut in a frame"
    REFUSE = "refuse"


PROCESS = {Action.KILL: 5, Action.TERMINATE: 3, Action.STOP: 3}
LINK = {
    Action.CUT: 2,
    Action.RESET: 2,
    Action.BLACKHOLE: 3,
    Action.DEAF: 2,
    Action.MUTE: 2,
    Action.HOLD: 2,
    Action.SLOW: 2,
    Action.CHOP: 3,
    Action.REFUSE: 1,
}
"""Actions and their weights."""

DOOR = "clients-gateway"
"""What lies between the people and the gateway: here commands and answers get lost."""

LINKS = (*(f"{service}-{part}" for service in NAMES for part in ("broker", "store")), DOOR)
TARGETS: dict[str, int] = {
    **dict.fromkeys(NAMES, 8),
    "gateway": 2,
    "mail": 3,
    "broker": 9,
    "store": 9,
    **dict.fromkeys(LINKS, 5),
    DOOR: 8,
}
"""What can break, and its weight: processes, and the connection of each service to broker and store."""

LASTS = {Action.KILL: 0.0, Action.TERMINATE: 0.0, Action.CUT: 0.0, Action.RESET: 0.0}
"""Actions that are over at once; the others last as long as the plan says."""

REST = {"broker": 14.0, "store": 8.0}
"""Seconds for which a target is left alone afterwards, so that it is up again before it breaks again."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something breaks.

    Attributes:
        at: seconds after the load began.
        seconds: how long it lasts; 0 for what happens in a moment.
        size: bytes that a connection still carries, where it is cut in the middle of a frame.
    """

    at: float
    target: str
    action: Action
    seconds: float
    size: int

    def __str__(self) -> str:
        lasts = f" for {self.seconds:.1f} s" if self.seconds else ""
        size = f" after {self.size} bytes" if self.action is Action.CHOP else ""
        return f"{self.at:6.1f} s  {self.target:<22} {self.action}{size}{lasts}"

    def as_json(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)


def plan_of(seed: int, duration: float) -> list[Fault]:
    """The faults of a run, in order. A target is broken by one fault at a time; several targets may be."""
    rng = random.Random(f"{seed}/faults")  # noqa: S311 - to be repeated, not secret
    busy: dict[str, float] = {}
    faults: list[Fault] = []
    at = FIRST
    while at < duration:
        target = _pick(rng, TARGETS)
        action = Action(_pick(rng, LINK if target in LINKS else PROCESS))
        seconds = LASTS.get(action, round(rng.uniform(1.0, 12.0), 1))
        size = rng.randrange(20, 4000)
        if busy.get(target, 0.0) <= at:
            faults.append(Fault(at=round(at, 2), target=target, action=action, seconds=seconds, size=size))
            busy[target] = at + seconds + REST.get(target, 4.0)
        at += rng.uniform(*GAP)
    return faults


def _pick(rng: random.Random, weights: dict[Any, int]) -> Any:
    names: Sequence[Any] = list(weights)
    return rng.choices(names, [weights[name] for name in names])[0]
