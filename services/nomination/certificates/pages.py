"""Checking certificates and decisions on screen: for anybody, without scripts, under 50 kB."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse

from services.nomination.awards.model import AwardState
from services.nomination.certificates import printing, queries, statuslist, verify
from services.nomination.certificates.codes import shown, tidy
from services.nomination.certificates.errors import NoStatusKey, NotSigned
from services.nomination.certificates.token import PATH
from services.nomination.decisions import queries as decisions
from services.nomination.decisions.documents import awardee_name
from services.nomination.decisions.files import SCAN, SIGNED, DecisionFile, file_id
from services.nomination.decisions.states import DecisionState
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.documents import certificates_pdf
from shared.errors import NotFound
from shared.service import Visit, Work
from shared.web.filters import ngay

router = APIRouter(include_in_schema=False)
PDF = "application/pdf"
VERIFIER = Path(verify.__file__).read_text("utf-8")


@router.get("/check")
async def look_up(request: Request, visit: Visit, q: Annotated[str, Query(max_length=60)] = "") -> Response:
    """One field for both: the code of a certificate, or the number of a decision."""
    if tidy(q):
        return RedirectResponse(f"{PATH}/{shown(tidy(q))}", 303)
    found = await queries.by_number(visit.reads, q) if q.strip() else []
    names = await Names.load(visit.reads, units={one.unit for one in found})
    return PAGES.render(request, "certificates/look_up.html", q=q, found=found, names=names)


@router.get("/check/key.json")
async def key(visit: Visit) -> JSONResponse:
    """The public key, to be kept by those who check without the network."""
    if visit.resources.status_key is None:
        raise NoStatusKey
    return JSONResponse(visit.resources.status_key.jwk)


@router.get("/check/verify.py")
async def verifier() -> PlainTextResponse:
    """The checker to take along: one file, Python alone."""
    return PlainTextResponse(VERIFIER, media_type="text/x-python")


@router.get("/check/status/{unit}.jwt")
async def status(visit: Visit, unit: str) -> Response:
    """The sealed status list of a unit."""
    resources: Any = visit.resources
    if resources.status_key is None:
        raise NoStatusKey
    count, revoked = await queries.state_of_list(visit.reads, unit)
    text = statuslist.status_list(
        unit=unit,
        url=f"{resources.public_url}{PATH}/status/{unit}.jwt",
        count=count,
        revoked=revoked,
        at=visit.clock.now(),
        key=resources.status_key,
    )
    return Response(text, media_type="application/statuslist+jwt", headers={"Cache-Control": "public, max-age=300"})


@router.get("/check/{code}")
async def check(request: Request, visit: Visit, code: str) -> HTMLResponse:
    """What one certificate is worth today. One that is not there gets a page that says what that may mean."""
    try:
        award = await queries.by_code(visit.reads, code[:60])
    except NotFound:
        return PAGES.render(request, "certificates/unknown.html", status=404, code=code[:60], mistyped=not tidy(code))
    names = await Names.load(visit.reads, units={award.unit, award.nominee.unit})
    return PAGES.render(
        request,
        "certificates/show.html",
        award=award,
        code=shown(award.code),
        names=names,
        revoked=award.state is AwardState.REVOKED,
        list_url=f"{PATH}/status/{award.unit}.jwt" if visit.resources.status_key else "",
    )


@router.get("/published/{decision_id}")
async def published(request: Request, visit: Visit, decision_id: str) -> HTMLResponse:
    """A decision as anybody may read it, with what became of it."""
    decision = await queries.published(visit.reads, decision_id)
    names = await Names.load(visit.reads, units={decision.unit, *(line.nominee.unit for line in decision.lines)})
    first = decisions_link(decision.amends, decision.amends_number, ngay(decision.amends_signed_on))
    return PAGES.render(
        request,
        "certificates/decision.html",
        decision=decision,
        names=names,
        rows=[
            {"name": awardee_name(line), "award": line.award_name, "unit": names.unit(line.nominee.unit)}
            for line in decision.lines
        ],
        first=first,
        later=await queries.amending(visit.reads, decision_id),
    )


@router.get("/published/{decision_id}/signed.pdf")
async def signed(visit: Visit, decision_id: str) -> Response:
    """The signed file of a published decision."""
    decision = await queries.published(visit.reads, decision_id)
    kept = await visit.reads.get_many(DecisionFile, [file_id(decision.id, what) for what in (SIGNED, SCAN)])
    if not kept:
        raise NotFound(what="bản ký số hoặc bản quét của quyết định này")
    file = kept.get(file_id(decision.id, SIGNED)) or kept[file_id(decision.id, SCAN)]
    return pdf(file.content, f"quyet-dinh-{decision.ordinal}-{decision.unit}")


@router.get("/decisions/{decision_id}/certificates.pdf")
async def certificates(work: Work, decision_id: str, line: Annotated[str, Query(max_length=64)] = "") -> Response:
    """The certificates of a signed decision, or the one of a line; for those who see the decision in their unit."""
    decision = await decisions.in_unit(work.reads, actor=work.actor, decision_id=decision_id)
    wanted = tuple(one for one in decision.lines if one.code and (not line or one.award_id == line))
    if decision.state not in (DecisionState.SEALED, DecisionState.SIGNED) or not wanted:
        raise NotSigned
    current = await decisions.as_they_read_now(work.reads, wanted)
    names = await Names.load(work.reads, units={one.nominee.unit for one in current})
    resources: Any = work.resources
    printed = printing.certificates(
        decision, current, resources.law, names.units, public_url=resources.public_url, key=resources.status_key
    )
    return pdf(await asyncio.to_thread(certificates_pdf, printed), f"giay-khen-{decision.ordinal}-{decision.unit}")


def pdf(content: bytes, name: str) -> Response:
    """A PDF to look at."""
    return Response(content, media_type=PDF, headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def decisions_link(id_: str, number: str, day: str) -> dict[str, str]:
    """Where an earlier decision is read; empty for one that stands alone."""
    return {"url": f"/nomination/published/{id_}", "label": f"Quyết định số {number} ngày {day}"} if id_ else {}
