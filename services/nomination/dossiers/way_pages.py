"""One trace over levels, on screen."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.nomination.dossiers import queries, show
from services.nomination.dossiers.parts import StepKind
from services.nomination.dossiers.screen import short_number
from services.nomination.dossiers.trace import Stage, Standing
from services.nomination.dossiers.way import Way, way_of
from services.nomination.pages import PAGES
from shared.service import Work
from shared.web.parts import Tone

router = APIRouter(include_in_schema=False)
TONES: dict[Standing, Tone] = {
    Standing.PASSED: "done",
    Standing.SENT_BACK: "attention",
    Standing.HERE: "waiting",
    Standing.ENDED: "done",
    Standing.AHEAD: "neutral",
}


@router.get("/dossiers/{dossier_id}/way")
async def way(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """Every unit that had it, has it, or has yet to get it, with what waits on top."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    found = await way_of(work.reads, work.resources.law, dossier, work.clock.today())
    covered = found.names.covered(work.actor, {one.unit for one in found.stages})
    return PAGES.render(
        request,
        "dossiers/way.html",
        dossier=dossier,
        number=short_number(dossier),
        tone=show.TONES[dossier.state],
        upcoming=show.upcoming(found.waiting, found.names),
        decider=show.LEVELS.get(found.decides, ""),
        rows=[_row(one, found, bool(covered)) for one in found.stages],
    )


def _row(one: Stage, way: Way, reads_letters: bool) -> dict[str, Any]:
    """A line of the table; who has an office at none of the units reads no letters between them."""
    return {
        "unit": way.names.unit(one.unit),
        "standing": PAGES.labels.name(one.end or one.standing),
        "tone": "stopped" if one.end and one.end is not StepKind.DECIDED else TONES[one.standing],
        "arrived_on": one.arrived_on,
        "letter": one.letter,
        "letter_url": f"/nomination/submissions/{one.letter_id}" if one.letter_id and reads_letters else "",
        "received_on": one.received_on,
        "received_by": way.names.person(one.received_by) if one.received_by else "",
        "met_on": one.met_on,
        "approved": one.approved,
        "left_on": one.left_on,
        "left_by": way.names.person(one.left_by) if one.left_by and one.end is not StepKind.EXPIRED else "",
        "reason": one.reason,
        "number": one.number,
        "days": one.days,
        "ahead": one.standing is Standing.AHEAD,
    }
