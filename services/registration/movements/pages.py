"""A movement on screen."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.registration import access, tones
from services.registration.movements import queries
from services.registration.pages import PAGES
from services.registration.units import queries as units
from shared.service import Work

router = APIRouter(prefix="/movements", include_in_schema=False)


@router.get("/{movement_id}")
async def show(movement_id: str, request: Request, work: Work) -> HTMLResponse:
    """What the movement wants and by which criteria it is judged."""
    movement = await queries.get(work.reads, movement_id, actor=work.actor)
    return PAGES.render(
        request,
        "movements/show.html",
        movement=movement,
        unit=await units.get(work.reads, movement.unit),
        phase=movement.phase(work.clock.today()),
        tone=tones.PHASE,
        may_register=bool(access.registering_units(work.actor)),
    )
