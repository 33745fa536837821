"""Minutes on screen: reading, wording, signing, printing."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.councils import minutes_api, minutes_commands, queries
from services.nomination.councils.minutes import Minutes, Wording
from services.nomination.councils.minutes_printed import printed
from services.nomination.councils.states import MinutesAction
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.clock import VIETNAM
from shared.errors import BadInput
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, form

router = APIRouter(include_in_schema=False, prefix="/minutes")
HOUR = r"^([01]\d|2[0-3]):[0-5]\d$"


class WordingForm(BaseModel):
    """What the secretary words. Lists are one to a line."""

    day: Day = Field(title="ngày")
    started: str = Field(title="giờ bắt đầu", pattern=HOUR)
    ended: str = Field(title="giờ kết thúc", pattern=HOUR)
    counters: str = Field("", title="tổ kiểm phiếu", max_length=3000)
    discussion: str = Field("", title="nội dung thảo luận", max_length=20_000)
    conclusion: str = Field("", title="kết luận", max_length=5_000)
    recipients: str = Field("", title="nơi nhận", max_length=5_000)

    def wording(self) -> Wording:
        """As the model takes it."""
        return Wording(
            started=datetime.combine(self.day, time.fromisoformat(self.started), VIETNAM),
            ended=datetime.combine(self.day, time.fromisoformat(self.ended), VIETNAM),
            counters=_lines(self.counters),
            discussion=self.discussion,
            conclusion=self.conclusion,
            recipients=_lines(self.recipients),
        )


class SureForm(BaseModel):
    """Signing asks for the person again."""

    sure: Literal["true"] = Field(title="ô xác nhận đã đọc")


class ReturnForm(BaseModel):
    """What is to be corrected."""

    reason: str = Field(title="điều cần sửa", min_length=3, max_length=1000)


@router.get("/{minutes_id}")
async def one(request: Request, work: Work, minutes_id: str) -> HTMLResponse:
    """The minutes as they stand, with what this person can do."""
    return await _page(request, work, minutes_id)


@router.post("/{minutes_id}/wording")
async def correct(request: Request, work: Work, minutes_id: str) -> Response:
    """Word them anew."""
    sent = await form(request, WordingForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, minutes_id, sent)
    try:
        await work.run(minutes_commands.correct, minutes_id=minutes_id, wording=sent.wording())
    except BadInput:
        wrong = FormErrors(sent.model_dump(mode="json"), {"ended": "Giờ kết thúc phải sau giờ bắt đầu."})
        return await _page(request, work, minutes_id, wrong)
    return PAGES.see_other(f"/nomination/minutes/{minutes_id}", "Đã lưu biên bản.")


@router.post("/{minutes_id}/presentation")
async def present(request: Request, work: Work, minutes_id: str) -> Response:
    """Sign as secretary."""
    sent = await form(request, SureForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, minutes_id, sent)
    await work.run(minutes_commands.present, minutes_id=minutes_id)
    return PAGES.see_other(f"/nomination/minutes/{minutes_id}", "Thư ký đã ký. Biên bản chờ Chủ tịch Hội đồng ký.")


@router.post("/{minutes_id}/return")
async def send_back(request: Request, work: Work, minutes_id: str) -> Response:
    """Send them back to the secretary."""
    sent = await form(request, ReturnForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, minutes_id, sent)
    await work.run(minutes_commands.send_back, minutes_id=minutes_id, reason=sent.reason)
    return PAGES.see_other(f"/nomination/minutes/{minutes_id}", "Đã trả lại thư ký để sửa.")


@router.post("/{minutes_id}/signature")
async def sign(request: Request, work: Work, minutes_id: str) -> Response:
    """Sign as chair."""
    sent = await form(request, SureForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, minutes_id, sent)
    signed = await work.run(minutes_commands.sign, minutes_id=minutes_id)
    return PAGES.see_other(f"/nomination/minutes/{minutes_id}", f"Đã ký biên bản số {signed.number}.")


@router.get("/{minutes_id}/document.{kind}")
async def document(work: Work, minutes_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """The official document."""
    return await minutes_api.document(minutes_id, kind, work)


async def _page(request: Request, work: Any, minutes_id: str, wrong: FormErrors | None = None) -> HTMLResponse:
    minutes, meeting = await queries.minutes(work.reads, actor=work.actor, minutes_id=minutes_id)
    names = await minutes_commands.names_of(work.reads, minutes, meeting)
    filled = _filled(minutes, names)
    if wrong:  # the fields of signing and returning stand beside those of the wording
        filled = FormErrors(wrong.values if "day" in wrong.values else filled.values, wrong.errors)
    may = {
        action.value
        for action in MinutesAction
        if minutes.can(action) and access.with_minutes(action, minutes)(work.actor)
    }
    return PAGES.render(
        request,
        "councils/minutes.html",
        status=422 if wrong else 200,
        minutes=minutes,
        meeting=meeting,
        names=names,
        may=may,
        document=printed(minutes, meeting, names),
        form=filled,
    )


def _filled(minutes: Minutes, names: Names) -> FormState:
    """The wording as its form shows it."""
    wording = minutes.wording
    started, ended = wording.started.astimezone(VIETNAM), wording.ended.astimezone(VIETNAM)
    return FormState(
        {
            "day": started.date().isoformat(),
            "started": f"{started:%H:%M}",
            "ended": f"{ended:%H:%M}",
            "counters": "\n".join(names.bare(one) for one in wording.counters),
            "discussion": wording.discussion,
            "conclusion": wording.conclusion,
            "recipients": "\n".join(wording.recipients),
        }
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:300] for line in text.splitlines() if line.strip())
