"""The directory on screen: units and who holds which office, found without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.registration.officers.model import OfficeDetails, Officer
from services.registration.officers.queries import at_units
from services.registration.pages import PAGES
from services.registration.units import queries
from services.registration.units.model import Unit
from shared.service import Work
from shared.web.collation import fold, person_key

router = APIRouter(prefix="/directory", include_in_schema=False)
MOST_ROWS = 300


@dataclass(frozen=True)
class Row:
    """A person with the offices held at a unit today; without ``officer`` a unit where nobody holds one."""

    unit: Unit
    officer: Officer | None = None
    offices: tuple[OfficeDetails, ...] = ()

    @property
    def roles(self) -> str:
        """The offices in words."""
        return "; ".join(PAGES.labels.name(office.role) for office in self.offices)

    @property
    def since(self) -> date | None:
        """The day the first of them began."""
        return min((office.valid_from for office in self.offices), default=None)

    @property
    def words(self) -> str:
        """All that can be searched for, folded."""
        person = f"{self.officer.name} {self.officer.position}" if self.officer else ""
        return fold(f"{self.unit.name} {self.unit.id} {person} {self.roles}")


@router.get("")
async def index(request: Request, work: Work, q: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """Units in the order of the tree, each with its people."""
    units = await queries.directory(work.reads, actor=work.actor)
    officers = await at_units(work.reads, [unit.id for unit in units])
    rows = matching(directory_rows(units, officers, work.clock.today()), q)
    return PAGES.render(request, "directory/index.html", rows=rows[:MOST_ROWS], more=max(0, len(rows) - MOST_ROWS), q=q)


def directory_rows(units: list[Unit], officers: list[Officer], today: date) -> list[Row]:
    """One row for each person at a unit, in Vietnamese order of given names; units with nobody have one too."""
    at_unit: dict[str, list[tuple[Officer, tuple[OfficeDetails, ...]]]] = {}
    for officer in sorted(officers, key=lambda one: person_key(one.name)):
        held = officer.held(today)
        for code in dict.fromkeys(office.unit for office in held):
            at_unit.setdefault(code, []).append((officer, tuple(one for one in held if one.unit == code)))
    rows = []
    for unit in units:
        if unit.exists(today):
            rows += [Row(unit, *one) for one in at_unit.get(unit.id, [])] or [Row(unit)]
    return rows


def matching(rows: list[Row], wanted: str) -> list[Row]:
    """The rows that have every word, diacritics or not."""
    words = fold(wanted).split()
    return [row for row in rows if all(word in row.words for word in words)]
