"""Nominating together on screen: from the page of the dossier."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, model_validator

from services.nomination.dossiers import together
from services.nomination.dossiers.errors import AskedTwice
from services.nomination.dossiers.screen import dossier_page
from services.nomination.pages import PAGES
from shared.service import Work
from shared.web.forms import FormErrors, form

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}/co-nominators")


class InviteForm(BaseModel):
    """Which units are asked."""

    joint_units: list[str] = Field(title="đơn vị cùng đề nghị", min_length=1, max_length=20)


class JoinForm(BaseModel):
    """The answer of a unit."""

    unit: str = Field(title="đơn vị trả lời", min_length=1, max_length=80)
    joins: Literal["yes", "no"] = Field(title="trả lời")
    why_not: str = Field("", title="lý do không cùng đề nghị", max_length=2000)

    @model_validator(mode="after")
    def _reasoned(self) -> JoinForm:
        if self.joins == "no" and len(self.why_not) < 3:
            raise ValueError("Hãy ghi lý do không cùng đề nghị để đơn vị kia biết.")
        return self


class DropForm(BaseModel):
    """Which unit is asked no more."""

    unit: str = Field(min_length=1, max_length=80)


@router.post("")
async def invite(request: Request, work: Work, dossier_id: str) -> Response:
    """Ask."""
    sent = await form(request, InviteForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"invite": sent})
    try:
        await work.run(together.invite, dossier_id=dossier_id, units=sent.joint_units)
    except AskedTwice as error:
        wrong = FormErrors(sent.model_dump(mode="json"), {"joint_units": error.vi})
        return await dossier_page(request, work, dossier_id, wrong={"invite": wrong})
    return _back(dossier_id, "Đã mời cùng đề nghị. Hồ sơ gửi được khi các đơn vị đã trả lời.")


@router.post("/answer")
async def answer(request: Request, work: Work, dossier_id: str) -> Response:
    """Confirm or refuse."""
    sent = await form(request, JoinForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"join": _at_the_field(sent)})
    agrees = sent.joins == "yes"
    await work.run(together.answer, dossier_id=dossier_id, unit=sent.unit, agrees=agrees, reason=sent.why_not)
    return _back(dossier_id, "Đã xác nhận cùng đề nghị." if agrees else "Đã trả lời: không cùng đề nghị.")


@router.post("/removal")
async def drop(request: Request, work: Work, dossier_id: str) -> Response:
    """Go on without one."""
    sent = await form(request, DropForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"invite": sent})
    await work.run(together.drop, dossier_id=dossier_id, unit=sent.unit)
    return _back(dossier_id, "Đã bỏ đơn vị khỏi danh sách cùng đề nghị.")


def _at_the_field(sent: FormErrors) -> FormErrors:
    """What is wrong with the whole belongs to the reason."""
    errors: dict[str, Any] = {("why_not" if name == "" else name): text for name, text in sent.errors.items()}
    return FormErrors(sent.values, errors)


def _back(dossier_id: str, said: str) -> Response:
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", said)
