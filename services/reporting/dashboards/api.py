"""Figures and rows over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.reporting.dashboards import queries, trace
from services.reporting.dashboards.trace import Trace
from services.reporting.dashboards.views import (
    AwardItem,
    AwardList,
    DossierItem,
    DossierList,
    FiguresView,
    Overview,
    TaskItem,
    TaskList,
    UnitView,
)
from services.reporting.indicators.figures import Figures
from services.reporting.listing import After, Limit, Viewed
from services.reporting.projections.dossiers import DossierState
from shared.errors import NotFound
from shared.service import Work, problems

router = APIRouter(prefix="/api/v1", tags=["figures"])
DossierId = Annotated[str, Path(max_length=80, examples=["0198c0de-0000-7000-8000-00000000000a"])]


@router.get("/overview", summary="Units side by side", responses=problems(NotFound))
async def overview(view: Viewed, work: Work) -> Overview:
    """Figures of every unit that the actor covers and their total; a unit that said nothing is named as missing."""
    found = await queries.overview(work.reads, view)
    today = work.clock.today()
    return Overview(
        year=view.year,
        as_of=today,
        units=[UnitView.of(unit, figures, today) for unit, figures in found],
        missing=[unit.id for unit, figures in found if figures.empty],
        total=FiguresView.of(Figures.total(figures for _, figures in found), today),
    )


@router.get("/dossiers", summary="List dossiers", responses=problems(NotFound))
async def dossiers(
    view: Viewed,
    work: Work,
    state: Annotated[DossierState | None, Query(description="Only those in this state.")] = None,
    after: After = None,
    limit: Limit = 50,
) -> DossierList:
    """Dossiers first submitted in the year, the newest first."""
    page = await queries.dossiers(work.reads, view, state=state, after=after, limit=limit)
    return DossierList(items=[DossierItem.of(row) for row in page.items], after=page.after)


@router.get("/dossiers/{dossier_id}", summary="Trace a dossier from pledge to praise", responses=problems(NotFound))
async def dossier(dossier_id: DossierId, work: Work) -> Trace:
    """Everything that led to an award, or to none, in the order in which it happened."""
    return await trace.of_dossier(work.reads, work.actor, dossier_id)


@router.get("/awards", summary="List awards", responses=problems(NotFound))
async def awards(
    view: Viewed,
    work: Work,
    q: Annotated[str, Query(description="Part of a name; diacritics do not matter.", max_length=100)] = "",
    after: After = None,
    limit: Limit = 50,
) -> AwardList:
    """Awards granted in the year, the newest first."""
    page = await queries.awards(work.reads, view, name=q, after=after, limit=limit)
    return AwardList(items=[AwardItem.of(row) for row in page.items], after=page.after)


@router.get("/tasks", summary="List tasks of plans", responses=problems(NotFound))
async def tasks(view: Viewed, work: Work, after: After = None, limit: Limit = 50) -> TaskList:
    """Tasks of the year's plans, by plan and number."""
    page = await queries.tasks(work.reads, view, after=after, limit=limit)
    today = work.clock.today()
    return TaskList(items=[TaskItem.of(row, today) for row in page.items], after=page.after)
