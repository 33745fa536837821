"""Lists behind the dashboards, each one query."""

from __future__ import annotations

from services.reporting.indicators.figures import Figures
from services.reporting.indicators.queries import figures
from services.reporting.listing import View
from services.reporting.projections.awards import AwardRow, standing
from services.reporting.projections.dossiers import DossierRow, DossierState
from services.reporting.projections.plans import PlanTaskRow
from shared.events import Level
from shared.identity.directory import DirectoryUnit
from shared.store import Page, Reads
from shared.web.collation import fold

MOST_TASKS = 500


async def overview(reads: Reads, view: View) -> list[tuple[DirectoryUnit, Figures]]:
    """Units with their figures, in Vietnamese order. A commune is listed even if nothing was heard of it.

    Towns and provinces are listed only if something began in their own offices.
    """
    found = await figures(reads, view.scope.codes, view.period)
    below = (Level.COMMUNE, Level.BASE)
    return [(unit, found[unit.id]) for unit in view.scope.units if unit.level in below or not found[unit.id].empty]


async def dossiers(
    reads: Reads, view: View, *, state: DossierState | None = None, after: str | None = None, limit: int = 50
) -> Page[DossierRow]:
    """Dossiers first submitted in the period, the newest first."""
    where = view.scope.where(of_base="nominating_unit", of_commune="origin_unit") | view.period.within("first_on")
    if state is not None:
        where["state"] = state.value
    return await reads.page(DossierRow, where, after=after, limit=limit)


async def awards(
    reads: Reads, view: View, *, name: str = "", after: str | None = None, limit: int = 50
) -> Page[AwardRow]:
    """Awards granted in the period; ``name`` is looked for without diacritics anywhere in the nominee's name."""
    where = view.scope.where(of_base="nominating_unit", of_commune="origin_unit") | view.period.within("granted_on")
    where |= standing(view.period.end)
    if words := fold(name):
        where["words"] = {"$regex": _literal(words)}
    return await reads.page(AwardRow, where, after=after, limit=limit)


async def tasks(reads: Reads, view: View, *, after: str | None = None, limit: int = 50) -> Page[PlanTaskRow]:
    """Tasks of the year's plans, by plan and number."""
    where = view.scope.where(of_base="leader", of_commune="unit") | {"year": view.year}
    return await reads.page(PlanTaskRow, where, after=after, limit=limit, newest_first=False)


def _literal(words: str) -> str:
    """A pattern that means just these words."""
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{letter}" for letter in words)
