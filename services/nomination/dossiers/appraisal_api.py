"""What is done with a received dossier over HTTP: the supplement, the consultation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from services.nomination.dossiers import appraising
from services.nomination.dossiers.api import WRITE, DossierId, PartReasonInput, Reason
from services.nomination.dossiers.errors import AlreadyAnswered, AskedBefore, NotAsked
from services.nomination.dossiers.views import DossierView
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])
Place = Annotated[int, Path(ge=0, le=100, description="The place of the body in the list, from 0")]


class SupplementRequest(Input):
    """What is wrong with which parts."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"reasons": [{"part": "S", "reason": "Chưa có dấu của Hội đồng sáng kiến."}]}]
        }
    }

    reasons: list[PartReasonInput] = Field(min_length=1, max_length=50)


class ConsultationInput(Input):
    """Of whom, and what."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "question": "Việc chấp hành pháp luật của cá nhân được đề nghị.",
                    "bodies": ["duong-quang.cong-an", "Chi cục Thuế khu vực"],
                }
            ]
        }
    }

    question: Reason
    bodies: list[Annotated[str, Field(min_length=2, max_length=200)]] = Field(min_length=1, max_length=20)


class OpinionInput(Input):
    """Yes or no, and why."""

    model_config = {"json_schema_extra": {"examples": [{"agrees": True, "text": "Cá nhân chấp hành tốt pháp luật."}]}}

    agrees: bool
    text: str = Field("", max_length=2000)


class ConclusionInput(Input):
    """Why the others are waited for no longer."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Đã quá thời hạn trả lời."}]}}

    reason: Reason


@router.post(
    "/{dossier_id}/supplement-request",
    summary="Ask for a supplement",
    response_model=DossierView,
    responses=problems(*WRITE, AskedBefore),
)
async def ask(dossier_id: DossierId, body: SupplementRequest, work: Work) -> DossierView | Response:
    """Once while a unit appraises it. The clock stands until the supplement comes; without it the dossier expires."""
    return await work.do(
        appraising.ask_supplement,
        view=DossierView.of,
        law=work.resources.law,
        dossier_id=dossier_id,
        reasons=[one.told() for one in body.reasons],
    )


@router.post(
    "/{dossier_id}/supplement",
    summary="Send the supplement",
    response_model=DossierView,
    responses=problems(*WRITE),
)
async def supplement(dossier_id: DossierId, work: Work) -> DossierView | Response:
    """After the dossier was written anew; the conditions are looked at again under the law of its receipt."""
    return await work.do(appraising.supplement, view=DossierView.of, law=work.resources.law, dossier_id=dossier_id)


@router.post(
    "/{dossier_id}/consultation",
    summary="Ask other bodies for their opinion",
    response_model=DossierView,
    responses=problems(*WRITE),
)
async def consult(dossier_id: DossierId, body: ConsultationInput, work: Work) -> DossierView | Response:
    """Hiệp y. A body is the code of a unit, which then reads the dossier, or the name of a body without an account."""
    return await work.do(
        appraising.consult,
        view=DossierView.of,
        law=work.resources.law,
        dossier_id=dossier_id,
        question=body.question,
        bodies=body.bodies,
    )


@router.post(
    "/{dossier_id}/consultation/opinions/{place}",
    summary="Answer a consultation",
    response_model=DossierView,
    responses=problems(*WRITE, NotAsked, AlreadyAnswered),
)
async def opine(dossier_id: DossierId, place: Place, body: OpinionInput, work: Work) -> DossierView | Response:
    """By the head of the body that was asked, or by the officer for an answer on paper. The last answer ends it."""
    return await work.do(
        appraising.opine,
        view=DossierView.of,
        dossier_id=dossier_id,
        place=place,
        agrees=body.agrees,
        text=body.text,
    )


@router.post(
    "/{dossier_id}/consultation/conclusion",
    summary="Wait for opinions no longer",
    response_model=DossierView,
    responses=problems(*WRITE),
)
async def conclude(dossier_id: DossierId, body: ConclusionInput, work: Work) -> DossierView | Response:
    """The clock goes on; who has not answered is named."""
    return await work.do(appraising.conclude, view=DossierView.of, dossier_id=dossier_id, reason=body.reason)
