"""Holds on screen: placed and lifted from the page of a dossier."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from services.nomination.dossiers.screen import dossier_page
from services.nomination.holds import commands
from services.nomination.pages import PAGES
from shared.law import ProceedingKind
from shared.service import Work
from shared.web.forms import Day, FormErrors, form

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Field(min_length=3, max_length=500)]


class HoldForm(BaseModel):
    """What is examined, since when, on which paper."""

    what: ProceedingKind = Field(title="việc đang xem xét")
    since: Day = Field(title="ngày bắt đầu")
    basis: Text = Field(title="căn cứ")


class LiftForm(BaseModel):
    """How it ended."""

    hold: str = Field(min_length=1, max_length=64)
    result: Text = Field(title="kết quả")


@router.post("/dossiers/{dossier_id}/hold")
async def place(request: Request, work: Work, dossier_id: str) -> Response:
    """Hold the nominee."""
    sent = await form(request, HoldForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"hold": sent})
    await work.run(commands.place, dossier_id=dossier_id, what=sent.what, since=sent.since, basis=sent.basis)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã ghi: tạm dừng xét khen thưởng.")


@router.post("/dossiers/{dossier_id}/hold/lifting")
async def lift(request: Request, work: Work, dossier_id: str) -> Response:
    """Lift it."""
    sent = await form(request, LiftForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"lift": sent})
    await work.run(commands.lift, hold_id=sent.hold, result=sent.result)
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", "Đã kết thúc tạm dừng xét.")
