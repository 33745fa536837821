"""Gathering what the workbook of a year shows."""

from __future__ import annotations

from datetime import date

from services.reporting.dashboards import queries
from services.reporting.listing import View
from services.reporting.projections.awards import AwardRow, standing
from services.reporting.projections.dossiers import DossierRow
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.reports.workbook import YearBook
from services.reporting.resources import Resources
from shared.errors import RuleBroken
from shared.identity.directory import DirectoryUnit
from shared.store import Reads
from shared.web.collation import viet_key

MOST_ROWS = 20_000
ALL_UNITS = "Tất cả đơn vị"


class TooManyRows(RuleBroken):
    code = "workbook.too_long"
    title_vi = "Có hơn {most} dòng, nhiều hơn một bảng tính chứa được. Hãy chọn một xã, phường."
    title_en = "There are more than {most} rows, too many for one workbook. Choose a unit."


async def year_book(reads: Reads, view: View, *, resources: Resources, on: date) -> YearBook:
    """Everything of one year and the units in view, in nine queries; raises TooManyRows."""
    where = view.scope.where(of_base="nominating_unit", of_commune="origin_unit")
    led = view.scope.where(of_base="leader", of_commune="unit") | {"year": view.year}
    units = await queries.overview(reads, view)
    dossiers = await reads.find(
        DossierRow, where | view.period.within("first_on"), sort=(("first_on", 1), ("id", 1)), limit=MOST_ROWS + 1
    )
    awards = await reads.find(
        AwardRow,
        where | view.period.within("granted_on") | standing(view.period.end),
        sort=(("granted_on", 1), ("id", 1)),
        limit=MOST_ROWS + 1,
    )
    tasks = await reads.find(PlanTaskRow, led, limit=MOST_ROWS + 1)
    if max(len(dossiers), len(awards), len(tasks)) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    codes = {row.nominating_unit for row in dossiers} | {row.leader for row in tasks}
    codes |= {row.origin_unit for row in dossiers} | {row.origin_unit for row in awards} | {row.unit for row in tasks}
    named = await reads.get_many(DirectoryUnit, sorted(codes))
    chosen = view.scope.chosen or view.scope.single
    return YearBook(
        year=view.year,
        title=chosen.name if chosen else ALL_UNITS,
        on=on,
        units=units,
        dossiers=dossiers,
        awards=awards,
        tasks=sorted(tasks, key=lambda row: (row.unit, viet_key(row.task))),
        unit_names={code: unit.name for code, unit in named.items()},
        names=resources.names(on),
    )
