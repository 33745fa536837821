"""Nominating together over HTTP: asking units, answering for one, going on without it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from services.nomination.dossiers import together
from services.nomination.dossiers.api import WRITE, Code, DossierId
from services.nomination.dossiers.errors import AlreadyAnswered, AskedTwice, NotAskedToJoin
from services.nomination.dossiers.views import DossierView
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/dossiers/{dossier_id}/co-nominators", tags=["dossiers"])
Unit = Annotated[str, Path(max_length=80, pattern=r"^[\w.\-]+$", examples=["duong-quang.thon-4"])]


class Invitation(Input):
    """Which units are asked."""

    model_config = {"json_schema_extra": {"examples": [{"units": ["duong-quang.thon-4"]}]}}

    units: list[Code] = Field(min_length=1, max_length=20)


class Answer(Input):
    """Yes or no; why, where the answer is no."""

    model_config = {"json_schema_extra": {"examples": [{"agrees": True}]}}

    agrees: bool
    reason: str = Field("", max_length=2000)


@router.post(
    "",
    summary="Ask units to nominate together",
    response_model=DossierView,
    responses=problems(*WRITE, AskedTwice, NotAskedToJoin),
)
async def invite(dossier_id: DossierId, body: Invitation, work: Work) -> DossierView | Response:
    """While it is being written. It is sent only when all have answered or are asked no more."""
    return await work.do(together.invite, view=DossierView.of, dossier_id=dossier_id, units=body.units)


@router.post(
    "/{unit}/answer",
    summary="Confirm or refuse to nominate together",
    response_model=DossierView,
    responses=problems(*WRITE, AlreadyAnswered, NotAskedToJoin),
)
async def answer(dossier_id: DossierId, unit: Unit, body: Answer, work: Work) -> DossierView | Response:
    """By the head of the unit that was asked. A unit that refuses does not stand on the letter."""
    return await work.do(
        together.answer,
        view=DossierView.of,
        dossier_id=dossier_id,
        unit=unit,
        agrees=body.agrees,
        reason=body.reason,
    )


@router.delete(
    "/{unit}",
    summary="Go on without a unit",
    response_model=DossierView,
    responses=problems(*WRITE, NotAskedToJoin),
)
async def drop(dossier_id: DossierId, unit: Unit, work: Work) -> DossierView | Response:
    """Whatever it answered, or has not answered yet."""
    return await work.do(together.drop, view=DossierView.of, dossier_id=dossier_id, unit=unit)
