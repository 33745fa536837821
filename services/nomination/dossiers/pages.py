"""Dossiers on screen: the list, one dossier with its way, and what can be done with it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination import access
from services.nomination.dossiers import commands, queries, show
from services.nomination.dossiers.deadlines import next_step
from services.nomination.dossiers.forms import ForwardForm, ReasonForm, WithdrawalForm
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Condition
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.states import Action, State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.clock import VIETNAM
from shared.errors import NotFound
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.service import Work
from shared.store import Reads
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False)
PAGE = 50


@router.get("/")
async def index(
    request: Request,
    work: Work,
    state: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """The dossiers that the person's offices cover, by state."""
    states = (State(state),) if state in set(State) else ()
    found = await queries.page(work.reads, actor=work.actor, states=states, text=q, after=after, limit=PAGE)
    names = await Names.load(work.reads, units={one.nominating_unit for one in found.items})
    counts = await queries.counts(work.reads, actor=work.actor)
    more = {"state": state, "q": q, "after": found.after or ""}
    return PAGES.render(
        request,
        "dossiers/index.html",
        rows=[_row(one, names) for one in found.items],
        states=[(one.value, PAGES.labels.name(one), counts.get(one.value, 0)) for one in State],
        state=states[0].value if states else "",
        q=q,
        next_url=f"/nomination/?{urlencode(more)}" if found.after else "",
        total=sum(counts.values()),
        may_nominate=bool(work.actor.at(Role.UNIT_HEAD, Role.OFFICER)),
    )


@router.get("/dossiers/{dossier_id}")
async def one(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """One dossier: next step and timeline, the law, and the buttons of this person."""
    return await _page(request, work, dossier_id)


@router.get("/dossiers/{dossier_id}/receipt")
async def receipt(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What a person gets after sending: number, what happens next, by when, who has it."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    names = await Names.load(work.reads, units=show.units_in(dossier))
    following = next_step(work.resources.law, dossier, work.clock.today())
    return PAGES.render(
        request,
        "dossiers/receipt.html",
        dossier=dossier,
        names=names,
        number=short_number(dossier),
        following=following,
    )


@router.post("/dossiers/{dossier_id}/return")
async def return_(request: Request, work: Work, dossier_id: str) -> Response:
    """Send it back with the reason."""
    sent = await form(request, ReasonForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, dossier_id, wrong={"return": sent})
    await work.run(commands.return_, dossier_id=dossier_id, reason=sent.reason, parts=sent.parts)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã trả lại hồ sơ kèm lý do.")


@router.post("/dossiers/{dossier_id}/acceptance")
async def accept(work: Work, dossier_id: str) -> Response:
    """Receive it for appraisal."""
    await work.run(commands.accept, law=work.resources.law, dossier_id=dossier_id)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã tiếp nhận hồ sơ.")


@router.post("/dossiers/{dossier_id}/withdrawal")
async def withdraw(request: Request, work: Work, dossier_id: str) -> Response:
    """Take it back."""
    sent = await form(request, WithdrawalForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, dossier_id, wrong={"withdraw": sent})
    await work.run(commands.withdraw, dossier_id=dossier_id, reason=sent.why)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã rút hồ sơ.")


@router.post("/dossiers/{dossier_id}/forwarding")
async def forward(request: Request, work: Work, dossier_id: str) -> Response:
    """Send it to the level above."""
    sent = await form(request, ForwardForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, dossier_id, wrong={"forward": sent})
    dossier = await work.run(commands.forward, law=work.resources.law, dossier_id=dossier_id, to_unit=sent.to_unit)
    return PAGES.see_other(
        f"/nomination/dossiers/{dossier_id}", f"Đã trình hồ sơ theo Tờ trình số {dossier.history[-1].document}."
    )


def short_number(dossier: Dossier) -> str:
    """The number people read out: the year and the end of the id."""
    return f"HS-{dossier.year}-{dossier.id[-6:].upper()}"


async def _page(
    request: Request, work: Any, dossier_id: str, *, wrong: dict[str, FormErrors] | None = None
) -> HTMLResponse:
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    law, today = work.resources.law, work.clock.today()
    names = await Names.load(work.reads, people=show.people_in(dossier), units=show.units_in(dossier))
    conditions = dossier.conditions or Condition.of(
        law.assess(dossier.award, dossier.facts, received_on=today).conditions
    )
    can = access.actions(work.actor, dossier)
    forms = {name: FormState() for name in ("return", "withdraw", "forward")} | (wrong or {})
    return PAGES.render(
        request,
        "dossiers/show.html",
        status=422 if wrong else 200,
        dossier=dossier,
        names=names,
        number=short_number(dossier),
        tone=show.TONES[dossier.state],
        moments=show.moments(dossier, names, names.covered(work.actor, show.units_in(dossier))),
        upcoming=show.upcoming(next_step(law, dossier, today), names),
        conditions=show.conditions(conditions),
        decider=show.LEVELS.get(deciding_level(law, dossier, today), ""),
        can={action.value for action in can},
        forms=forms,
        addressees=await _addressees(work.reads, dossier) if Action.FORWARD in can else [],
        papers=[Option(paper.code, paper.name or paper.code) for paper in dossier.papers],
        reading_on=dossier.received_on or today,
        first_at=dossier.history[0].at.astimezone(VIETNAM) if dossier.history else None,
    )


async def _addressees(reads: Reads, dossier: Dossier) -> list[tuple[str, str]]:
    """The units above the one that has the dossier, nearest first."""
    here = await reads.get_or_none(DirectoryUnit, dossier.unit)
    if here is None:
        raise NotFound(what=f"đơn vị {dossier.unit}")
    above = here.path.split("/")[:-1][::-1]
    units = await reads.get_many(DirectoryUnit, above)
    return [(code, units[code].name) for code in above if code in units]


def _row(dossier: Dossier, names: Names) -> dict[str, Any]:
    return {
        "url": f"/nomination/dossiers/{dossier.id}",
        "nominee": dossier.nominee.name,
        "award": dossier.award_name,
        "unit": names.unit(dossier.nominating_unit),
        "state": PAGES.labels.name(dossier.state),
        "tone": show.TONES[dossier.state],
        "submitted_on": dossier.submitted_on,
    }
