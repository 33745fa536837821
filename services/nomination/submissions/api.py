"""Submissions over HTTP: put together and sent below, received and answered above."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from services.nomination.decisions.errors import NotASigner
from services.nomination.decisions.forms import Post
from services.nomination.decisions.parts import Way
from services.nomination.dossiers.api import Code, Reason
from services.nomination.dossiers.errors import DecidedHere, UnderExamination, WrongAddressee
from services.nomination.submissions import above, commands, queries
from services.nomination.submissions.errors import (
    InAnotherDraft,
    NothingLeft,
    NotInSubmission,
    NotToBeSubmitted,
    SubmissionNotPossible,
)
from services.nomination.submissions.model import TITLE
from services.nomination.submissions.views import SubmissionPage, SubmissionView
from shared.errors import Conflict, NotFound, Stale
from shared.law import NoRule
from shared.service import Input, Work, problems
from shared.service.work import KeyReused
from shared.signing import KeyUnusable, NoKey

router = APIRouter(prefix="/api/v1/submissions", tags=["submissions"])
SubmissionId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000014"])]
DossierRef = Annotated[str, Field(min_length=1, max_length=64)]
WRITE = (NotFound, Conflict, Stale, KeyReused, SubmissionNotPossible)
LIST = (NotToBeSubmitted, InAnotherDraft, DecidedHere, WrongAddressee, UnderExamination, NoRule)


class NewSubmission(Input):
    """Which dossiers go to which unit above."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"unit": "duong-quang", "to_unit": "my-hao", "dossiers": ["0198c0de-0000-7000-8000-00000000000a"]}
            ]
        }
    }

    unit: Code
    to_unit: Code
    dossiers: list[DossierRef] = Field(min_length=1, max_length=commands.MOST_LINES)
    title: str = Field(TITLE, min_length=5, max_length=500)
    reason: str = Field("", max_length=4000)


class SubmissionRevision(Input):
    """What the draft says from now on; without dossiers its list stays."""

    model_config = {"json_schema_extra": {"examples": [{"title": "Về việc đề nghị tặng Bằng khen năm 2025"}]}}

    title: str = Field(min_length=5, max_length=500)
    reason: str = Field("", max_length=4000)
    dossiers: list[DossierRef] = Field(default_factory=list, max_length=commands.MOST_LINES)


class Sending(Input):
    """In which post the letter is signed, how, and by whom where the officer notes a signature on paper."""

    model_config = {"json_schema_extra": {"examples": [{"post": "Chủ tịch", "way": "digital"}]}}

    post: Post = "Chủ tịch"
    way: Way | None = None
    signed_by: str = Field("", max_length=120)


class Why(Input):
    """Why a draft is given up."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Chờ phiên họp sau để trình cùng một đợt."}]}}

    reason: Reason


class SubmissionReturn(Input):
    """Why, and which dossiers; all that still wait where none is named."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"reason": "Thiếu chứng nhận sáng kiến.", "dossiers": ["0198c0de-0000-7000-8000-00000000000a"]}
            ]
        }
    }

    reason: Reason
    dossiers: list[DossierRef] = Field(default_factory=list, max_length=commands.MOST_LINES)


@router.post(
    "",
    status_code=201,
    summary="Put dossiers together",
    response_model=SubmissionView,
    responses=problems(*WRITE, *LIST),
)
async def draft(body: NewSubmission, work: Work) -> SubmissionView | Response:
    """A draft of one letter for dossiers that go to the same level; nothing has gone yet."""
    return await work.do(
        commands.draft,
        view=SubmissionView.of,
        law=work.resources.law,
        unit=body.unit,
        to_unit=body.to_unit,
        dossiers=body.dossiers,
        title=body.title,
        reason=body.reason,
    )


@router.get("", summary="List submissions", responses=problems())
async def index(
    *,
    work: Work,
    unit: Annotated[str, Query(max_length=80, description="From or to this unit")] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SubmissionPage:
    """What left or reached the units that the person's offices cover, newest first."""
    return SubmissionPage.of(await queries.page(work.reads, actor=work.actor, unit=unit, after=after, limit=limit))


@router.get("/{submission_id}", summary="Read a submission", responses=problems(NotFound))
async def show(submission_id: SubmissionId, work: Work, response: Response) -> SubmissionView:
    """By both ends and whoever is above them; the ETag is its version."""
    its = await queries.get(work.reads, actor=work.actor, submission_id=submission_id)
    response.headers["ETag"] = f'"{its.version}"'
    return SubmissionView.of(its)


@router.put(
    "/{submission_id}",
    summary="Change a draft",
    response_model=SubmissionView,
    responses=problems(*WRITE, *LIST),
)
async def revise(submission_id: SubmissionId, body: SubmissionRevision, work: Work) -> SubmissionView | Response:
    """Subject, reasons, dossiers."""
    return await work.do(
        commands.revise,
        view=SubmissionView.of,
        law=work.resources.law,
        submission_id=submission_id,
        title=body.title,
        reason=body.reason,
        dossiers=body.dossiers,
    )


@router.post(
    "/{submission_id}/discarding",
    summary="Give a draft up",
    response_model=SubmissionView,
    responses=problems(*WRITE),
)
async def discard(submission_id: SubmissionId, body: Why, work: Work) -> SubmissionView | Response:
    """It had no number, so the series has no hole."""
    return await work.do(commands.discard, view=SubmissionView.of, submission_id=submission_id, reason=body.reason)


@router.post(
    "/{submission_id}/sending",
    summary="Sign the letter and send the dossiers up",
    response_model=SubmissionView,
    responses=problems(*WRITE, *LIST, NotASigner, NoKey, KeyUnusable),
)
async def send(submission_id: SubmissionId, body: Sending, work: Work) -> SubmissionView | Response:
    """The letter takes the next number of the unit's series of the year; all dossiers go, or none."""
    return await work.do(
        commands.send,
        view=SubmissionView.of,
        law=work.resources.law,
        keys=work.resources.keys,
        submission_id=submission_id,
        post=body.post,
        way=body.way,
        signed_by=body.signed_by,
    )


@router.post(
    "/{submission_id}/receipt",
    summary="Note the receipt",
    response_model=SubmissionView,
    responses=problems(*WRITE),
)
async def receive(submission_id: SubmissionId, work: Work) -> SubmissionView | Response:
    """At the level above; the level below is told. Taking up a dossier notes it as well."""
    return await work.do(above.receive, view=SubmissionView.of, submission_id=submission_id)


@router.post(
    "/{submission_id}/acceptance",
    summary="Receive all dossiers for appraisal",
    response_model=SubmissionView,
    responses=problems(*WRITE, NothingLeft, UnderExamination, NoRule),
)
async def take(submission_id: SubmissionId, work: Work) -> SubmissionView | Response:
    """Those that still wait; from now on the council of the level above can have them."""
    return await work.do(above.take, view=SubmissionView.of, law=work.resources.law, submission_id=submission_id)


@router.post(
    "/{submission_id}/return",
    summary="Send a submission or single dossiers back",
    response_model=SubmissionView,
    responses=problems(*WRITE, NothingLeft, NotInSubmission),
)
async def return_(submission_id: SubmissionId, body: SubmissionReturn, work: Work) -> SubmissionView | Response:
    """With the reason, which stands in the submission and in each dossier; they go back to where they came from."""
    return await work.do(
        above.return_,
        view=SubmissionView.of,
        law=work.resources.law,
        submission_id=submission_id,
        reason=body.reason,
        which=body.dossiers,
    )
