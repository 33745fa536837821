"""Voting over HTTP. No idempotency key is kept of a vote, and no answer tells what was voted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.nomination.councils import ballots, queries
from services.nomination.councils.api import Id, Person
from services.nomination.councils.errors import (
    AlreadyVoted,
    BadSeal,
    BallotNotOpen,
    BallotsMissing,
    ConflictsUnanswered,
    MeetingOver,
    NoKey,
    NoQuorum,
    NotAMember,
    NothingToSettle,
    NotOnAgenda,
    NotYet,
    NoVote,
    TooFewBallots,
    TooFewVoters,
    VotedTwice,
    WrongKey,
)
from services.nomination.councils.keys import Sealed
from services.nomination.councils.meetings_api import ITEM, view_of
from services.nomination.councils.parts import Vote
from services.nomination.councils.published import Published
from services.nomination.councils.views import MeetingView, Receipt
from services.nomination.dossiers.errors import UnderExamination
from shared.errors import Conflict, NotFound
from shared.law.errors import NoRule
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/meetings/{meeting_id}/items/{dossier_id}", tags=["ballots"])
EXAMPLE_KEY = "7KQM-2XHD-90TV-B4CS-E1NA-XX3Z-W8P5"


class OpeningInput(Input):
    """How a vote is opened.

    ``key`` locks the box of a secret vote: make it at random, keep it until the vote is counted, show it to nobody;
    the service does not keep it. ``aware``: the council knows that so few votes cannot stay secret.
    """

    model_config = {"json_schema_extra": {"examples": [{"key": EXAMPLE_KEY}]}}

    key: str = Field("", max_length=200)
    aware: bool = False


class VoteInput(Input):
    """One vote: ``A`` agree, ``D`` disagree, ``B`` no opinion. All are equally long on the way."""

    model_config = {"json_schema_extra": {"examples": [{"vote": "A"}]}}

    vote: Vote


class HandsInput(Input):
    """The hands raised in an open vote, by member."""

    model_config = {"json_schema_extra": {"examples": [{"hands": {"dq-chu-tich-01": "A", "dq-van-hoa-01": "D"}}]}}

    hands: dict[Person, Vote] = Field(min_length=1, max_length=99)


class CountInput(Input):
    """How a vote is ended: ``key`` opens the box of a secret one, ``early`` waits no longer for who has not voted."""

    model_config = {"json_schema_extra": {"examples": [{"key": EXAMPLE_KEY}]}}

    key: str = Field("", max_length=200)
    early: bool = False


class Why(Input):
    """The reason, which is kept."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Mất kết nối giữa chừng."}]}}

    reason: str = Field(min_length=3, max_length=1000)


class CastingInput(Why):
    """Which side prevails."""

    model_config = {
        "json_schema_extra": {"examples": [{"approve": True, "reason": "Thành tích rõ, đủ giấy tờ chứng minh."}]}
    }

    approve: bool


@router.post(
    "/opening",
    summary="Open the vote on an item",
    response_model=MeetingView,
    responses=problems(
        *ITEM, NoQuorum, NotYet, BallotNotOpen, ConflictsUnanswered, TooFewVoters, NoKey, UnderExamination, NoRule
    ),
)
async def open_ballot(
    *, meeting_id: Id, dossier_id: Id, work: Work, sealing: Sealed, body: OpeningInput | None = None
) -> MeetingView | Response:
    """By chair or secretary; refused without a quorum of members who may vote on it, or with unanswered conflicts."""
    law, asked = work.resources.law, body or OpeningInput(key="")
    return await work.do(
        ballots.open_ballot,
        view=view_of(law),
        law=law,
        sealing=sealing,
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        key=asked.key,
        aware=asked.aware,
    )


