"""The register of awards for officers, and the roll of honour for everybody."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.nomination.awards import queries
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.service import Visit, Work
from shared.web.filters import ngay
from shared.web.parts import Honour

router = APIRouter(include_in_schema=False)
HONOURS = 60
"""So many a page, so that it stays small on a slow line."""


@router.get("/awards")
async def register(
    request: Request,
    work: Work,
    q: Annotated[str, Query(max_length=200)] = "",
    year: Annotated[str, Query(max_length=4)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """Who got what, when, from whom."""
    number = int(year) if year.isdigit() else None
    found = await queries.page(work.reads, text=q, year=number, after=after, limit=50)
    names = await Names.load(
        work.reads, units={unit for one in found.items for unit in (one.unit, one.nominating_unit)}
    )
    more = {"q": q, "year": year, "after": found.after or ""}
    return PAGES.render(
        request,
        "awards/index.html",
        rows=[
            {
                "url": f"/nomination/dossiers/{one.dossier}"
                if names.covered(work.actor, (one.unit, one.nominating_unit))
                else "",
                "nominee": one.nominee.name,
                "award": one.award_name,
                "unit": names.unit(one.nominating_unit),
                "number": one.number,
                "granted_on": one.granted_on,
                "bonus": one.bonus,
            }
            for one in found.items
        ],
        q=q,
        year=year,
        next_url=f"/nomination/awards?{urlencode(more)}" if found.after else "",
    )


@router.get("/honours")
async def honours(
    request: Request,
    visit: Visit,
    year: Annotated[str, Query(max_length=4)] = "",
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """The roll of honour: anybody may open it, signed in or not."""
    number = int(year) if year.isdigit() else None
    found = await queries.page(visit.reads, year=number, unit=unit, after=after, limit=HONOURS)
    names = await Names.load(
        visit.reads, units={unit, *(code for one in found.items for code in (one.unit, one.nominating_unit))}
    )
    more = {"year": year, "unit": unit, "after": found.after or ""}
    return PAGES.render(
        request,
        "awards/honours.html",
        people=[
            Honour(
                " ".join(filter(None, (one.honorific, one.nominee.name))),
                one.award_name,
                f"{names.unit(one.nominating_unit)}. Quyết định số {one.number} ngày {ngay(one.granted_on)}",
            )
            for one in found.items
        ],
        where=names.unit(unit) if unit else "",
        year=year,
        next_url=f"/nomination/honours?{urlencode(more)}" if found.after else "",
    )
