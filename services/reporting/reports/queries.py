"""Looking filed reports up."""

from __future__ import annotations

from collections.abc import Sequence

from services.reporting import access
from services.reporting.listing import View
from services.reporting.reports.model import Report, Span
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Page, Reads


async def listed(reads: Reads, view: View, *, after: str | None = None, limit: int = 50) -> Page[Report]:
    """Reports about the year of the units in view, the newest first."""
    return await reads.page(Report, {"unit": {"$in": view.scope.codes}, "year": view.year}, after=after, limit=limit)


async def of_year(reads: Reads, units: Sequence[str], year: int) -> dict[str, Report]:
    """The year's report of each unit that has filed one."""
    found = await reads.find(
        Report, {"unit": {"$in": list(units)}, "year": year, "span": Span.YEAR.value}, limit=max(1, len(units))
    )
    return {report.unit: report for report in found}


async def get(reads: Reads, report_id: str, *, actor: Actor) -> Report:
    """A report; raises NotFound where there is none that the actor may see."""
    report = await reads.get_or_none(Report, report_id)
    unit = await reads.get_or_none(DirectoryUnit, report.unit) if report else None
    if report is None or unit is None or not access.sees(unit.path)(actor):
        raise NotFound(what=f"báo cáo {report_id}")
    return report
