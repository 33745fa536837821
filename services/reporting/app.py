"""The reporting service, put together."""

from __future__ import annotations

from services.reporting.dashboards import api as figures_api
from services.reporting.dashboards import pages as dashboard_pages
from services.reporting.pages import PAGES
from services.reporting.projections.consumer import ROWS, reactions
from services.reporting.reports import api as reports_api
from services.reporting.reports import pages as report_pages
from services.reporting.reports.model import Report
from services.reporting.resources import Resources
from shared.law import Law
from shared.service import ServiceSpec

SPEC = ServiceSpec(
    name="reporting",
    title="Báo cáo",
    pages=PAGES,
    routers=(
        figures_api.router,
        reports_api.router,
        reports_api.downloads,
        dashboard_pages.router,
        report_pages.router,
    ),
    reactions=(reactions,),
    stored=(*ROWS, Report),
    resources=Resources(law=Law.load()),
)
