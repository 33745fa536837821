"""The query of every list: which year, whose, behind which cursor, how many."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from services.reporting.indicators.period import Period
from services.reporting.scope import Scope, scope_of
from shared.service import Work
from shared.store.reads import MOST

After = Annotated[str | None, Query(description="Cursor: `after` of the page before.", max_length=200)]
Limit = Annotated[int, Query(description="How many at most.", ge=1, le=MOST)]
Year = Annotated[int | None, Query(description="Calendar year, this one unless named.", ge=1945, le=9998)]
UnitCode = Annotated[
    str | None,
    Query(
        description="A unit that the actor covers, or one above several of them; all unless named.",
        max_length=80,
        examples=["duong-quang"],
    ),
]


class View:
    """A year of some units, as somebody may see it."""

    def __init__(self, period: Period, scope: Scope) -> None:
        self.period = period
        self.scope = scope

    @property
    def year(self) -> int:
        return self.period.year


async def view(work: Work, year: Year = None, unit: UnitCode = None) -> View:
    """The filter of a page or list; raises Denied or NotFound."""
    period = Period.of_year(year or work.clock.today().year)
    return View(period, await scope_of(work.reads, work.actor, period, unit=unit))


Viewed = Annotated[View, Depends(view)]
