"""Registrations on screen: list, begin, fill in, check, send, review."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.registration import access, tones
from services.registration.movements.queries import listed as movements_listed
from services.registration.pages import PAGES
from services.registration.refusals import refused
from services.registration.registrations import commands, queries
from services.registration.registrations.commands import Heading
from services.registration.registrations.lines import Lines
from services.registration.registrations.model import Kind, Registration, State
from services.registration.units import queries as units
from shared.errors import Denied, RuleBroken
from shared.identity import Actor
from shared.service import Work
from shared.web.forms import FormErrors, FormState, Whole, form

router = APIRouter(prefix="/registrations", include_in_schema=False)
HOME = "/registration/registrations"


class NewForm(BaseModel):
    """What a new registration is about."""

    kind: Kind = Field(title="loại đăng ký")
    from_unit: str = Field(title="đơn vị đăng ký", max_length=80)
    year: Whole = Field(title="năm", ge=2000, le=2100)
    title: str = Field(title="tên bản đăng ký", min_length=5, max_length=300)
    movement: str | None = Field(default=None, title="phong trào", max_length=80)


class ReturnForm(BaseModel):
    """Why a registration goes back."""

    reason: str = Field(title="lý do trả lại", min_length=10, max_length=2000)


@router.get("")
async def index(
    request: Request,
    work: Work,
    state: State | None = None,
    after: Annotated[str | None, Query(max_length=80)] = None,
) -> HTMLResponse:
    """All registrations that the actor may read, newest first."""
    page = await queries.listed(work.reads, actor=work.actor, state=state, after=after, limit=30)
    codes = {code for one in page.items for code in (one.from_unit, one.to_unit)}
    return PAGES.render(
        request,
        "registrations/list.html",
        rows=page.items,
        names=await units.names(work.reads, codes),
        tone={one.id: _tone(one, work.actor) for one in page.items},
        state=state,
        states=list(State),
        next=_address(state, page.after) if page.after else "",
        first=_address(state, None) if after else "",
        may_register=bool(access.registering_units(work.actor)),
    )


@router.get("/new")
async def blank(
    request: Request,
    work: Work,
    kind: Kind = Kind.TITLES,
    movement: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """The form to begin with."""
    year = work.clock.today().year
    return await _new_page(request, work, FormState({"kind": kind.value, "year": str(year), "movement": movement}))


@router.post("/new")
async def create(request: Request, work: Work) -> Response:
    """Begin a registration and go on to its lines."""
    sent = await form(request, NewForm)
    if isinstance(sent, FormErrors):
        return await _new_page(request, work, sent, status=422)
    heading = Heading(
        what=sent.kind, year=sent.year, title=sent.title, from_unit=sent.from_unit, movement=sent.movement
    )
    try:
        draft = await work.run(commands.draft, law=work.resources.law, heading=heading, lines=Lines())
    except RuleBroken as error:
        return await _new_page(request, work, refused(sent, error), status=422)
    return PAGES.see_other(f"{HOME}/{draft.id}/edit", "Đã lập bản nháp. Thêm từng dòng rồi kiểm tra lại.")


@router.get("/{registration_id}")
async def show(registration_id: str, request: Request, work: Work) -> HTMLResponse:
    """The registration with its history, and what the actor can do with it."""
    return await _show_page(request, work, registration_id, FormState())


@router.post("/{registration_id}/submission")
async def submit(registration_id: str, work: Work) -> Response:
    """Send it to the unit above."""
    sent = await work.run(commands.submit, registration_id=registration_id)
    above = (await units.names(work.reads, [sent.to_unit]))[sent.to_unit]
    return PAGES.see_other(f"{HOME}/{sent.id}", f"Đã gửi bản đăng ký lần {sent.round} đến {above}.")


@router.post("/{registration_id}/return")
async def send_back(registration_id: str, request: Request, work: Work) -> Response:
    """Return it with the reason."""
    sent = await form(request, ReturnForm)
    if isinstance(sent, FormErrors):
        return await _show_page(request, work, registration_id, sent, status=422)
    await work.run(commands.send_back, registration_id=registration_id, reason=sent.reason)
    return PAGES.see_other(f"{HOME}/{registration_id}", "Đã trả lại bản đăng ký kèm lý do.")


@router.post("/{registration_id}/approval")
async def approve(registration_id: str, work: Work) -> Response:
    """Agree to it."""
    await work.run(commands.approve, registration_id=registration_id)
    return PAGES.see_other(f"{HOME}/{registration_id}", "Đã chấp thuận. Nội dung thống nhất được giữ nguyên.")


async def _show_page(
    request: Request, work: Work, registration_id: str, state: FormState, *, status: int = 200
) -> HTMLResponse:
    one = await queries.get(work.reads, registration_id, actor=work.actor)
    codes = [one.from_unit, one.to_unit, *(moment.unit for moment in one.moments)]
    names = await units.names(work.reads, codes)
    reviewing = one.state is State.SUBMITTED and access.reviews_for(one.to_unit)(work.actor)
    mine = one.editable and access.registers_for(one.from_unit)(work.actor)
    return PAGES.render(
        request,
        "registrations/show.html",
        status=status,
        one=one,
        names=names,
        lines=one.agreed.lines if one.agreed else one.lines,
        awards=award_names(work, one),
        moments=tones.timeline(one, names),
        upcoming=tones.upcoming(one, names),
        tone=_tone(one, work.actor),
        reviewing=reviewing,
        mine=mine,
        form=state,
    )


async def _new_page(request: Request, work: Work, state: FormState, *, status: int = 200) -> HTMLResponse:
    codes = access.registering_units(work.actor)
    if not codes:
        raise Denied
    names = await units.names(work.reads, codes)
    return PAGES.render(
        request,
        "registrations/new.html",
        status=status,
        form=state,
        units=[(code, names[code]) for code in codes],
        kinds=[(kind.value, PAGES.labels.name(kind)) for kind in Kind],
        year=work.clock.today().year,
    )


def award_names(work: Work, one: Registration) -> dict[str, str]:
    """Names of the awards that a registration mentions, as the law calls them today."""
    wanted = {line.award for line in one.lines.titles}
    known = {award.code: award.name_vi for award in work.resources.law.awards(work.clock.today())} if wanted else {}
    return {code: known.get(code, code) for code in wanted}


async def movements_for(work: Work, one: Registration) -> list[tuple[str, str]]:
    """Movements whose criteria a registration can take over, as options."""
    page = await movements_listed(work.reads, actor=work.actor, unit=one.unit)
    return [(movement.id, movement.title) for movement in page.items]


def _tone(one: Registration, actor: Actor) -> Any:
    mine, reviewing = access.registers_for(one.from_unit)(actor), access.reviews_for(one.to_unit)(actor)
    return tones.of_registration(one, mine=mine, reviewing=reviewing)


def _address(state: State | None, after: str | None) -> str:
    query = {name: value for name, value in (("state", state), ("after", after)) if value}
    return f"{HOME}?{urlencode(query)}" if query else HOME
