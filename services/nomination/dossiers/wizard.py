"""Nominating, one thing per page: whom, for which award; at the end check and send."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.dossiers import appraising, commands, queries, show
from services.nomination.dossiers.choosing import awards_for, judged, kind_of
from services.nomination.dossiers.errors import (
    AlreadyUsed,
    AwardMismatch,
    Ineligible,
    JointUnanswered,
    KindNeeded,
    UnderExamination,
)
from services.nomination.dossiers.forms import AwardForm, SubmissionForm, WhomForm, year_of
from services.nomination.dossiers.looking import conditions_now
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.past import past_awards
from services.nomination.dossiers.screen import short_number, writable
from services.nomination.dossiers.stages import (
    AWARD,
    CHECK,
    WHOM,
    nominating_units,
    required_parts,
    steps,
)
from services.nomination.dossiers.states import State
from services.nomination.drafts.pages import unsaved
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.reports.queries import report_now
from shared.errors import Denied
from shared.law import REPORT
from shared.law.errors import UnknownAward
from shared.service import Work
from shared.web.forms import FormErrors, FormState, echo, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False)


@router.get("/dossiers/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Whom to nominate."""
    return await _whom(request, work, FormState())


@router.post("/dossiers/new")
async def whom(request: Request, work: Work) -> Response:
    """From whom on to which award."""
    sent = await form(request, WhomForm)
    if isinstance(sent, FormErrors):
        return await _whom(request, work, sent)
    state = FormState(sent.model_dump(mode="json") | {"year": str(year_of(work.clock.today()))})
    return await _award(request, work, state)


@router.post("/dossiers/new/award")
async def award(request: Request, work: Work) -> Response:
    """Begin the draft; with «xem điều kiện» only show what the law asks for."""
    asked = await request.form()
    if "look" in asked:
        return await _award(request, work, FormState(echo(asked)))
    sent = await form(request, AwardForm)
    if isinstance(sent, FormErrors):
        return await _award(request, work, sent)
    try:
        proposal = sent.proposal(kind_of(work.resources.law, sent.award, sent.kind, work.clock.today()))
        dossier = await work.run(commands.create, law=work.resources.law, proposal=proposal)
    except KindNeeded as error:
        return await _award(request, work, FormErrors(sent.model_dump(mode="json"), {"kind": error.vi}))
    except (AwardMismatch, UnknownAward) as error:
        return await _award(request, work, FormErrors(sent.model_dump(mode="json"), {"award": error.vi}))
    return PAGES.see_other(f"/nomination/dossiers/{dossier.id}/achievement", "Đã lưu bản nháp.")


@router.post("/dossiers/new/conditions")
async def conditions(request: Request, work: Work) -> HTMLResponse:
    """What the law asks for with the award that is chosen at this moment; nothing is saved."""
    found = await judged(work, FormState(echo(await request.form())))
    return PAGES.render(request, "dossiers/new_conditions.html", judged=found)


@router.get("/dossiers/{dossier_id}/check")
async def check(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """Everything once more, before it is sent."""
    return await _check(request, work, await writable(work, dossier_id), FormState())


@router.post("/dossiers/{dossier_id}/submission")
async def submit(request: Request, work: Work, dossier_id: str) -> Response:
    """Send it; a condition that fails is told, with its article."""
    dossier = await writable(work, dossier_id)
    sent = await form(request, SubmissionForm)
    if isinstance(sent, FormErrors):
        return await _check(request, work, dossier, sent)
    if dossier.state is State.SUPPLEMENTING:
        await work.run(appraising.supplement, law=work.resources.law, dossier_id=dossier_id)
        return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/receipt")
    try:
        await work.run(
            commands.submit,
            law=work.resources.law,
            dossier_id=dossier_id,
            override_reason=sent.override_reason,
        )
    except (Ineligible, AlreadyUsed) as error:
        return await _check(request, work, dossier, FormErrors({}, {"override_reason": error.vi}))
    except (UnderExamination, JointUnanswered) as error:
        return await _check(request, work, dossier, FormErrors({}, {"": error.vi}))
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/receipt")


async def _whom(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await nominating_units(work.reads, work.actor)
    if not units:
        raise Denied
    return PAGES.render(
        request,
        "dossiers/new_whom.html",
        status=_status(state),
        form=state,
        steps=steps(WHOM),
        drafts=await queries.drafts(work.reads, [code for code, _ in units]),
        units=units,
        kinds=[
            Option("individual", "Cá nhân"),
            Option("collective", "Tập thể", "Phòng ban, trường, đoàn thể, thôn, tổ"),
            Option("household", "Hộ gia đình"),
        ],
    )


async def _award(request: Request, work: Any, state: FormState) -> HTMLResponse:
    today = work.clock.today()
    return PAGES.render(
        request,
        "dossiers/new_award.html",
        status=_status(state),
        form=state,
        steps=steps(AWARD),
        awards=awards_for(work.resources.law, str(state.value("nominee_kind")), today),
        kinds=[Option(row.id.value, row.name_vi, row.meaning_vi) for row in work.resources.law.kinds(today)],
        judged=await judged(work, state),
    )


async def _check(request: Request, work: Any, dossier: Dossier, state: FormState) -> HTMLResponse:
    names = await Names.load(work.reads, units=show.units_in(dossier))
    law = work.resources.law
    assessed = await conditions_now(work.reads, law, work.clock, dossier)
    report = report_now(law, dossier, work.clock.today())
    present = dossier.present | ({REPORT} if report and report.complete else set())
    missing = [part.name_vi for part in required_parts(work, dossier) if part.required and part.code not in present]
    return PAGES.render(
        request,
        "dossiers/new_check.html",
        status=_status(state),
        form=state,
        steps=steps(CHECK, dossier),
        dossier=dossier,
        names=names,
        number=short_number(dossier),
        conditions=show.conditions(assessed),
        fails=any(one.outcome == "fails" for one in assessed) or "override_reason" in state.errors,
        past=await past_awards(work.reads, dossier),
        missing=missing,
        lacking=sum(one.outcome == "lacks_evidence" for one in assessed),
        report=report,
        joint=", ".join(
            one.name if one.agrees else f"{one.name} (chưa trả lời)"
            for one in dossier.co_nominators
            if one.agrees is not False
        ),
        unsaved=await unsaved(work.reads, dossier),
        kinds={row.id.value: row.name_vi for row in law.kinds(work.clock.today())},
    )


def _status(state: FormState) -> int:
    return 422 if state.errors else 200
