"""One item of a meeting on screen: its conflicts, what was said about it, its votes."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination.councils import commands
from services.nomination.councils.screens import screen, show, url
from services.nomination.councils.sealing import new_key
from services.nomination.pages import PAGES
from shared.errors import RuleBroken
from shared.service import Work
from shared.web.forms import FormErrors, form

router = APIRouter(include_in_schema=False, prefix="/meetings/{meeting_id}/items/{dossier_id}")
ITEM = "councils/item.html"


class ConflictForm(BaseModel):
    """A member steps back."""

    why: str = Field(title="lý do", min_length=3, max_length=1000)
    person: str = Field("", title="ủy viên", max_length=80)


class AnswerForm(BaseModel):
    """Whether a proposed conflict holds, and why."""

    person: str = Field(title="ủy viên", min_length=1, max_length=80)
    answer: str = Field(title="câu trả lời", pattern="^(confirm|refuse)$")
    reply: str = Field(title="lý do", min_length=3, max_length=1000)


class NotesForm(BaseModel):
    """What was said."""

    notes: str = Field("", title="ý kiến thảo luận", max_length=5000)


@router.get("")
async def one(request: Request, work: Work, meeting_id: str, dossier_id: str) -> HTMLResponse:
    """The item in hand."""
    return await _page(request, work, meeting_id, dossier_id)


@router.post("/conflicts")
async def declare(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Step back from it."""
    sent = await form(request, ConflictForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, meeting_id, dossier_id, sent)
    where = {"meeting_id": meeting_id, "dossier_id": dossier_id}
    await work.run(commands.declare, reason=sent.why, person=sent.person, **where)
    return PAGES.see_other(url(meeting_id, dossier_id), "Đã ghi nhận ủy viên không bỏ phiếu mục này.")


@router.post("/answers")
async def answer(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Answer what the data propose."""
    sent = await form(request, AnswerForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, meeting_id, dossier_id, sent)
    where = {"meeting_id": meeting_id, "dossier_id": dossier_id}
    try:
        await work.run(commands.answer, person=sent.person, confirmed=sent.answer == "confirm", why=sent.reply, **where)
    except RuleBroken as error:
        return await _page(request, work, meeting_id, dossier_id, FormErrors({}, {"": error.vi}))
    return PAGES.see_other(url(meeting_id, dossier_id), "Đã ghi câu trả lời.")


@router.post("/notes")
async def note(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Save what was said."""
    sent = await form(request, NotesForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, meeting_id, dossier_id, sent)
    await work.run(commands.note, meeting_id=meeting_id, dossier_id=dossier_id, notes=sent.notes)
    return PAGES.see_other(url(meeting_id, dossier_id), "Đã lưu ý kiến thảo luận.")


async def _page(
    request: Request, work: Work, meeting_id: str, dossier_id: str, wrong: FormErrors | None = None
) -> HTMLResponse:
    item = (await screen(work, meeting_id)).item(dossier_id)
    return await show(request, work, meeting_id, ITEM, wrong=wrong, item=item, new_key=new_key())
