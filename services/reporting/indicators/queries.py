"""The figures of many units at once: five pipelines, however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from services.reporting.indicators.cells import AwardCell, Cell, DossierCell, RegistrationCell, StepCell, TaskCell
from services.reporting.indicators.figures import Figures
from services.reporting.indicators.period import Period
from services.reporting.projections.awards import AwardRow, standing
from services.reporting.projections.dossiers import DossierRow
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.projections.registrations import RegistrationRow
from services.reporting.projections.row import owner_of
from shared.record import Stored
from shared.store import Reads

C = TypeVar("C", bound=Cell)
Found = dict[str, tuple[C, ...]]


def owner_field(code: str, *, of_base: str, of_commune: str) -> str:
    """A base unit owns what it nominates, leads or registers; a commune or town what began in it."""
    return of_commune if owner_of(code) == code else of_base


async def figures(reads: Reads, units: Sequence[str], period: Period) -> dict[str, Figures]:
    """Figures by unit code. All units stand at the same height: communes and towns, or base units."""
    if not units:
        return {}
    begun = owner_field(units[0], of_base="nominating_unit", of_commune="origin_unit")
    leads = owner_field(units[0], of_base="leader", of_commune="unit")
    pledged = owner_field(units[0], of_base="registrant", of_commune="unit")
    submitted = {begun: {"$in": list(units)}} | period.within("first_on")
    granted = {begun: {"$in": list(units)}} | period.within("granted_on") | standing(period.end)
    planned = {leads: {"$in": list(units)}, "year": period.year}
    promised = {pledged: {"$in": list(units)}, "year": period.year}
    dossiers = await _cells(reads, DossierRow, submitted, begun, DossierCell)
    awards = await _cells(reads, AwardRow, granted, begun, AwardCell, sums=("bonus",))
    tasks = await _cells(reads, PlanTaskRow, planned, leads, TaskCell)
    registrations = await _cells(reads, RegistrationRow, promised, pledged, RegistrationCell)
    steps = await _cells(reads, DossierRow, submitted, begun, StepCell, unwind="spans")
    return {
        unit: Figures(
            dossiers=dossiers.get(unit, ()),
            awards=awards.get(unit, ()),
            tasks=tasks.get(unit, ()),
            registrations=registrations.get(unit, ()),
            steps=steps.get(unit, ()),
        )
        for unit in units
    }


async def _cells(
    reads: Reads,
    rows: type[Stored],
    match: dict[str, Any],
    owner: str,
    cell: type[C],
    *,
    sums: tuple[str, ...] = (),
    unwind: str = "",
) -> Found[C]:
    """Rows grouped by owner and by every field of the cell that is not a sum."""
    names = [name for name in cell.model_fields if name not in ("count", *sums)]
    prefix = f"${unwind}." if unwind else "$"
    group = {"owner": f"${owner}"} | {name: f"{prefix}{name}" for name in names}
    added = {name: {"$sum": f"${name}"} for name in sums}
    pipeline: list[dict[str, Any]] = [{"$match": match}]
    if unwind:
        pipeline.append({"$unwind": f"${unwind}"})
    pipeline.append({"$group": {"_id": group, "count": {"$sum": 1}, **added}})
    found: dict[str, list[C]] = defaultdict(list)
    for row in await reads.aggregate(rows, pipeline):
        of = row["_id"]
        values = {name: of.get(name) for name in names} | {name: row[name] for name in ("count", *sums)}
        found[of["owner"]].append(cell.model_validate(values))
    return {unit: tuple(sorted(those, key=lambda one: one.model_dump_json())) for unit, those in found.items()}
