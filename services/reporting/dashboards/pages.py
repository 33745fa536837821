"""The dashboards as pages."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from services.reporting import access
from services.reporting.dashboards import charts, queries, tables, trace
from services.reporting.indicators.figures import Figures
from services.reporting.listing import After, View, Viewed
from services.reporting.pages import PAGES, STATES
from services.reporting.reports import queries as reports
from shared.events import Level
from shared.service import Work
from shared.web.filters import ngay
from shared.web.parts import Moment, Task

router = APIRouter(include_in_schema=False)
FIRST_YEAR = 2024
"""The present law has been in force since 01/01/2024; years before it can be asked for by address."""
MOST_TASKS = 200


@router.get("/")
async def home(
    request: Request,
    view: Viewed,
    work: Work,
    sort: Annotated[str, Query(pattern=f"^-?({'|'.join(tables.SORTS)})$")] = tables.DEFAULT,
    after: After = None,
) -> Response:
    """All communes side by side; one commune, or base units, at a glance."""
    if view.scope.single or view.scope.is_base:
        return await _glance(request, view, work, after)
    return await _side_by_side(request, view, work, sort)


async def _side_by_side(request: Request, view: View, work: Work, sort: str) -> Response:
    units = await queries.overview(work.reads, view)
    filed = await reports.of_year(work.reads, view.scope.codes, view.year)
    today = work.clock.today()
    communes = [(unit, figures) for unit, figures in units if unit.level is Level.COMMUNE]
    heard = [(unit, figures) for unit, figures in units if not figures.empty]
    bars = charts.dossiers_by_unit(heard)
    total = Figures.total(figures for _, figures in units)
    return PAGES.render(
        request,
        "dashboards/side_by_side.html",
        **_filter(view, work),
        columns=tables.unit_columns(f"/reporting/?{_address(view)}", sort),
        rows=tables.unit_rows(units, filed, year=view.year, on=today, sort=sort),
        totals=tables.totals(total, today),
        missing=[unit.name for unit, figures in communes if figures.empty],
        unfiled=[unit.name for unit, _ in communes if unit.id not in filed],
        communes=len(communes),
        svg=await charts.drawn("Hồ sơ theo đơn vị", bars, unit="hồ sơ"),
        bars=[{"label": label, **dict(values)} for label, values in bars],
        series=(charts.DONE, charts.OPEN, charts.OVER),
        shares=tables.share_rows(total),
    )


async def _glance(request: Request, view: View, work: Work, after: str | None) -> Response:
    units = await queries.overview(work.reads, view)
    page = await queries.dossiers(work.reads, view, after=after)
    tasks = await queries.tasks(work.reads, view, limit=MOST_TASKS)
    filed = await reports.listed(work.reads, view)
    today = work.clock.today()
    names = work.resources.names(today)
    total = Figures.total(figures for _, figures in units)
    bars = charts.awards_by_title(total, names)
    return PAGES.render(
        request,
        "dashboards/glance.html",
        **_filter(view, work),
        heading=", ".join(unit.name for unit in view.scope.units),
        figures=total,
        awards=tables.award_rows(total, names),
        times=tables.time_rows(total, names),
        steps=tables.step_rows(total, STATES),
        shares=tables.share_rows(total),
        tasks=tasks.items,
        dossiers=page.items,
        next=f"/reporting/?{_address(view)}&{urlencode({'after': page.after})}" if page.after else "",
        report_tasks=[
            Task(
                title=report.title,
                url=f"/reporting/reports/{report.id}/document.pdf",
                note=f"Số {report.reference}, nộp ngày {ngay(report.filed_on)}",
            )
            for report in filed.items
        ],
        names=names,
        today=today,
        svg=await charts.drawn("Khen thưởng theo danh hiệu, hình thức", bars, unit="lượt khen"),
        bars=[{"label": label, **dict(values)} for label, values in bars],
    )


@router.get("/dossiers/{dossier_id}")
async def dossier(request: Request, dossier_id: str, work: Work) -> Response:
    """Why this award was given, or not."""
    found = await trace.of_dossier(work.reads, work.actor, dossier_id)
    names = work.resources.names(work.clock.today())
    moments = [
        Moment(
            at=one.on,
            title=one.what,
            who=one.who,
            reason=one.reason,
            note=one.detail,
            tone=one.tone,
        )
        for one in found.happenings
    ]
    return PAGES.render(
        request,
        "dashboards/trace.html",
        trace=found,
        moments=moments,
        award=names.award(found.award),
        kind=names.kind(found.kind),
    )


def _filter(view: View, work: Work) -> dict[str, Any]:
    """What the filter form on top of every dashboard needs."""
    chosen = view.scope.chosen
    years = range(work.clock.today().year, FIRST_YEAR - 1, -1)
    return {
        "year": view.year,
        "years": [(str(year), str(year)) for year in sorted({*years, view.year}, reverse=True)],
        "unit": chosen.id if chosen else "",
        "units": [(unit.id, unit.name) for unit in view.scope.choices],
        "workbook": f"/reporting/years/{view.year}/workbook.xlsx" + (f"?unit={chosen.id}" if chosen else ""),
        "reports_url": f"/reporting/reports?{_address(view)}",
        "files": any(access.files(unit.id)(work.actor) for unit in view.scope.units),
    }


def _address(view: View) -> str:
    chosen = view.scope.chosen
    return urlencode({"year": view.year} | ({"unit": chosen.id} if chosen else {}))
