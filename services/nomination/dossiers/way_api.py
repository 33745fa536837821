"""One trace over levels, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from services.nomination.dossiers import queries
from services.nomination.dossiers.api import DossierId
from services.nomination.dossiers.trace import Stage, Standing
from services.nomination.dossiers.way import Way, way_of
from shared.errors import NotFound
from shared.service import Work, problems

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])


class StageView(BaseModel):
    """A unit that had the dossier, has it, or has yet to get it; ``days`` are working days until it left."""

    unit: str
    unit_name: str
    standing: Standing
    arrived_on: date | None
    letter: str
    submission: str
    received_on: date | None
    received_by: str
    met_on: date | None
    approved: bool | None
    left_on: date | None
    left_by: str
    reason: str
    end: str
    number: str
    decision: str
    days: int | None

    @classmethod
    def of(cls, one: Stage, way: Way) -> Self:
        """The view of a stage."""
        named = {
            "unit_name": way.names.unit(one.unit),
            "received_by": way.names.bare(one.received_by),
            "left_by": way.names.bare(one.left_by),
        }
        told = {"submission": one.letter_id, "days": one.days, "end": one.end.value if one.end else ""}
        return cls.model_validate({**vars(one), **told, **named})


class WaitingView(BaseModel):
    """What it waits for, at which unit, until when by law; ``stands``: the clock stands meanwhile."""

    what: str
    unit: str
    due: date | None
    stands: bool
    late: bool


class WayView(BaseModel):
    """The whole way; ``decides`` is the level that has the power."""

    dossier: str
    decides: str
    stages: list[StageView]
    waiting: WaitingView | None


@router.get("/{dossier_id}/way", summary="The way of a dossier over the levels", responses=problems(NotFound))
async def show(dossier_id: DossierId, work: Work) -> WayView:
    """Commune, town, province: dates, letters, people, and what still waits by the legal deadline."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    way = await way_of(work.reads, work.resources.law, dossier, work.clock.today())
    waits = way.waiting
    return WayView(
        dossier=dossier.id,
        decides=way.decides,
        stages=[StageView.of(one, way) for one in way.stages],
        waiting=WaitingView(what=waits.what, unit=waits.unit, due=waits.due, stands=waits.stands, late=way.late)
        if waits
        else None,
    )
