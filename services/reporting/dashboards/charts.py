"""The charts of the dashboards: drawn in a thread, kept while their figures stay the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from services.reporting.indicators.figures import Figures
from services.reporting.pages import SUBJECTS
from services.reporting.projections.dossiers import DossierState
from services.reporting.resources import Names
from shared.events.parts import SubjectKind
from shared.identity.directory import DirectoryUnit
from shared.web.charts import bar_svg

Bars = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""Labels with (series, value) pairs: hashable, so that a chart is drawn once."""

DONE, OPEN, OVER = "Đã quyết định", "Đang xử lý", "Trả lại hoặc dừng"
_STOPPED = (DossierState.RETURNED, DossierState.REJECTED, DossierState.WITHDRAWN, DossierState.EXPIRED)


def dossiers_by_unit(units: Sequence[tuple[DirectoryUnit, Figures]]) -> Bars:
    """Each unit's dossiers: decided, in hand, and those that came to nothing yet."""
    return tuple(
        (
            unit.name,
            (
                (DONE, figures.decided),
                (OPEN, figures.in_hand),
                (OVER, sum(figures.by_state[state] for state in _STOPPED)),
            ),
        )
        for unit, figures in units
    )


def awards_by_title(figures: Figures, names: Names) -> Bars:
    """Each title's awards by whom they honoured, in the order of the law."""
    granted = {cell.award for cell in figures.awards}
    return tuple(
        (
            names.short(code),
            tuple(
                (SUBJECTS[kind], sum(c.count for c in figures.awards if (c.award, c.subject_kind) == (code, kind)))
                for kind in SubjectKind
            ),
        )
        for code in names.awards
        if code in granted
    )


async def drawn(title: str, bars: Bars, *, unit: str) -> str:
    """The SVG of the bars; empty of nothing."""
    return await asyncio.to_thread(_draw, title, bars, unit) if bars else ""


@lru_cache(maxsize=128)
def _draw(title: str, bars: Bars, unit: str) -> str:
    return bar_svg(title, [(label, dict(values)) for label, values in bars], unit=unit)
