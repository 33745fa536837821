"""Sweeps on screen: who still waits for what in which hamlet, by when, and what to do for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination import access
from services.nomination.dossiers.model import Dossier
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.sweeps import appraising, commands, queries
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.deadlines import WAITS_FOR
from services.nomination.sweeps.errors import PerhapsTwice
from services.nomination.sweeps.forms import PersonForm, PostForm, SweepForm
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.states import WAITING, Action, CandidateState, SweepState
from shared.errors import Denied, RuleBroken
from shared.events import Level
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.law.rows import SweepSubject
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option, Tone

router = APIRouter(include_in_schema=False, prefix="/sweeps")
PAGE = 50

TONES: dict[CandidateState, Tone] = {
    CandidateState.FOUND: "attention",
    CandidateState.DECLARED: "attention",
    CandidateState.PROVED: "waiting",
    CandidateState.ASKED: "waiting",
    CandidateState.OPINED: "waiting",
    CandidateState.POSTED: "waiting",
    CandidateState.PROPOSED: "done",
    CandidateState.SET_ASIDE: "stopped",
}


@router.get("")
async def index(
    request: Request, work: Work, after: Annotated[str | None, Query(max_length=64)] = None
) -> HTMLResponse:
    """The sweeps, newest first."""
    found = await queries.sweeps(work.reads, actor=work.actor, after=after, limit=PAGE)
    return PAGES.render(
        request,
        "sweeps/index.html",
        rows=[
            {
                "url": f"/nomination/sweeps/{one.id}",
                "title": one.title,
                "subject": one.subject_name,
                "opened_on": one.opened_on,
                "state": PAGES.labels.name(one.state),
                "tone": "attention" if one.state is SweepState.OPEN else "done",
            }
            for one in found.items
        ],
        next_url=f"/nomination/sweeps?after={found.after}" if found.after else "",
        officer=bool(work.actor.at(Role.OFFICER)),
    )


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Open one."""
    return await _new(request, work, FormState())


@router.post("/new")
async def create(request: Request, work: Work) -> Response:
    """Open it."""
    sent = await form(request, SweepForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    sweep = await work.run(commands.open_sweep, law=work.resources.law, **sent.model_dump())
    return PAGES.see_other(f"/nomination/sweeps/{sweep.id}", "Đã mở đợt rà soát, các thôn đã được báo.")


@router.get("/{sweep_id}")
async def show(request: Request, work: Work, sweep_id: str) -> HTMLResponse:
    """Who waits for what, hamlet by hamlet."""
    return await _show(request, work, sweep_id, FormState())


@router.get("/{sweep_id}/candidates/new")
async def blank_person(request: Request, work: Work, sweep_id: str) -> HTMLResponse:
    """Enter somebody."""
    sweep = await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id)
    return await _person(request, work, sweep, FormState({"living": "yes"}))


@router.post("/{sweep_id}/candidates/new")
async def enter(request: Request, work: Work, sweep_id: str) -> Response:
    """Enter them; who may be known already is shown first."""
    sweep = await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id)
    sent = await form(request, PersonForm)
    if isinstance(sent, FormErrors):
        return await _person(request, work, sweep, sent)
    try:
        candidate = await work.run(
            commands.enter,
            law=work.resources.law,
            sweep_id=sweep_id,
            hamlet=sent.hamlet,
            person=sent.person(),
            distinct_reason=sent.distinct_reason,
        )
    except PerhapsTwice as error:
        wrong = FormErrors(sent.model_dump(mode="json"), {"distinct_reason": error.vi})
        return await _person(request, work, sweep, wrong)
    return PAGES.see_other(f"/nomination/candidates/{candidate.id}", f"Đã ghi {candidate.name} vào danh sách.")


@router.post("/{sweep_id}/report")
async def report(request: Request, work: Work, sweep_id: str) -> Response:
    """A hamlet is done."""
    sent = await request.form()
    await work.run(commands.report, sweep_id=sweep_id, hamlet=str(sent.get("hamlet", ""))[:80])
    return PAGES.see_other(f"/nomination/sweeps/{sweep_id}", "Đã báo: thôn rà soát xong.")


@router.post("/{sweep_id}/postings")
async def post(request: Request, work: Work, sweep_id: str) -> Response:
    """Make the list of those who were ticked public."""
    sent = await form(request, PostForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, sweep_id, sent)
    try:
        posting = await work.run(
            appraising.post,
            law=work.resources.law,
            sweep_id=sweep_id,
            title=sent.title,
            candidates=sent.candidates,
        )
    except RuleBroken as error:
        return await _show(request, work, sweep_id, FormErrors(sent.model_dump(), {"candidates": error.vi}))
    return PAGES.see_other(f"/nomination/postings/{posting.id}", "Đã niêm yết danh sách.")


