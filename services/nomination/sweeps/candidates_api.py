"""Candidates over HTTP: declaration, proof, opinion, dossier."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field
from pydantic.config import JsonDict

from services.nomination.dossiers.errors import AlreadyUsed, Ineligible, UnderExamination
from services.nomination.holds.api import HoldView
from services.nomination.holds.commands import HeldAlready
from services.nomination.sweeps import appraising, commands, declaring, queries
from services.nomination.sweeps.api import WRITE, NewCandidate
from services.nomination.sweeps.errors import (
    AnswerStillDue,
    CandidateNotPossible,
    CommentUnanswered,
    DeclarationIncomplete,
    DossierAlive,
    NoAwardYet,
    NoticeStillRuns,
    PerhapsTwice,
    ProofLacking,
    RelativeMustDeclare,
)
from services.nomination.sweeps.parts import Declaration
from services.nomination.sweeps.views import CandidateView, ProofView
from shared.errors import NotFound
from shared.law import ProceedingKind
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/candidates", tags=["sweeps"])
CandidateId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000022"])]
WRITE_ONE = (*WRITE, CandidateNotPossible)
Text = Annotated[str, Field(min_length=3, max_length=2000)]

_DECLARED: JsonDict = {
    "by": "self",
    "on": "2025-04-21",
    "home_town": "Xã Dương Quang",
    "residence": "Thôn 3",
    "stints": [{"since": "1968-03-01", "until": "1971-05-01", "unit": "Đội 25", "task": "mở đường"}],
    "not_examined": True,
    "first_time": True,
}


class PersonInput(NewCandidate):
    """Who it is, written anew; the hamlet stays."""

    hamlet: str = ""


class DeclarationInput(Input, Declaration):
    """What is declared. ``by`` self or relative; a relative says who, which relation and by whose authority."""

    model_config = {"json_schema_extra": {"examples": [_DECLARED]}}


class ReasonInput(Input):
    """Why."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Thời gian tham gia chưa đủ 24 tháng."}]}}

    reason: Text


class QuestionInput(Input):
    """What the association is asked."""

    model_config = {"json_schema_extra": {"examples": [{"question": "Thời gian tham gia có đúng không?"}]}}

    question: Text


class OpinionInput(Input):
    """What it answered, and on which day where the answer came on paper."""

    model_config = {"json_schema_extra": {"examples": [{"agrees": True, "text": "Đúng như bản khai."}]}}

    agrees: bool
    text: str = Field("", max_length=2000)
    given_on: date | None = None


class HoldInput(Input):
    """What is examined, since when, on which paper."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"what": "complaint", "since": "2025-05-06", "basis": "Ý kiến ngày 06/5/2025 tại niêm yết"}]
        }
    }

    what: ProceedingKind
    since: date
    basis: str = Field(min_length=3, max_length=500)


@router.get("/{candidate_id}", summary="Read a candidate with the history", responses=problems(NotFound))
async def show(candidate_id: CandidateId, work: Work) -> CandidateView:
    """For the commune, the hamlet, and the association once it is asked."""
    return CandidateView.of(await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id))


@router.get("/{candidate_id}/proof", summary="What the proofs come to", responses=problems(NotFound))
async def proof(candidate_id: CandidateId, work: Work) -> ProofView:
    """Whether they suffice, by which article, what is missing, and the days that the law sets the commune."""
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    return ProofView.of(work.resources.law, one, work.clock.today())


@router.put(
    "/{candidate_id}",
    summary="Write anew who it is",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE, PerhapsTwice),
)
async def edit(candidate_id: CandidateId, body: PersonInput, work: Work) -> CandidateView | Response:
    """Until the proof is complete; what stood there before stays in the history."""
    return await work.do(
        commands.edit,
        view=CandidateView.of,
        candidate_id=candidate_id,
        person=body.told(),
        distinct_reason=body.distinct_reason,
    )


@router.put(
    "/{candidate_id}/declaration",
    summary="Write down the declaration",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE, RelativeMustDeclare, DeclarationIncomplete),
)
async def declare(candidate_id: CandidateId, body: DeclarationInput, work: Work) -> CandidateView | Response:
    """By the person, or by a relative; for the dead by a relative alone. Entered by hamlet or officer."""
    return await work.do(
        declaring.declare,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        declaration=Declaration.model_validate(body.model_dump()),
    )


@router.post(
    "/{candidate_id}/confirmation",
    summary="Find declaration and proof complete",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE, ProofLacking),
)
async def confirm(candidate_id: CandidateId, work: Work) -> CandidateView | Response:
    """By the officer; refused with the article and what is missing. The commune's time counts from this day."""
    return await work.do(declaring.confirm, view=CandidateView.of, law=work.resources.law, candidate_id=candidate_id)


