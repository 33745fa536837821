"""Decisions on screen: drafting, what signing means, the signed decision and its documents."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.decisions import commands, queries, show, signing
from services.nomination.decisions.documents import official, units_in
from services.nomination.decisions.forms import (
    DiscardForm,
    NewDecisionForm,
    RecordForm,
    RevisionForm,
    ScanForm,
    SignForm,
)
from services.nomination.decisions.model import Decision
from services.nomination.decisions.states import DecisionState
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.simplified import free_to_decide
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.documents import to_docx, to_pdf
from shared.errors import Denied
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/decisions")
HERE = "/nomination/decisions"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("")
async def index(
    request: Request, work: Work, after: Annotated[str | None, Query(max_length=64)] = None
) -> HTMLResponse:
    """Decisions, newest first."""
    found = await queries.page(work.reads, actor=work.actor, after=after, limit=100)
    names = await Names.load(work.reads, units={one.unit for one in found.items})
    return PAGES.render(
        request,
        "decisions/index.html",
        rows=[_row(one, names) for one in found.items],
        may_draft=bool(work.actor.at(Role.OFFICER, Role.SIGNER)),
        next_url=f"{HERE}?after={found.after}" if found.after else "",
    )


@router.get("/new")
async def blank(request: Request, work: Work, meeting: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
    """Draft a decision on what the council approved, or on what one meeting did."""
    return await _new(request, work, FormState.of({"meeting": meeting}), meeting)


@router.post("/new")
async def draft(request: Request, work: Work) -> Response:
    """Save the draft."""
    sent = await form(request, NewDecisionForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent, sent.value("meeting"))
    decision = await work.run(
        commands.draft,
        law=work.resources.law,
        unit=sent.unit,
        title=sent.title,
        dossiers=list(dict.fromkeys(sent.dossiers)),
        meeting=sent.meeting,
        embargo_until=sent.embargo_until,
    )
    return PAGES.see_other(f"{HERE}/{decision.id}", "Đã lưu dự thảo quyết định.")


@router.get("/{decision_id}")
async def one(request: Request, work: Work, decision_id: str) -> HTMLResponse:
    """A decision; a draft with all that signing will do."""
    return await _page(request, work, decision_id)


@router.get("/{decision_id}/revision")
async def rewrite(request: Request, work: Work, decision_id: str) -> HTMLResponse:
    """The draft as a form."""
    return await _page(request, work, decision_id, template="decisions/revision.html")


@router.get("/{decision_id}/paper")
async def paper(request: Request, work: Work, decision_id: str) -> HTMLResponse:
    """Who has signed by hand."""
    return await _page(request, work, decision_id, template="decisions/paper.html")


@router.post("/{decision_id}/revision")
async def revise(request: Request, work: Work, decision_id: str) -> Response:
    """Change the draft."""
    sent = await form(request, RevisionForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, template="decisions/revision.html", form=sent)
    await work.run(
        commands.revise,
        law=work.resources.law,
        decision_id=decision_id,
        title=sent.title,
        bases=sent.lines,
        embargo_until=sent.embargo_until,
    )
    return PAGES.see_other(f"{HERE}/{decision_id}", "Đã lưu thay đổi của dự thảo.")


@router.post("/{decision_id}/discarding")
async def discard(request: Request, work: Work, decision_id: str) -> Response:
    """Give the draft up."""
    sent = await form(request, DiscardForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, discarding=sent)
    await work.run(commands.discard, decision_id=decision_id, reason=sent.reason)
    return PAGES.see_other(HERE, "Đã bỏ dự thảo. Dự thảo chưa lấy số nên dãy số không bị trống.")


@router.post("/{decision_id}/signature")
async def sign(request: Request, work: Work, decision_id: str) -> Response:
    """Sign."""
    sent = await form(request, SignForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, signing=sent)
    resources = work.resources
    decision = await work.run(
        signing.sign, law=resources.law, keys=resources.keys, decision_id=decision_id, post=sent.post, way=sent.way
    )
    return PAGES.see_other(f"{HERE}/{decision_id}", _signed(decision))


@router.post("/{decision_id}/paper")
async def record(request: Request, work: Work, decision_id: str) -> Response:
    """Note that it was signed on paper."""
    sent = await form(request, RecordForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, template="decisions/paper.html", form=sent)
    decision = await work.run(
        signing.record, law=work.resources.law, decision_id=decision_id, signed_by=sent.signed_by, post=sent.post
    )
    return PAGES.see_other(f"{HERE}/{decision_id}", _signed(decision))


@router.post("/{decision_id}/scan")
async def attach(request: Request, work: Work, decision_id: str) -> Response:
    """Add the scan of the signed paper."""
    sent = await form(request, ScanForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, scan=sent)
    content = await sent.file.read(signing.MOST_SCAN + 1)
    await work.run(signing.attach, decision_id=decision_id, content=content)
    return PAGES.see_other(f"{HERE}/{decision_id}", "Đã lưu bản quét.")


@router.get("/{decision_id}/document.{kind}")
async def document(work: Work, decision_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """The official document, printed anew."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    names = await Names.load(work.reads, units=units_in(decision))
    printed = official(decision, work.resources.law, names.units)
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed)
    return _file(content, decision, kind)


