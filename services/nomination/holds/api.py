"""Holds over HTTP: for officers alone."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from services.nomination.holds import commands
from services.nomination.holds.commands import HeldAlready
from services.nomination.holds.model import Hold, HoldLiftedBefore
from shared.errors import Conflict, NotFound, Stale
from shared.law import ProceedingKind
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/holds", tags=["holds"])
WRITE = (NotFound, Conflict, Stale, KeyReused)


class NewHold(Input):
    """On the nominee of which dossier, and why."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "dossier": "0198c0de-0000-7000-8000-00000000000a",
                    "what": "complaint",
                    "since": "2025-06-02",
                    "basis": "Thông báo thụ lý số 05/TB-UBND",
                }
            ]
        }
    }

    dossier: str = Field(min_length=1, max_length=64)
    what: ProceedingKind
    since: date
    basis: str = Field(min_length=3, max_length=500)


class Lifting(Input):
    """How it ended."""

    model_config = {"json_schema_extra": {"examples": [{"result": "Kết luận: không có vi phạm."}]}}

    result: str = Field(min_length=3, max_length=1000)


class HoldView(BaseModel):
    """A hold."""

    id: str
    version: int
    unit: str
    nominee: str
    shown: str
    what: ProceedingKind
    since: date
    basis: str
    lifted_on: date | None
    result: str

    @classmethod
    def of(cls, hold: Hold) -> Self:
        """The view of a hold."""
        return cls.model_validate(vars(hold))


@router.post(
    "", status_code=201, summary="Hold a nominee", response_model=HoldView, responses=problems(*WRITE, HeldAlready)
)
async def place(body: NewHold, work: Work) -> HoldView | Response:
    """While it stands, no dossier of that nominee is submitted, received, forwarded or decided."""
    return await work.do(
        commands.place,
        view=HoldView.of,
        dossier_id=body.dossier,
        what=body.what,
        since=body.since,
        basis=body.basis,
    )


@router.post(
    "/{hold_id}/lifting",
    summary="Lift a hold",
    response_model=HoldView,
    responses=problems(*WRITE, HoldLiftedBefore),
)
async def lift(hold_id: Annotated[str, Path(max_length=64)], body: Lifting, work: Work) -> HoldView | Response:
    """The examination is over; the result is kept."""
    return await work.do(commands.lift, view=HoldView.of, hold_id=hold_id, result=body.result)
