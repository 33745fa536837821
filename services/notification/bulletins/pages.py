"""Bản tin: the queue of the station, and the script in large type."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, Response

from services.notification import access
from services.notification.bulletins import commands, queries
from services.notification.bulletins.model import Bulletin, BulletinState
from services.notification.listing import After
from services.notification.pages import PAGES
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, Whole, form

router = APIRouter(prefix="/bulletins", include_in_schema=False)
BULLETINS = "/notification/bulletins"


class Confirmation(BaseModel):
    """The form of the station."""

    broadcast_on: Day = Field(title="ngày phát")
    minutes: Whole | None = Field(default=None, title="số phút phát", ge=1, le=120)


@router.get("")
async def queue(request: Request, work: Work, after: After = None) -> HTMLResponse:
    """What waits to be read out, and what was."""
    waiting = await queries.listed(work.reads, actor=work.actor, state=BulletinState.QUEUED)
    past = await queries.listed(work.reads, actor=work.actor, state=BulletinState.BROADCAST, after=after)
    return PAGES.render(
        request,
        "bulletins/queue.html",
        waiting=waiting.items,
        past=past.items,
        next=f"{BULLETINS}?after={past.after}" if past.after else "",
        first=BULLETINS if after else "",
    )


@router.get("/{bulletin_id}")
async def show(request: Request, work: Work, bulletin_id: str) -> HTMLResponse:
    """The script, and the form that confirms the broadcast."""
    bulletin = await queries.seen(work.reads, bulletin_id, actor=work.actor)
    return _page(request, work, bulletin, FormState({"broadcast_on": work.clock.today().isoformat()}))


@router.post("/{bulletin_id}/broadcast")
async def confirm(request: Request, work: Work, bulletin_id: str) -> Response:
    """It was read out."""
    sent = await form(request, Confirmation)
    if isinstance(sent, FormErrors):
        return _page(request, work, await queries.seen(work.reads, bulletin_id, actor=work.actor), sent, status=422)
    seconds = sent.minutes * 60 if sent.minutes else None
    await work.run(commands.confirm, bulletin_id=bulletin_id, broadcast_on=sent.broadcast_on, seconds=seconds)
    return PAGES.see_other(BULLETINS, "Đã xác nhận phát bản tin.")


def _page(request: Request, work: Work, bulletin: Bulletin, state: FormState, *, status: int = 200) -> HTMLResponse:
    return PAGES.render(
        request,
        "bulletins/show.html",
        status=status,
        bulletin=bulletin,
        form=state,
        may_confirm=bulletin.state is BulletinState.QUEUED and access.confirms_broadcast(bulletin)(work.actor),
    )
