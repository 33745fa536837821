"""Meetings on screen: calling one, running it, voting in it, showing it on the wall."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.councils import ballots, commands, queries
from services.nomination.councils.ballot import Vote
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.sealing import Sealing
from services.nomination.councils.views import ItemView, items
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import Denied
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/meetings")


class NewMeetingForm(BaseModel):
    """When, where, about what."""

    council: str = Field(title="Hội đồng", min_length=1, max_length=64)
    title: str = Field(title="nội dung phiên họp", min_length=5, max_length=300)
    held_on: Day = Field(title="ngày họp")
    time: str = Field("", title="giờ họp", max_length=5, pattern=r"^(\d\d:\d\d)?$")
    place: str = Field(title="địa điểm", min_length=2, max_length=300)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=500)


class PresenceForm(BaseModel):
    """Who is there."""

    present: list[str] = Field(default_factory=list, title="ủy viên có mặt", max_length=99)


class ConflictForm(BaseModel):
    """A member steps back."""

    dossier: str = Field(title="mục", min_length=1, max_length=64)
    why: str = Field(title="lý do", min_length=3, max_length=1000)
    person: str = Field("", title="ủy viên", max_length=80)


@router.get("")
async def index(request: Request, work: Work) -> HTMLResponse:
    """Meetings, newest first."""
    found = await queries.meetings(work.reads, actor=work.actor)
    councils = await queries.councils(work.reads, actor=work.actor)
    names = await Names.load(work.reads, units={one.unit for one in found.items})
    return PAGES.render(
        request,
        "councils/index.html",
        meetings=found.items,
        names=names,
        may_convene=any(access.convenes(one)(work.actor) for one in councils.items),
    )


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Call the council together."""
    return await _new(request, work, FormState())


