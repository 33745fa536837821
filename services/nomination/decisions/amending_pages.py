"""Correcting and revoking on screen: what was given, what was wrong, on which ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from services.nomination import access
from services.nomination.awards.model import Award
from services.nomination.decisions import amending, queries
from services.nomination.decisions.amending import Conclusion
from services.nomination.decisions.forms import CorrectedLine, CorrectionForm, RevocationForm
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Correctable
from services.nomination.dossiers.deadlines import Allowance, allowance
from services.nomination.pages import PAGES
from shared.errors import Denied, RuleBroken
from shared.identity import Role
from shared.service import Work
from shared.web.forms import FormErrors, FormState, echo, form, refuse
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/decisions")
HERE = "/nomination/decisions"


@router.get("/{decision_id}/correction")
async def correction(
    request: Request,
    work: Work,
    decision_id: str,
    awards: Annotated[list[str] | None, Query(max_length=200)] = None,
) -> HTMLResponse:
    """First whose lines, then how each must read."""
    return await _correction(request, work, decision_id, awards or [], None)


@router.post("/{decision_id}/correction")
async def correct(request: Request, work: Work, decision_id: str) -> Response:
    """Draft the correcting decision."""
    sent = await form(request, CorrectionForm)
    typed = echo(await request.form())
    chosen = list(dict.fromkeys(str(one) for one in (await request.form()).getlist("awards")))
    lines = {award: _line(typed, award) for award in chosen}
    wrong = {key: said for line in lines.values() if isinstance(line, FormErrors) for key, said in line.errors.items()}
    if isinstance(sent, FormErrors) or wrong:
        others = sent.errors if isinstance(sent, FormErrors) else {}
        return await _correction(request, work, decision_id, chosen, FormErrors(typed, {**wrong, **others}))
    decision, _ = await _first(work, decision_id)
    try:
        drafted = await work.run(
            amending.draft_correction,
            law=work.resources.law,
            unit=_unit(work, decision),
            title=sent.title,
            amends=decision_id,
            values={award: line.values() for award, line in lines.items() if isinstance(line, CorrectedLine)},
            reason=sent.reason,
        )
    except RuleBroken as error:
        return await _correction(request, work, decision_id, chosen, FormErrors(typed, {"": error.vi}))
    return PAGES.see_other(f"{HERE}/{drafted.id}", "Đã lưu dự thảo quyết định đính chính, chờ ký.")


@router.get("/{decision_id}/revocation")
async def revocation(request: Request, work: Work, decision_id: str) -> HTMLResponse:
    """Whose awards, on which ground."""
    return await _revocation(request, work, decision_id, FormState())


@router.post("/{decision_id}/revocation")
async def revoke(request: Request, work: Work, decision_id: str) -> Response:
    """Draft the revoking decision."""
    sent = await form(request, RevocationForm)
    if isinstance(sent, FormErrors):
        return await _revocation(request, work, decision_id, sent)
    decision, _ = await _first(work, decision_id)
    drafted = await work.run(
        amending.draft_revocation,
        law=work.resources.law,
        unit=_unit(work, decision),
        title=sent.title,
        amends=decision_id,
        awards=sent.awards,
        conclusion=Conclusion(
            ground=sent.ground, paper=sent.conclusion, concluded_on=sent.concluded_on, reported_on=sent.reported_on
        ),
        reason=sent.reason,
    )
    return PAGES.see_other(f"{HERE}/{drafted.id}", "Đã lưu dự thảo quyết định thu hồi, chờ ký.")


async def _first(work: Any, decision_id: str) -> tuple[Decision, list[Award]]:
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    return decision, await queries.awards_of(work.reads, decision_id)


def _unit(work: Any, decision: Decision) -> str:
    """The unit that amends: the one that decided, or the person's own where that has ended."""
    if access.drafts(decision.unit)(work.actor):
        return decision.unit
    own: list[str] = list(work.actor.at(Role.OFFICER, Role.SIGNER))
    if not own:
        raise Denied
    return own[0]


async def _correction(
    request: Request, work: Any, decision_id: str, ids: Sequence[str], sent: FormState | None
) -> HTMLResponse:
    decision, awards = await _first(work, decision_id)
    _unit(work, decision)
    chosen = [one for one in awards if one.id in ids] if len(awards) > 1 else awards
    return PAGES.render(
        request,
        "decisions/correction.html",
        status=422 if sent else 200,
        decision=decision,
        options=[Option(one.id, one.nominee.name, one.award_name) for one in awards],
        chosen=chosen,
        form=sent or _as_it_reads(chosen),
    )


def _line(typed: Mapping[str, Any], award: str) -> CorrectedLine | FormErrors:
    """How one line must read, or what is wrong with it, by the names of its fields on the page."""
    said = {field: typed[f"{field}.{award}"] for field in CorrectedLine.model_fields if typed.get(f"{field}.{award}")}
    try:
        return CorrectedLine.model_validate(said)
    except ValidationError as problem:
        found = refuse(problem, CorrectedLine, said)
        return FormErrors(said, {f"{field}.{award}": sentence for field, sentence in found.errors.items()})


def _as_it_reads(awards: Sequence[Award]) -> FormState:
    values: dict[str, str] = {"title": CorrectionForm.model_fields["title"].default}
    for award in awards:
        values |= {f"{field.value}.{award.id}": award.value(field.value) for field in Correctable}
    return FormState.of(values)


async def _revocation(request: Request, work: Any, decision_id: str, state: FormState) -> HTMLResponse:
    decision, awards = await _first(work, decision_id)
    _unit(work, decision)
    today = work.clock.today()
    return PAGES.render(
        request,
        "decisions/revocation.html",
        status=422 if state.errors else 200,
        decision=decision,
        options=[Option(one.id, one.nominee.name, one.award_name) for one in awards],
        grounds=[Option(row.id, row.vi, row.citation) for row in work.resources.law.grounds(today)],
        deadlines=_deadlines(work, decision),
        title=RevocationForm.model_fields["title"].default,
        form=state,
    )


def _deadlines(work: Any, decision: Decision) -> str:
    """What the law gives for proposing and for deciding, in a sentence."""
    today, law, level = work.clock.today(), work.resources.law, decision.level.value
    report = allowance(law, amending.REPORT, level=level, award="", on=today)
    decide = allowance(law, amending.DECIDE, level=level, award="", on=today)
    return f"Đề nghị trong {_days(report)} từ khi có kết luận; quyết định trong {_days(decide)} từ khi có đề nghị."


def _days(time: Allowance) -> str:
    return f"{time.days:02d} {'ngày' if time.calendar else 'ngày làm việc'}"
