"""Meetings and ballots over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.nomination.councils import ballots, commands, queries
from services.nomination.councils.api import WRITE, Id, Person
from services.nomination.councils.ballot import Vote
from services.nomination.councils.errors import (
    AlreadyVoted,
    BallotNotOpen,
    BallotOpen,
    BallotUnreadable,
    CannotSchedule,
    MeetingOver,
    NoQuorum,
    NotAMember,
    NotOnAgenda,
    NotYet,
    NoVote,
    SeatsWrong,
)
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.sealing import Sealing
from services.nomination.councils.views import MeetingPage, MeetingView, Receipt, Tokens
from shared.errors import Conflict, NotFound
from shared.law import Law
from shared.law.errors import NoRule
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/meetings", tags=["meetings"])

ITEM = (*WRITE, NotOnAgenda, MeetingOver, BallotOpen)


class NewMeeting(Input):
    """When, where, about which dossiers."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "council": "0198c0de-0000-7000-8000-00000000000d",
                    "title": "Phiên xét khen thưởng quý II",
                    "held_on": "2025-06-20",
                    "time": "08:00",
                    "place": "Phòng họp UBND xã",
                    "dossiers": ["0198c0de-0000-7000-8000-00000000000a"],
                }
            ]
        }
    }

    council: str = Field(min_length=1, max_length=64)
    title: str = Field(min_length=2, max_length=300)
    held_on: date
    time: str = Field("", max_length=5, pattern=r"^(\d\d:\d\d)?$")
    place: str = Field(min_length=2, max_length=300)
    dossiers: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=500)


class Presence(Input):
    """The members who are there."""

    model_config = {"json_schema_extra": {"examples": [{"present": ["dq-chu-tich-01", "dq-van-hoa-01"]}]}}

    present: list[Person] = Field(max_length=99)


class ConflictInput(Input):
    """On which item, why; ``person`` when chair or secretary note it for a member."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"dossier": "0198c0de-0000-7000-8000-00000000000a", "reason": "Là trưởng đơn vị đề nghị."}]
        }
    }

    dossier: str = Field(min_length=1, max_length=64)
    reason: str = Field(min_length=3, max_length=1000)
    person: str = Field("", max_length=80, pattern=r"^[\w.\-@]*$")


class VoteInput(Input):
    """One vote."""

    model_config = {"json_schema_extra": {"examples": [{"vote": "agree"}]}}

    vote: Vote


@router.post(
    "",
    status_code=201,
    summary="Call a council together",
    response_model=MeetingView,
    responses=problems(*WRITE, CannotSchedule, SeatsWrong, NoRule),
)
async def convene(body: NewMeeting, work: Work) -> MeetingView | Response:
    """The dossiers on the agenda must have been received by the council's unit."""
    return await work.do(
        commands.convene,
        view=_view(work.resources.law),
        council_id=body.council,
        title=body.title,
        held_on=body.held_on,
        time=body.time,
        place=body.place,
        dossiers=tuple(dict.fromkeys(body.dossiers)),
    )


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
    """Agenda, presence, quorum of each item, results of closed ballots. Of an open one: whether oneself has voted."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    turnout = await queries.turnout(work.reads, actor=work.actor, meeting=meeting)
    response.headers["ETag"] = f'"{meeting.version}"'
    return MeetingView.with_law(meeting, work.resources.law, turnout)


@router.put(
    "/{meeting_id}/presence",
    summary="Note who is there",
    response_model=MeetingView,
    responses=problems(*WRITE, NotAMember, MeetingOver, BallotOpen),
)
async def attend(meeting_id: Id, body: Presence, work: Work) -> MeetingView | Response:
    """By chair or secretary, between two ballots."""
    return await work.do(
        commands.attend, view=_view(work.resources.law), meeting_id=meeting_id, present=tuple(body.present)
    )


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
        view=_view(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=body.dossier,
        reason=body.reason,
        person=body.person,
    )


@router.post(
    "/{meeting_id}/items/{dossier_id}/opening",
    summary="Open the ballot on an item",
    response_model=MeetingView,
    responses=problems(*ITEM, NoQuorum, NotYet, BallotNotOpen, NoRule),
)
async def open_ballot(meeting_id: Id, dossier_id: Id, work: Work) -> MeetingView | Response:
    """By chair or secretary; refused without a quorum of members who may vote on it."""
    law = work.resources.law
    return await work.do(ballots.open_ballot, view=_view(law), law=law, meeting_id=meeting_id, dossier_id=dossier_id)


@router.post(
    "/{meeting_id}/items/{dossier_id}/vote",
    status_code=201,
    summary="Vote in secret",
    responses=problems(NotFound, Conflict, NotOnAgenda, MeetingOver, BallotNotOpen, AlreadyVoted, NoVote),
)
async def cast(
    *, meeting_id: Id, dossier_id: Id, body: VoteInput, work: Work, seal: Sealing, response: Response
) -> Receipt:
    """Once and for good. No idempotency key is kept of a vote: a repetition is refused as a second vote."""
    token = await work.run(ballots.cast, seal=seal, meeting_id=meeting_id, dossier_id=dossier_id, vote=body.vote)
    response.headers["Cache-Control"] = "no-store"
    return Receipt(meeting=meeting_id, dossier=dossier_id, token=token)


@router.post(
    "/{meeting_id}/items/{dossier_id}/closing",
    summary="Close the ballot on an item",
    response_model=MeetingView,
    responses=problems(*ITEM, BallotNotOpen, BallotUnreadable, NoRule),
)
async def close_ballot(meeting_id: Id, dossier_id: Id, work: Work, seal: Sealing) -> MeetingView | Response:
    """By chair or secretary: the tally is known from now on, and nothing else ever."""
    law = work.resources.law
    return await work.do(
        ballots.close_ballot, view=_view(law), law=law, seal=seal, meeting_id=meeting_id, dossier_id=dossier_id
    )


@router.get(
    "/{meeting_id}/items/{dossier_id}/tokens",
    summary="The receipts of a closed ballot",
    responses=problems(NotFound, NotOnAgenda),
)
async def tokens(meeting_id: Id, dossier_id: Id, work: Work) -> Tokens:
    """Whoever voted finds the own token here; empty while the ballot is open."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    meeting.item(dossier_id)
    known = (await queries.turnout(work.reads, actor=work.actor, meeting=meeting)).get(dossier_id)
    return Tokens(meeting=meeting_id, dossier=dossier_id, tokens=known.tokens if known else ())


@router.post(
    "/{meeting_id}/closing",
    summary="End the meeting",
    response_model=MeetingView,
    responses=problems(*WRITE, MeetingOver, BallotOpen, NoRule),
)
async def close(meeting_id: Id, work: Work) -> MeetingView | Response:
    """Each dossier learns what was decided; items without a ballot go back to the officer."""
    return await work.do(commands.close, view=_view(work.resources.law), meeting_id=meeting_id)


def _view(law: Law) -> Callable[[Meeting], MeetingView]:
    """Makes the view of a meeting under a law."""
    return lambda meeting: MeetingView.with_law(meeting, law)
