"""Playing the year: every step on its day, one after the other."""

from __future__ import annotations

import calendar
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from deploy.local.play import (  # noqa: F401 - this enters their verbs
    appraisal,
    councils,
    exemplars,
    nomination,
    notification,
    registration,
    reporting,
    submissions,
    sweeps,
    writing,
)
from deploy.local.play.clock import BusinessClock
from deploy.local.play.data import Sample
from deploy.local.play.errors import NeverHappened, Refused, StepFailed
from deploy.local.play.people import People
from deploy.local.play.script import VERBS, Step, Year, read
from deploy.local.play.world import World

SERVICES = ("registration", "nomination", "notification", "reporting")
ANSWER_WITHIN = httpx2.Timeout(30.0, connect=5.0)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class PlayResult:
    """How the year went.

    Attributes:
        steps: how many were played.
        accepted: service → commands that it answered with success.
        repeated: requests that were sent again because a service was away.
    """

    steps: int
    accepted: dict[str, int]
    repeated: int


async def play(
    origin: str,
    issuer: str,
    clock_file: Path,
    progress: Progress,
    kill: Callable[[], None] | None = None,
    *,
    services: tuple[str, ...] = SERVICES,
) -> PlayResult:
    """Play the year 2025 of Dương Quang through the public API.

    Args:
        origin: where the gateway listens.
        issuer: the embedded identity provider.
        clock_file: the business clock that the services read.
        progress: told the month, how many of its steps are done, and how many it has.
        kill: called once, in the middle of a ballot in June.
        services: those that take part; steps of others are left out.

    Raises:
        BadScript: the sample cannot be played as it is written.
        StepFailed: a step did not work; the year stands still there.
    """
    sample = Sample()
    steps = [step for step in read(sample.steps) if VERBS[step.do].service in services]
    clock = BusinessClock(clock_file)
    async with open_world(origin, issuer) as world:
        year = Year(sample=sample, world=world, services=services)
        if kill is not None:
            year.interrupt = kill
        tell = _by_month(steps, progress)
        for number, step in enumerate(steps, 1):
            world.begin(number)
            clock.move(step.date)
            await _play(year, step, number)
            tell(step)
        return PlayResult(steps=len(steps), accepted=dict(world.accepted), repeated=world.repeated)


async def _play(year: Year, step: Step, number: int) -> None:
    try:
        await VERBS[step.do].act(year, step)
    except (Refused, NeverHappened) as error:
        said = f"step {number} of the year, {step.date}, {step.by} {step.do} ({_about(step)}): {error}"
        problem = f"\n{error.problem}" if isinstance(error, Refused) else ""
        raise StepFailed(f"{said}{problem}") from error


def _about(step: Step) -> str:
    return ", ".join(f"{name} {value}" for name, value in step.model_dump(exclude={"date", "by", "do", "text"}).items())


def _by_month(steps: list[Step], progress: Progress) -> Callable[[Step], None]:
    total = Counter(step.date.month for step in steps)
    done: Counter[int] = Counter()

    def tell(step: Step) -> None:
        month = step.date.month
        done[month] += 1
        progress(f"{calendar.month_name[month]} {step.date.year}", done[month], total[month])

    return tell


@asynccontextmanager
async def open_world(origin: str, issuer: str) -> AsyncIterator[World]:
    """The public API as the people of the year reach it."""
    # Direct connections: a proxy of the environment knows nothing of the loopback address.
    async with httpx2.AsyncClient(timeout=ANSWER_WITHIN, trust_env=False) as http:
        people = People(
            http,
            issuer=issuer,
            client_id=os.environ.get("THIDUA_OIDC_CLIENT_ID", "thidua"),
            client_secret=os.environ.get("THIDUA_OIDC_CLIENT_SECRET", "demonstration"),
            redirect_uri=f"{origin}/notification/auth/callback",
        )
        yield World(http, people, origin=origin)