@router.post(
    "/{candidate_id}/return",
    summary="Give declaration and proof back to the hamlet",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE),
)
async def give_back(candidate_id: CandidateId, body: ReasonInput, work: Work) -> CandidateView | Response:
    """With the reason; the commune's time begins anew when they are complete."""
    return await work.do(
        declaring.give_back,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        reason=body.reason,
    )


@router.post(
    "/{candidate_id}/consultation",
    summary="Ask the association",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE),
)
async def ask(candidate_id: CandidateId, body: QuestionInput, work: Work) -> CandidateView | Response:
    """The commune's clock stands until it has answered or is waited for no longer."""
    return await work.do(
        appraising.ask,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        question=body.question,
    )


@router.post(
    "/{candidate_id}/opinion",
    summary="Answer for the association",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE),
)
async def opine(candidate_id: CandidateId, body: OpinionInput, work: Work) -> CandidateView | Response:
    """Through its head, or noted by the officer from paper with its date."""
    return await work.do(
        appraising.opine,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        agrees=body.agrees,
        text=body.text,
        given_on=body.given_on,
    )


@router.post(
    "/{candidate_id}/conclusion",
    summary="Wait for the association no longer",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE, AnswerStillDue),
)
async def conclude(candidate_id: CandidateId, body: ReasonInput, work: Work) -> CandidateView | Response:
    """Once the day for its answer has passed."""
    return await work.do(
        appraising.conclude,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        reason=body.reason,
    )


@router.post(
    "/{candidate_id}/dossier",
    status_code=201,
    summary="Make a dossier of a candidate",
    response_model=CandidateView,
    responses=problems(
        *WRITE_ONE, NoticeStillRuns, CommentUnanswered, UnderExamination, Ineligible, AlreadyUsed, NoAwardYet
    ),
)
async def propose(candidate_id: CandidateId, work: Work) -> CandidateView | Response:
    """After the public notice; the dossier is sent to the officer and goes the way of all dossiers."""
    return await work.do(appraising.propose, view=CandidateView.of, law=work.resources.law, candidate_id=candidate_id)


@router.post(
    "/{candidate_id}/setting-aside",
    summary="Set somebody aside",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE),
)
async def set_aside(candidate_id: CandidateId, body: ReasonInput, work: Work) -> CandidateView | Response:
    """With the reason; the name stays on the list."""
    return await work.do(commands.set_aside, view=CandidateView.of, candidate_id=candidate_id, reason=body.reason)


@router.post(
    "/{candidate_id}/taking-up",
    summary="Take somebody up again",
    response_model=CandidateView,
    responses=problems(*WRITE_ONE, DossierAlive),
)
async def take_up(candidate_id: CandidateId, body: ReasonInput, work: Work) -> CandidateView | Response:
    """Who was set aside, or whose dossier ended without an award."""
    return await work.do(
        commands.take_up,
        view=CandidateView.of,
        law=work.resources.law,
        candidate_id=candidate_id,
        reason=body.reason,
    )


@router.post(
    "/{candidate_id}/hold",
    status_code=201,
    summary="Hold a candidate",
    response_model=HoldView,
    responses=problems(*WRITE_ONE, HeldAlready),
)
async def hold(candidate_id: CandidateId, body: HoldInput, work: Work) -> HoldView | Response:
    """While it stands no dossier is made of the candidate, nor received, forwarded or decided."""
    return await work.do(
        commands.hold,
        view=HoldView.of,
        candidate_id=candidate_id,
        what=body.what,
        since=body.since,
        basis=body.basis,
    )
