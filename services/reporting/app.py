"""The reporting service, put together."""

from __future__ import annotations

from services.reporting.pages import PAGES
from services.reporting.projections.consumer import ROWS, reactions
from shared.service import ServiceSpec

SPEC = ServiceSpec(name="reporting", title="Báo cáo", pages=PAGES, routers=(), reactions=(reactions,), stored=ROWS)