@router.post("/new")
async def convene(request: Request, work: Work) -> Response:
    """Call it."""
    sent = await form(request, NewMeetingForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    meeting = await work.run(
        commands.convene,
        council_id=sent.council,
        title=sent.title,
        held_on=sent.held_on,
        time=sent.time,
        place=sent.place,
        dossiers=tuple(dict.fromkeys(sent.dossiers)),
    )
    return PAGES.see_other(_url(meeting.id), "Đã mời họp. Các ủy viên được báo.")


@router.get("/{meeting_id}")
async def one(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """The meeting for whoever attends it: agenda, quorum, the ballot when it is open, results when it is closed."""
    return await _page(request, work, meeting_id, "councils/show.html")


@router.get("/{meeting_id}/projector")
async def projector(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """The same in large type for the wall of the room; no names of who has voted."""
    return await _page(request, work, meeting_id, "councils/projector.html")


@router.post("/{meeting_id}/presence")
async def attend(request: Request, work: Work, meeting_id: str) -> Response:
    """Note who is there."""
    sent = await form(request, PresenceForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, meeting_id, "councils/show.html", wrong=sent)
    await work.run(commands.attend, meeting_id=meeting_id, present=tuple(sent.present))
    return PAGES.see_other(_url(meeting_id), "Đã ghi nhận có mặt.")


@router.post("/{meeting_id}/conflicts")
async def declare(request: Request, work: Work, meeting_id: str) -> Response:
    """Step back from an item."""
    sent = await form(request, ConflictForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, meeting_id, "councils/show.html", wrong=sent)
    await work.run(
        commands.declare, meeting_id=meeting_id, dossier_id=sent.dossier, reason=sent.why, person=sent.person
    )
    return PAGES.see_other(_url(meeting_id), "Đã ghi nhận ủy viên không bỏ phiếu mục này.")


@router.post("/{meeting_id}/items/{dossier_id}/opening")
async def open_ballot(work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Let the members vote."""
    await work.run(ballots.open_ballot, law=work.resources.law, meeting_id=meeting_id, dossier_id=dossier_id)
    return PAGES.see_other(_url(meeting_id), "Đã mở bỏ phiếu.")


@router.post("/{meeting_id}/items/{dossier_id}/closing")
async def close_ballot(work: Work, meeting_id: str, dossier_id: str, seal: Sealing) -> Response:
    """Count."""
    await work.run(
        ballots.close_ballot, law=work.resources.law, seal=seal, meeting_id=meeting_id, dossier_id=dossier_id
    )
    return PAGES.see_other(_url(meeting_id), "Đã kiểm phiếu.")


@router.post("/{meeting_id}/items/{dossier_id}/vote")
async def cast(request: Request, work: Work, meeting_id: str, dossier_id: str, seal: Sealing) -> Response:
    """Vote; the page after it shows the receipt once and is not kept anywhere."""
    sent = (await request.form()).get(f"vote.{dossier_id}")
    if sent not in set(Vote):
        wrong = FormErrors({}, {f"vote.{dossier_id}": "Chọn một trong ba ý kiến rồi bỏ phiếu."})
        return await _page(request, work, meeting_id, "councils/show.html", wrong=wrong)
    token = await work.run(ballots.cast, seal=seal, meeting_id=meeting_id, dossier_id=dossier_id, vote=Vote(str(sent)))
    page = PAGES.render(request, "councils/receipt.html", token=token, meeting_id=meeting_id, dossier_id=dossier_id)
    page.headers["Cache-Control"] = "no-store"
    return page


@router.get("/{meeting_id}/items/{dossier_id}/tokens")
async def tokens(request: Request, work: Work, meeting_id: str, dossier_id: str) -> HTMLResponse:
    """The receipts of a closed ballot."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    item = meeting.item(dossier_id)
    known = (await queries.turnout(work.reads, actor=work.actor, meeting=meeting)).get(dossier_id)
    return PAGES.render(
        request, "councils/tokens.html", meeting=meeting, item=item, tokens=known.tokens if known else ()
    )


@router.post("/{meeting_id}/closing")
async def close(work: Work, meeting_id: str) -> Response:
    """End the meeting."""
    await work.run(commands.close, meeting_id=meeting_id)
    return PAGES.see_other(_url(meeting_id), "Phiên họp đã kết thúc. Kết quả đã ghi vào từng hồ sơ.")


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    councils = (await queries.councils(work.reads, actor=work.actor)).items
    mine = [one for one in councils if access.convenes(one)(work.actor)]
    if not mine:
        raise Denied
    waiting = await dossiers.page(work.reads, actor=work.actor, states=(State.ACCEPTED,), limit=200)
    units = {one.unit for one in mine}
    return PAGES.render(
        request,
        "councils/new.html",
        status=422 if state.errors else 200,
        form=state,
        councils=[(one.id, one.name) for one in mine],
        waiting=[Option(one.id, one.nominee.name, one.award_name) for one in waiting.items if one.unit in units],
    )


async def _page(
    request: Request, work: Any, meeting_id: str, template: str, *, wrong: FormErrors | None = None
) -> HTMLResponse:
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    turnout = await queries.turnout(work.reads, actor=work.actor, meeting=meeting)
    names = await Names.load(
        work.reads, people={*meeting.members, meeting.chair, meeting.secretary}, units={meeting.unit}
    )
    agenda = items(meeting, work.resources.law, turnout)
    current = next((item for item in agenda if item.state == "open"), None)
    return PAGES.render(
        request,
        template,
        status=422 if wrong else 200,
        meeting=meeting,
        names=names,
        agenda=agenda,
        current=current,
        quorum=_quorum(agenda),
        runs=access.runs(meeting)(work.actor),
        sits=access.sits(meeting)(work.actor),
        may_vote=bool(current and _may_vote(meeting, current, work.actor.subject)),
        form=wrong or FormState(),
        presence=FormState({"present": list(meeting.present)}),
        answers=[(vote.value, PAGES.labels.name(vote)) for vote in Vote],
        members=[Option(member, names.person(member)) for member in meeting.members],
        pending=[
            (item.dossier, f"{item.nominee.name}, {item.award_name}") for item in agenda if item.state == "pending"
        ],
        reasons={(one.dossier, one.person): one.reason for one in meeting.conflicts},
    )


def _may_vote(meeting: Meeting, item: ItemView, person: str) -> bool:
    return person in meeting.voters(item.dossier) and not item.voted_myself


def _quorum(agenda: tuple[ItemView, ...]) -> Any:
    """The quorum that matters now: of the open item, else of the next one."""
    return next((item.quorum for item in agenda if item.state != "closed"), agenda[-1].quorum if agenda else None)


def _url(meeting_id: str) -> str:
    return f"/nomination/meetings/{meeting_id}"
