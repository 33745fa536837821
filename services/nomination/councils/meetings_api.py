"""Meetings over HTTP: calling one, preparing it, who is there, conflicts, notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field, model_validator

from services.nomination.councils import commands, queries
from services.nomination.councils.api import WRITE, Id, Person
from services.nomination.councils.errors import (
    BallotOpen,
    CannotSchedule,
    ItemSettled,
    MeetingOver,
    NoConflict,
    NotAMember,
    NotOnAgenda,
    OwnConflict,
    SeatsWrong,
    TieUnbroken,
)
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Paper, Presence
from services.nomination.councils.views import MeetingPage, MeetingView
from services.nomination.dossiers.errors import UnderExamination
from shared.errors import NotFound
from shared.law import Law
from shared.law.errors import NoRule
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/meetings", tags=["meetings"])

ITEM = (*WRITE, NotOnAgenda, MeetingOver, BallotOpen, ItemSettled)
DOSSIER = "0198c0de-0000-7000-8000-00000000000a"


class PaperInput(Input):
    """A paper by its title, and where it can be read; files are put in at ``…/papers``."""

    model_config = {"json_schema_extra": {"examples": [{"title": "Quy chế hoạt động của Hội đồng", "link": ""}]}}

    title: str = Field(min_length=1, max_length=300)
    link: str = Field(default="", max_length=500, pattern=r"^(https?://\S+|/\S*)?$")


class Agenda(Input):
    """When, where, about which dossiers, in which order, with which papers and guests."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Phiên xét khen thưởng quý II",
                    "held_on": "2025-06-20",
                    "time": "08:00",
                    "place": "Phòng họp UBND xã",
                    "dossiers": [DOSSIER],
                    "papers": [{"title": "Quy chế hoạt động của Hội đồng", "link": ""}],
                    "guests": ["Đại diện Hội Cựu thanh niên xung phong xã"],
                }
            ]
        }
    }

    title: str = Field(min_length=2, max_length=300)
    held_on: date
    time: str = Field("", max_length=5, pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    place: str = Field(min_length=2, max_length=300)
    dossiers: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=500)
    papers: list[PaperInput] = Field(default_factory=list, max_length=100)
    guests: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(default_factory=list, max_length=50)


class NewMeeting(Agenda):
    """The council and what it meets about."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "council": "0198c0de-0000-7000-8000-00000000000d",
                    "title": "Phiên xét khen thưởng quý II",
                    "held_on": "2025-06-20",
                    "time": "08:00",
                    "place": "Phòng họp UBND xã",
                    "dossiers": [DOSSIER],
                }
            ]
        }
    }

    council: str = Field(min_length=1, max_length=64)


class Attendance(Input):
    """The members who are in the room, connected, or send their opinion in writing; the others are absent."""

    model_config = {
        "json_schema_extra": {"examples": [{"present": ["dq-chu-tich-01"], "remote": ["dq-van-hoa-01"], "written": []}]}
    }

    present: list[Person] = Field(max_length=99)
    remote: list[Person] = Field(default_factory=list, max_length=99)
    written: list[Person] = Field(default_factory=list, max_length=99)

    @model_validator(mode="after")
    def _each_once(self) -> Attendance:
        everybody = [*self.present, *self.remote, *self.written]
        if len(everybody) != len(set(everybody)):
            raise ValueError("a member takes part in one way only")
        return self

    def ways(self) -> dict[str, Presence]:
        """How each member takes part."""
        return {
            **dict.fromkeys(self.present, Presence.IN_PERSON),
            **dict.fromkeys(self.remote, Presence.REMOTE),
            **dict.fromkeys(self.written, Presence.WRITTEN),
        }


class ConflictInput(Input):
    """On which item, why; ``person`` when chair or secretary note it for a member."""

    model_config = {"json_schema_extra": {"examples": [{"dossier": DOSSIER, "reason": "Là trưởng đơn vị đề nghị."}]}}

    dossier: str = Field(min_length=1, max_length=64)
    reason: str = Field(min_length=3, max_length=1000)
    person: str = Field("", max_length=80, pattern=r"^[\w.\-@]*$")


class AnswerInput(Input):
    """Whether a proposed conflict holds, and why."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"dossier": DOSSIER, "person": "dq-van-hoa-01", "confirmed": False, "why": "Đã thôi công tác ở đơn vị."}
            ]
        }
    }

    dossier: str = Field(min_length=1, max_length=64)
    person: Person
    confirmed: bool
    why: str = Field(min_length=3, max_length=1000)


class Notes(Input):
    """What was said about an item."""

    model_config = {"json_schema_extra": {"examples": [{"notes": "Các ý kiến đều thống nhất về thành tích."}]}}

    notes: str = Field(max_length=5000)