@router.post(
    "/vote",
    status_code=201,
    summary="Vote",
    responses=problems(NotFound, Conflict, NotOnAgenda, MeetingOver, BallotNotOpen, AlreadyVoted, NoVote, BadSeal),
)
async def cast(*, meeting_id: Id, dossier_id: Id, body: VoteInput, work: Work, response: Response) -> Receipt:
    """Once and for good. No idempotency key is kept of a vote: a repetition is refused as a second vote."""
    where = {"meeting_id": meeting_id, "dossier_id": dossier_id}
    lock, sealed = await ballots.sealed_for(work.reads, actor=work.actor, vote=body.vote, **where)
    code = ""
    if sealed is None:
        await work.run(ballots.cast_openly, vote=body.vote, **where)
    else:
        code = await work.run(ballots.cast, lock=lock, sealed=sealed, **where)
    response.headers["Cache-Control"] = "no-store"
    return Receipt(meeting=meeting_id, dossier=dossier_id, code=code)


@router.put(
    "/hands",
    summary="Note raised hands",
    response_model=MeetingView,
    responses=problems(*ITEM, BallotNotOpen, NotAMember),
)
async def raise_hands(meeting_id: Id, dossier_id: Id, body: HandsInput, work: Work) -> MeetingView | Response:
    """By chair or secretary, in an open vote; what a member entered is not overwritten."""
    return await work.do(
        ballots.raise_hands,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        hands=body.hands,
    )


@router.post(
    "/closing",
    summary="Count the vote on an item",
    response_model=MeetingView,
    responses=problems(*ITEM, BallotNotOpen, WrongKey, TooFewBallots, BallotsMissing, NoRule),
)
async def close_ballot(
    *, meeting_id: Id, dossier_id: Id, work: Work, sealing: Sealed, body: CountInput | None = None
) -> MeetingView | Response:
    """By chair or secretary: the tally is known from now on. Of a secret vote nothing else ever is."""
    law, asked = work.resources.law, body or CountInput(key="")
    return await work.do(
        ballots.close_ballot,
        view=view_of(law),
        law=law,
        sealing=sealing,
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        key=asked.key,
        early=asked.early,
    )


@router.post(
    "/voiding",
    summary="End a vote without counting",
    response_model=MeetingView,
    responses=problems(*ITEM, BallotNotOpen),
)
async def void(meeting_id: Id, dossier_id: Id, body: Why, work: Work) -> MeetingView | Response:
    """By chair or secretary, when a key is lost or too few have voted. The item can be voted on again."""
    return await work.do(
        ballots.void,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        reason=body.reason,
    )


@router.post(
    "/casting",
    summary="Break a tie",
    response_model=MeetingView,
    responses=problems(*ITEM, NothingToSettle),
)
async def break_tie(meeting_id: Id, dossier_id: Id, body: CastingInput, work: Work) -> MeetingView | Response:
    """By the chair, where the council's rule says that the chair's opinion prevails."""
    return await work.do(
        ballots.break_tie,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        approve=body.approve,
        reason=body.reason,
    )


@router.post(
    "/repetition",
    summary="Vote again on an item",
    response_model=MeetingView,
    responses=problems(*ITEM, NothingToSettle, VotedTwice),
)
async def repeat(meeting_id: Id, dossier_id: Id, body: Why, work: Work) -> MeetingView | Response:
    """By chair or secretary, once, with the reason. The first vote is kept with its result."""
    return await work.do(
        ballots.repeat,
        view=view_of(work.resources.law),
        meeting_id=meeting_id,
        dossier_id=dossier_id,
        reason=body.reason,
    )


@router.get("/ballots", summary="The published ballots of a secret vote", responses=problems(NotFound, NotOnAgenda))
async def published(
    meeting_id: Id, dossier_id: Id, work: Work, number: Annotated[int, Query(alias="round", ge=0, le=1000)] = 0
) -> Published:
    """Everything needed to count again with ``verify_ballot``; not there while the vote is open. 0: the last round."""
    meeting, box = await queries.box(
        work.reads, actor=work.actor, meeting_id=meeting_id, dossier_id=dossier_id, round_=number
    )
    return Published.of(meeting, box)
