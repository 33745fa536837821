"""``/api/v1/me``: who this service takes the caller for, and the offices it knows of today."""

from __future__ import annotations

from fastapi import APIRouter

from shared.identity import Actor
from shared.service.problems import problems
from shared.service.work import Work

router = APIRouter(prefix="/api/v1", tags=["me"])


@router.get("/me", summary="The caller and the offices held today", responses=problems())
async def me(work: Work) -> Actor:
    """Empty ``offices``: signed in, but the directory knows no office, so nothing is allowed."""
    return work.actor
