"""Dossiers on screen: the list, one dossier with its way, and what can be done with it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.dossiers import commands, queries, show
from services.nomination.dossiers.deadlines import next_step
from services.nomination.dossiers.forms import ForwardForm, ReasonForm, WithdrawalForm, part_reasons
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.screen import dossier_page, part_codes, short_number
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.submissions import commands as sending
from shared.identity import Role
from shared.service import Work
from shared.web.forms import FormErrors, form

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
    return await dossier_page(request, work, dossier_id)


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
        return await dossier_page(request, work, dossier_id, wrong={"return": sent})
    await work.run(
        commands.return_,
        law=work.resources.law,
        dossier_id=dossier_id,
        reason=sent.reason,
        reasons=part_reasons(await request.form(), part_codes(work.resources.law)),
    )
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
        return await dossier_page(request, work, dossier_id, wrong={"withdraw": sent})
    await work.run(commands.withdraw, dossier_id=dossier_id, reason=sent.why)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã rút hồ sơ.")


@router.post("/dossiers/{dossier_id}/forwarding")
async def forward(request: Request, work: Work, dossier_id: str) -> Response:
    """Send it to the level above."""
    sent = await form(request, ForwardForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"forward": sent})
    dossier = await work.run(
        sending.forward, law=work.resources.law, keys=work.resources.keys, dossier_id=dossier_id, to_unit=sent.to_unit
    )
    return PAGES.see_other(
        f"/nomination/dossiers/{dossier_id}", f"Đã trình hồ sơ theo Tờ trình số {dossier.history[-1].document}."
    )


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
