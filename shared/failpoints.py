"""Failpoints: named places where a test lets a process die, fail, wait or hang. Absent unless one variable is set.

    THIDUA_FAILPOINT="relay.after-publish=kill@3"            SIGKILL to ourselves when we come by for the third time
    THIDUA_FAILPOINT="store.after-commit=sleep:2,consumer.between-writes=raise@1"

Actions: ``kill``, ``raise`` (Tripped), ``sleep:SECONDS``, ``hang``. Without ``@n`` every passage counts, with it only
the n-th. The variable is read once, at import; where it is not set a failpoint is None and costs one comparison.
Production refuses to start with it (shared/settings.py).
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

VARIABLE = "THIDUA_FAILPOINT"
ACTIONS = ("kill", "raise", "sleep", "hang")
NAMES = {
    "store.between-writes": "state is written, its events are not",
    "store.after-commit": "the transaction is committed, nobody was woken",
    "relay.after-publish": "the broker confirmed, the rows are not marked",
    "consumer.between-writes": "the event is noted as had, the effect is not written",
    "consumer.after-commit": "the effect is committed, the message not acknowledged",
    "consumer.once-more": "a batch was handled, and comes a second time (with ``sleep:0`` at once)",
}
Failpoint = Callable[[], Awaitable[None]] | None


class Tripped(Exception):
    """What ``raise`` raises."""


@dataclass
class _Armed:
    """One failpoint that is switched on."""

    name: str
    action: str
    seconds: float
    only: int | None
    passed: int = 0

    async def __call__(self) -> None:
        self.passed += 1
        if self.only is not None and self.passed != self.only:
            return
        if self.action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.action == "raise":
            raise Tripped(self.name)
        if self.action == "sleep":
            await asyncio.sleep(self.seconds)
        if self.action == "hang":
            await asyncio.Event().wait()


def parse(spec: str) -> dict[str, _Armed]:
    """The failpoints that a value of the variable switches on, by name.

    Raises:
        ValueError: a name or an action that does not exist: a misspelt failpoint would let a test pass.
    """
    armed: dict[str, _Armed] = {}
    for part in filter(None, (part.strip() for part in spec.split(","))):
        name, _, what = part.partition("=")
        what, _, only = what.partition("@")
        action, _, seconds = what.partition(":")
        if name not in NAMES or action not in ACTIONS:
            raise ValueError(f"{VARIABLE}: {part!r} is not <{'|'.join(NAMES)}>=<{'|'.join(ACTIONS)}>[:seconds][@n]")
        armed[name] = _Armed(name, action, float(seconds or 0), int(only) if only else None)
    return armed


_ARMED = parse(os.environ.get(VARIABLE, ""))


def failpoint(name: str) -> Failpoint:
    """The failpoint of that name if it is switched on, else None: ``if POINT: await POINT()``."""
    if name not in NAMES:
        raise ValueError(f"{name!r} is not in shared.failpoints.NAMES")
    return _ARMED.get(name)
