"""Who may look at what failed, and who may do something about it. Nobody else learns that it is there.

A service holds the events of every commune, so an office in one of them is not enough: it takes one at the town or the
province, or that of the administrator of the first day, who stands above all units.
"""

from __future__ import annotations

from fastapi import Request

from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role, Rule
from shared.service.middleware import SAFE
from shared.service.work import Work

WHOLE = frozenset({Level.TOWN, Level.PROVINCE})
"""The levels whose offices answer for a whole service."""


def above_communes(role: Role) -> Rule:
    """Holds the role for everything that the service serves."""

    def whole(office: OfficeHeld) -> bool:
        return office.role is role and (office.level in WHOLE or not office.path)

    def test(actor: Actor) -> bool:
        return any(whole(office) for office in actor.offices)

    return Rule(test)


acts = above_communes(Role.ADMIN)
"""Sends again, discards, goes without, replays, rebuilds."""

looks = acts | above_communes(Role.AUDITOR)
"""Sees what failed and what was done about it, personal data masked."""


async def guard(request: Request, work: Work) -> None:
    """Stands before every address of the operator's: reading is looking, everything else is acting."""
    (looks if request.method in SAFE else acts).or_deny(work.actor)
