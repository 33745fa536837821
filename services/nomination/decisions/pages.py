"""Decisions on screen: drafting, what signing means, the signed decision and its documents."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.decisions import commands, queries
from services.nomination.decisions.documents import official
from services.nomination.decisions.model import Decision, DecisionState
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.documents import to_docx, to_pdf
from shared.errors import Denied
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.law import NoFigure, NoRule
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/decisions")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class NewDecisionForm(BaseModel):
    """On which dossiers."""

    unit: str = Field(title="đơn vị ban hành", min_length=1, max_length=80)
    title: str = Field(title="trích yếu", min_length=5, max_length=500)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=2000)


class SignForm(BaseModel):
    """The post in which one signs, and that it is meant."""

    post: Literal["Chủ tịch", "Phó Chủ tịch"] = Field("Chủ tịch", title="chức vụ khi ký")
    sure: Literal["true"] = Field(title="ô xác nhận đã đọc")


@router.get("")
async def index(request: Request, work: Work) -> HTMLResponse:
    """Decisions, newest first."""
    found = await queries.page(work.reads, actor=work.actor, limit=100)
    names = await Names.load(work.reads, units={one.unit for one in found.items})
    return PAGES.render(
        request,
        "decisions/index.html",
        rows=[_row(one, names) for one in found.items],
        may_draft=bool(work.actor.at(Role.OFFICER, Role.SIGNER)),
    )


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Draft a decision on what the council approved."""
    return await _new(request, work, FormState())


@router.post("/new")
async def draft(request: Request, work: Work) -> Response:
    """Save the draft."""
    sent = await form(request, NewDecisionForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    decision = await work.run(
        commands.draft,
        law=work.resources.law,
        unit=sent.unit,
        title=sent.title,
        dossiers=list(dict.fromkeys(sent.dossiers)),
    )
    return PAGES.see_other(f"/nomination/decisions/{decision.id}", "Đã lưu dự thảo quyết định.")


@router.get("/{decision_id}")
async def one(request: Request, work: Work, decision_id: str) -> HTMLResponse:
    """A decision; a draft with all that signing will do."""
    return await _page(request, work, decision_id, FormState())


@router.post("/{decision_id}/signature")
async def sign(request: Request, work: Work, decision_id: str) -> Response:
    """Sign."""
    sent = await form(request, SignForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, decision_id, sent)
    decision = await work.run(commands.sign, law=work.resources.law, decision_id=decision_id, post=sent.post)
    return PAGES.see_other(f"/nomination/decisions/{decision_id}", f"Đã ký Quyết định số {decision.number}.")


@router.get("/{decision_id}/document.{kind}")
async def document(work: Work, decision_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """The official document."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    names = await Names.load(work.reads, units={line.nominee.unit for line in decision.lines})
    printed = official(decision, work.resources.law, names.units)
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed)
    name = f"quyet-dinh-{decision.ordinal or 'du-thao'}-{decision.unit}.{kind}"
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": f'inline; filename="{name}"'})


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER, Role.SIGNER))
    if not units:
        raise Denied
    approved = await dossiers.page(work.reads, actor=work.actor, states=(State.APPROVED,), limit=200)
    today, law = work.clock.today(), work.resources.law
    return PAGES.render(
        request,
        "decisions/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in units.values()],
        approved=[
            Option(one.id, one.nominee.name, one.award_name)
            for one in approved.items
            if one.unit in units and deciding_level(law, one, today) == one.level.value
        ],
    )


async def _page(request: Request, work: Any, decision_id: str, state: FormState) -> HTMLResponse:
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    names = await Names.load(work.reads, units={decision.unit, *(line.nominating_unit for line in decision.lines)})
    rows = [_line(work, decision, line, names) for line in decision.lines]
    return PAGES.render(
        request,
        "decisions/show.html",
        status=422 if state.errors else 200,
        decision=decision,
        names=names,
        rows=rows,
        total=sum(row["bonus"] for row in rows),
        unverified=list(dict.fromkeys(row["award"] for row in rows if row["unverified"])),
        may_sign=decision.state is DecisionState.DRAFT and access.signs(decision.unit)(work.actor),
        form=state,
        posts=[("Chủ tịch", "Chủ tịch"), ("Phó Chủ tịch", "Phó Chủ tịch, ký thay Chủ tịch")],
    )


def _line(work: Any, decision: Decision, line: Any, names: Names) -> dict[str, Any]:
    bonus, unverified = line.bonus, False
    if decision.state is DecisionState.DRAFT:
        try:
            found = work.resources.law.bonus(line.award, line.nominee.kind.value, decided_on=work.clock.today())
            bonus, unverified = found.rounded, found.unverified
        except (NoRule, NoFigure):
            bonus = 0
    return {
        "url": f"/nomination/dossiers/{line.dossier}"
        if names.covered(work.actor, (decision.unit, line.nominating_unit))
        else "",
        "nominee": line.nominee.name,
        "award": line.award_name,
        "unit": names.unit(line.nominating_unit),
        "bonus": bonus,
        "unverified": unverified,
    }


def _row(decision: Decision, names: Names) -> dict[str, Any]:
    return {
        "url": f"/nomination/decisions/{decision.id}",
        "number": decision.number or "Dự thảo",
        "title": decision.title,
        "unit": names.unit(decision.unit),
        "signed_on": decision.signed_on,
        "lines": len(decision.lines),
        "money": decision.total_bonus,
    }