@router.get("/{decision_id}/signed.pdf")
async def signed(work: Work, decision_id: str) -> Response:
    """The signed file, byte for byte."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    file = await queries.file(work.reads, actor=work.actor, decision_id=decision_id)
    return _file(file.content, decision, "pdf")


def _file(content: bytes, decision: Decision, kind: str) -> Response:
    name = f"quyet-dinh-{decision.ordinal or 'du-thao'}-{decision.unit}.{kind}"
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": f'inline; filename="{name}"'})


def _signed(decision: Decision) -> str:
    if decision.state is DecisionState.SEALED:
        return f"Đã ký Quyết định số {decision.number}. Quyết định được giữ kín đến giờ công bố."
    return f"Đã ký Quyết định số {decision.number}."


async def _new(request: Request, work: Any, state: FormState, meeting: str) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER, Role.SIGNER))
    if not units:
        raise Denied
    found = await dossiers.page(work.reads, actor=work.actor, states=(State.APPROVED, State.ACCEPTED), limit=200)
    today, law = work.clock.today(), work.resources.law
    free = [
        one
        for one in free_to_decide(law, found.items, today)
        if one.unit in units
        and not one.held_by
        and (not meeting or one.meeting == meeting)
        and deciding_level(law, one, today) == one.level.value
    ]
    if meeting and not state.errors:
        state = FormState.of({"meeting": meeting, "dossiers": [one.id for one in free]})
    return PAGES.render(
        request,
        "decisions/new.html",
        status=422 if state.errors else 200,
        form=state,
        meeting=meeting,
        units=[(unit.id, unit.name) for unit in units.values()],
        approved=[Option(one.id, one.nominee.name, one.award_name) for one in free],
    )


async def _page(
    request: Request, work: Any, decision_id: str, *, template: str = "decisions/show.html", **sent: FormState
) -> HTMLResponse:
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    seen = await show.look(work, decision)
    return PAGES.render(
        request,
        template,
        status=422 if sent else 200,
        decision=decision,
        **seen,
        form=sent.get("form"),
        forms={name: sent.get(name) or FormState() for name in ("signing", "discarding", "scan")},
    )


def _row(decision: Decision, names: Names) -> dict[str, Any]:
    return {
        "url": f"{HERE}/{decision.id}",
        "number": decision.number or PAGES.labels.name(decision.state),
        "purpose": PAGES.labels.name(decision.purpose),
        "title": decision.title,
        "unit": names.unit(decision.unit),
        "signed_on": decision.signed_on,
        "lines": len(decision.lines),
        "money": decision.total_bonus,
    }