@router.post(
    "",
    status_code=201,
    summary="Call a council together",
    response_model=MeetingView,
    responses=problems(*WRITE, CannotSchedule, SeatsWrong, UnderExamination, NoRule),
)
async def convene(body: NewMeeting, work: Work) -> MeetingView | Response:
    """The dossiers on the agenda must have been received by the council's unit. Conflicts are proposed from data."""
    law = work.resources.law
    return await work.do(commands.convene, view=view_of(law), law=law, council_id=body.council, **_agenda(body))


@router.get("", summary="List meetings", responses=problems())
async def index(
    work: Work,
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MeetingPage:
    """The meetings the person attends or whose unit the offices cover."""
    return MeetingPage.of(await queries.meetings(work.reads, actor=work.actor, unit=unit, after=after, limit=limit))


@router.get("/{meeting_id}", summary="Read a meeting", responses=problems(NotFound, NoRule))
async def show(meeting_id: Id, work: Work, response: Response) -> MeetingView:
    """Agenda, presence, quorum of each item, results of closed votes. Of an open one: whether oneself has voted."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    turnout = await queries.turnout(work.reads, actor=work.actor, meeting=meeting)
    held = await queries.held_items(work.reads, meeting)
    response.headers["ETag"] = f'"{meeting.version}"'
    return MeetingView.with_law(meeting, work.resources.law, turnout, held)


@router.put(
    "/{meeting_id}",
    summary="Prepare a meeting",
    response_model=MeetingView,
    responses=problems(*ITEM, CannotSchedule, UnderExamination, NoRule),
)
async def prepare(meeting_id: Id, body: Agenda, work: Work) -> MeetingView | Response:
    """Change agenda, papers and guests; members are told again when day, place or agenda change."""
    law = work.resources.law
    return await work.do(commands.prepare, view=view_of(law), law=law, meeting_id=meeting_id, **_agenda(body))


@router.put(
    "/{meeting_id}/presence",
    summary="Note who is there",
    response_model=MeetingView,
    responses=problems(*WRITE, NotAMember, MeetingOver, BallotOpen),
)
async def attend(meeting_id: Id, body: Attendance, work: Work) -> MeetingView | Response:
    """By chair or secretary, between two votes."""
    return await work.do(commands.attend, view=view_of(work.resources.law), meeting_id=meeting_id, presence=body.ways())


@router.post(
    "/{meeting_id}/conflicts",
    summary="Declare a conflict of interest",
    response_model=MeetingView,
    responses=problems(*ITEM, NotAMember),
)
async def declare(meeting_id: Id, body: ConflictInput, work: Work) -> MeetingView | Response:
    """The member does not vote on that item; its quorum is counted anew."""
    return await work.do(
        commands.declare,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=body.dossier,
        reason=body.reason,
        person=body.person,
    )


@router.post(
    "/{meeting_id}/conflicts/answers",
    summary="Confirm or refuse a proposed conflict",
    response_model=MeetingView,
    responses=problems(*ITEM, NoConflict, OwnConflict),
)
async def answer(meeting_id: Id, body: AnswerInput, work: Work) -> MeetingView | Response:
    """By chair or secretary. Proposal and answer are both kept; nobody refuses the own conflict."""
    return await work.do(
        commands.answer,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=body.dossier,
        person=body.person,
        confirmed=body.confirmed,
        why=body.why,
    )


@router.put(
    "/{meeting_id}/items/{dossier_id}/notes",
    summary="Note what was said about an item",
    response_model=MeetingView,
    responses=problems(*WRITE, NotOnAgenda, MeetingOver),
)
async def note(meeting_id: Id, dossier_id: Id, body: Notes, work: Work) -> MeetingView | Response:
    """By chair or secretary, for the minutes."""
    return await work.do(
        commands.note,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        notes=body.notes,
    )


@router.post(
    "/{meeting_id}/closing",
    summary="End the meeting",
    response_model=MeetingView,
    responses=problems(*WRITE, MeetingOver, BallotOpen, TieUnbroken, NoRule),
)
async def close(meeting_id: Id, work: Work) -> MeetingView | Response:
    """Each dossier learns what was decided, items without a vote go back to the officer, the minutes are made."""
    return await work.do(commands.close, view=view_of(work.resources.law), meeting_id=meeting_id)


def view_of(law: Law) -> Callable[[Meeting], MeetingView]:
    """Makes the view of a meeting under a law."""
    return lambda meeting: MeetingView.with_law(meeting, law)


def _agenda(body: Agenda) -> dict[str, object]:
    return {
        "title": body.title,
        "held_on": body.held_on,
        "time": body.time,
        "place": body.place,
        "dossiers": tuple(dict.fromkeys(body.dossiers)),
        "papers": tuple(Paper(title=one.title, link=one.link) for one in body.papers),
        "guests": tuple(body.guests),
    }
