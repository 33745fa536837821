"""Who did something, and when: what a model needs to know of a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.clock import Clock
from shared.identity import Actor


@dataclass(frozen=True, kw_only=True)
class Act:
    """``by`` is the subject of the person, ``at`` the instant (UTC), ``on`` the legal date in Viet Nam."""

    by: str
    at: datetime
    on: date


def act(actor: Actor, clock: Clock) -> Act:
    """The act of this person, now."""
    return Act(by=actor.subject, at=clock.now(), on=clock.today())
