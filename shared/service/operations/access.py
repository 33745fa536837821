"""Who may look at what failed, and who may do something about it. Nobody else learns that it is there."""

from __future__ import annotations

from fastapi import Request

from shared.identity import Role, holds
from shared.service.middleware import SAFE
from shared.service.work import Work

acts = holds(Role.ADMIN)
"""Sends again, discards, goes without, replays, rebuilds."""

looks = acts | holds(Role.AUDITOR)
"""Sees what failed and what was done about it, personal data masked."""


async def guard(request: Request, work: Work) -> None:
    """Stands before every address of the operator's: reading is looking, everything else is acting."""
    (looks if request.method in SAFE else acts).or_deny(work.actor)
