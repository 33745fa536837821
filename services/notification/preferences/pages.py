"""Chọn những thư muốn nhận."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, Response

from services.notification.pages import PAGES
from services.notification.preferences import commands
from services.notification.preferences.model import Preference
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form

router = APIRouter(prefix="/preferences", include_in_schema=False)


class Wanted(BaseModel):
    """The kinds that are ticked."""

    mail: list[str] = Field(default_factory=list, title="loại thư", max_length=50)


@router.get("")
async def show(request: Request, work: Work) -> HTMLResponse:
    """What is ticked comes by mail."""
    optional = work.resources.wordings.optional_mail
    chosen = await work.reads.get_or_none(Preference, work.actor.subject)
    without = chosen.without_mail if chosen else ()
    return _page(request, work, FormState({"mail": [kind for kind in optional if kind not in without]}))


@router.post("")
async def choose(request: Request, work: Work) -> Response:
    """Keep what was ticked."""
    sent = await form(request, Wanted)
    if isinstance(sent, FormErrors):
        return _page(request, work, sent, status=422)
    wordings = work.resources.wordings
    without = [kind for kind in wordings.optional_mail if kind not in sent.mail]
    await work.run(commands.choose, wordings=wordings, without_mail=without)
    return PAGES.see_other("/notification/preferences", "Đã lưu lựa chọn của bạn.")


def _page(request: Request, work: Work, state: FormState, *, status: int = 200) -> HTMLResponse:
    wordings = work.resources.wordings
    name = PAGES.labels.name
    return PAGES.render(
        request,
        "preferences/show.html",
        status=status,
        form=state,
        optional=[(kind, name(kind, "kind")) for kind in wordings.optional_mail],
        required=[name(kind, "kind") for kind in wordings.kinds if wordings[kind].required],
    )
