"""Meetings on screen: calling one, preparing it, who is there, the wall of the room, the end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from pydantic import BaseModel, Field, ValidationError

from services.nomination import access
from services.nomination.councils import commands, queries, verify_ballot
from services.nomination.councils.parts import Paper, Presence
from services.nomination.councils.screens import Screen, screen, show, url
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.sniffing import ACCEPTED
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import Denied
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/meetings")
Lines = Annotated[str, Field(max_length=10_000)]


class AgendaForm(BaseModel):
    """When, where, about what; papers are lines «name | address», guests one to a line."""

    title: str = Field(title="nội dung phiên họp", min_length=5, max_length=300)
    held_on: Day = Field(title="ngày họp")
    time: str = Field("", title="giờ họp", max_length=5, pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    place: str = Field(title="địa điểm", min_length=2, max_length=300)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=500)
    papers: Lines = Field("", title="tài liệu")
    guests: Lines = Field("", title="khách mời")

    def agenda(self) -> dict[str, Any]:
        """As the commands take it; raises ValueError for a paper whose address is none."""
        return {
            "title": self.title,
            "held_on": self.held_on,
            "time": self.time,
            "place": self.place,
            "dossiers": tuple(dict.fromkeys(self.dossiers)),
            "papers": [_paper(line) for line in _lines(self.papers)],
            "guests": [line[:200] for line in _lines(self.guests)],
        }


class NewMeetingForm(AgendaForm):
    """The same, of which council."""

    council: str = Field(title="Hội đồng", min_length=1, max_length=64)


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
    agenda = _agenda(sent)
    if isinstance(sent, FormErrors) or isinstance(agenda, FormErrors):
        return await _new(request, work, agenda)
    meeting = await work.run(commands.convene, law=work.resources.law, council_id=sent.council, **agenda)
    return PAGES.see_other(url(meeting.id), "Đã mời họp. Các ủy viên được báo.")


@router.get("/verify_ballot.py")
async def verifier() -> FileResponse:
    """The program that counts a secret vote again, to be run on any computer."""
    return FileResponse(Path(verify_ballot.__file__), media_type="text/x-python", filename="verify_ballot.py")


@router.get("/{meeting_id}")
async def one(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """The meeting for whoever attends it: agenda, quorum, the ballot when it is open, results when it is closed."""
    return await show(request, work, meeting_id, "councils/show.html")


@router.get("/{meeting_id}/projector")
async def projector(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """The same in large type for the wall of the room; no names of who has voted."""
    return await show(request, work, meeting_id, "councils/projector.html")


@router.get("/{meeting_id}/preparation")
async def preparation(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """Change agenda, papers and guests."""
    return await preparing(request, work, meeting_id)


@router.post("/{meeting_id}/preparation")
async def prepare(request: Request, work: Work, meeting_id: str) -> Response:
    """Save them."""
    sent = await form(request, AgendaForm)
    agenda = _agenda(sent)
    if isinstance(agenda, FormErrors):
        return await _prepare(request, work, await screen(work, meeting_id), agenda)
    await work.run(commands.prepare, law=work.resources.law, meeting_id=meeting_id, **agenda)
    return PAGES.see_other(url(meeting_id), "Đã lưu chương trình và tài liệu.")


@router.get("/{meeting_id}/presence")
async def roll(request: Request, work: Work, meeting_id: str) -> HTMLResponse:
    """Who is there, and how."""
    return await show(request, work, meeting_id, "councils/presence.html")


@router.post("/{meeting_id}/presence")
async def attend(request: Request, work: Work, meeting_id: str) -> Response:
    """Note it: one answer for each member, or everybody in the room at once."""
    sent = await request.form()
    seen = await screen(work, meeting_id)
    everybody = Presence.IN_PERSON if sent.get("all") else None
    given = {member: everybody or sent.get(f"presence.{member}", "") for member in seen.meeting.members}
    known = {member: Presence(how) for member, how in given.items() if how in set(Presence)}
    await work.run(commands.attend, meeting_id=meeting_id, presence=known)
    return PAGES.see_other(url(meeting_id), "Đã ghi nhận có mặt.")


@router.post("/{meeting_id}/closing")
async def close(work: Work, meeting_id: str) -> Response:
    """End the meeting."""
    await work.run(commands.close, meeting_id=meeting_id)
    return PAGES.see_other(url(meeting_id), "Phiên họp đã kết thúc. Kết quả đã ghi vào từng hồ sơ, biên bản đã lập.")


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    councils = (await queries.councils(work.reads, actor=work.actor)).items
    mine = [one for one in councils if access.convenes(one)(work.actor)]
    if not mine:
        raise Denied
    return PAGES.render(
        request,
        "councils/new.html",
        status=422 if state.errors else 200,
        form=state,
        councils=[(one.id, one.name) for one in mine],
        waiting=await _waiting(work, {one.unit for one in mine}),
    )


async def preparing(request: Request, work: Any, meeting_id: str, *, filing: FormState | None = None) -> HTMLResponse:
    """The page on which a meeting is prepared; with ``filing`` what is wrong with a file."""
    seen = await screen(work, meeting_id)
    access.prepares(seen.meeting).or_deny(work.actor)
    return await _prepare(request, work, seen, FormState(_written(seen)), filing=filing)


async def _prepare(
    request: Request, work: Any, seen: Screen, state: FormState, *, filing: FormState | None = None
) -> HTMLResponse:
    agenda = [Option(item.dossier, item.nominee.name, item.award_name) for item in seen.agenda]
    return PAGES.render(
        request,
        "councils/preparation.html",
        status=422 if state.errors or filing else 200,
        form=state,
        filing=filing or FormState(),
        accept=ACCEPTED,
        meeting=seen.meeting,
        base=url(seen.meeting.id),
        waiting=[*agenda, *await _waiting(work, {seen.meeting.unit})],
    )


async def _waiting(work: Any, units: set[str]) -> list[Option]:
    waiting = await dossiers.page(work.reads, actor=work.actor, states=(State.ACCEPTED,), limit=200)
    return [Option(one.id, one.nominee.name, one.award_name) for one in waiting.items if one.unit in units]


def _written(seen: Screen) -> dict[str, Any]:
    """The meeting as its form shows it."""
    meeting = seen.meeting
    return {
        "title": meeting.title,
        "held_on": meeting.held_on,
        "time": meeting.time,
        "place": meeting.place,
        "dossiers": [item.dossier for item in meeting.items],
        "papers": "\n".join(" | ".join(filter(None, (one.title, one.link))) for one in meeting.papers if not one.file),
        "guests": "\n".join(seen.names.bare(guest) for guest in meeting.guests),
    }


def _agenda(sent: AgendaForm | FormErrors) -> Any:
    """The agenda of a form, or what is wrong with it."""
    if isinstance(sent, FormErrors):
        return sent
    try:
        return sent.agenda()
    except ValidationError:
        said = "Mỗi dòng tài liệu là tên, hoặc tên | địa chỉ bắt đầu bằng https://."
        return FormErrors(sent.model_dump(mode="json"), {"papers": said})


def _paper(line: str) -> Paper:
    title, _, link = line.partition("|")
    return Paper(title=title.strip(), link=link.strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