@router.post("/{sweep_id}/closing")
async def close(work: Work, sweep_id: str) -> Response:
    """End it."""
    await work.run(commands.close, sweep_id=sweep_id)
    return PAGES.see_other(f"/nomination/sweeps/{sweep_id}", "Đã kết thúc đợt rà soát.")


async def _show(request: Request, work: Any, sweep_id: str, state: FormState) -> HTMLResponse:
    sweep = await queries.sweep(work.reads, actor=work.actor, sweep_id=sweep_id)
    today = work.clock.today()
    people = await queries.everybody(work.reads, actor=work.actor, its=sweep)
    shown = await queries.shown_to(work.reads, work.actor, sweep)
    lines = await queries.hamlets(work.reads, sweep, people, today, shown=shown)
    names = await Names.load(work.reads, units={one.waits_at for one in people} | set(sweep.hamlets) | {sweep.unit})
    dossiers = await work.reads.get_many(Dossier, [one.dossier for one in people if one.dossier])
    officer, open_ = access.sweeps(sweep.unit)(work.actor), sweep.state is SweepState.OPEN
    postable = [one for one in people if Action.POST in access.candidate_actions(work.actor, one)]
    waiting = [one for one in people if one.state in WAITING]
    return PAGES.render(
        request,
        "sweeps/show.html",
        status=422 if state.errors else 200,
        sweep=sweep,
        names=names,
        tone="attention" if open_ else "done",
        lines=[
            {
                "hamlet": line.name,
                "found": line.found,
                "waiting": line.waiting,
                "late": line.late,
                "next_due": line.next_due,
                "reported": line.reported.on if line.reported else None,
            }
            for line in lines
        ],
        totals={"found": len(people), "waiting": len(waiting), "late": sum(line.late for line in lines)},
        groups=[(line, [_row(one, names, dossiers) for one in people if one.hamlet == line.hamlet]) for line in lines],
        asked=[_row(one, names, dossiers) for one in people if one.hamlet not in shown],
        may_enter=open_ and bool(queries.hamlets_of(work.actor, sweep)),
        to_report=[line for line in lines if open_ and line.hamlet in queries.hamlets_of(work.actor, sweep)],
        officer=officer,
        form=state,
        postable=[Option(one.id, one.name, names.unit(one.hamlet)) for one in postable] if officer else [],
        may_close=officer and open_ and not waiting and bool(people),
        open=open_,
    )


def _row(one: Candidate, names: Names, dossiers: Mapping[str, Dossier]) -> dict[str, Any]:
    return {
        "url": f"/nomination/candidates/{one.id}",
        "name": one.name,
        "born": str(one.birth_year) if one.living else f"{one.birth_year}, đã mất",
        "state": PAGES.labels.name(one.state),
        "tone": TONES[one.state],
        "waits": one.set_aside_reason or _waits(one, dossiers.get(one.dossier)),
        "at": names.unit(one.waits_at) if one.waits_at else "",
        "due": one.due_on,
    }


def _waits(one: Candidate, dossier: Dossier | None) -> str:
    """What is waited for; of a dossier, where it is: it goes its own way."""
    if dossier is None:
        return WAITS_FOR[one.state]
    state = PAGES.labels.name(dossier.state)
    return f"Đã trình cấp trên. Hồ sơ: {state.lower()}" if dossier.trail else f"Hồ sơ: {state.lower()}"


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    communes = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER))
    units = [unit for unit in communes.values() if unit.level is Level.COMMUNE]
    if not units:
        raise Denied
    below = await work.reads.find(
        DirectoryUnit, {"parent": {"$in": [unit.id for unit in units]}}, sort=(("name", 1),), limit=1000
    )
    return PAGES.render(
        request,
        "sweeps/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in units],
        subjects=[
            Option(row.id, row.name_vi, "" if row.verified else "hình thức khen chưa xác định, địa phương cần nhập")
            for row in work.resources.law.entries(SweepSubject, work.clock.today())
        ],
        hamlets=[Option(unit.id, unit.name) for unit in below if unit.name.startswith(HAMLETS)],
        bodies=[(unit.id, unit.name) for unit in below if unit.name.startswith("Hội")],
    )


HAMLETS = ("Thôn", "Tổ", "Khu", "Xóm", "Ấp", "Bản", "Buôn", "Làng")
"""What villages and residential groups are called; the directory knows base units without their kind."""


async def _person(request: Request, work: Any, sweep: Sweep, state: FormState) -> HTMLResponse:
    mine = queries.hamlets_of(work.actor, sweep)
    if not mine:
        raise Denied
    names = await Names.load(work.reads, units=mine)
    return PAGES.render(
        request,
        "sweeps/person.html",
        status=422 if state.errors else 200,
        form=state,
        sweep=sweep,
        hamlets=[(code, names.unit(code)) for code in mine],
        action=f"/nomination/sweeps/{sweep.id}/candidates/new",
        back=f"/nomination/sweeps/{sweep.id}",
        twice="distinct_reason" in state.errors or state.value("distinct_reason"),
    )
