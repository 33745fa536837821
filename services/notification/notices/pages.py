"""Thông báo: the inbox."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from services.notification.listing import After
from services.notification.notices import commands, queries
from services.notification.pages import PAGES
from shared.service import Work

router = APIRouter(prefix="/inbox", include_in_schema=False)
INBOX = "/notification/inbox"


@router.get("")
async def inbox(request: Request, work: Work, unread: bool = False, after: After = None) -> HTMLResponse:
    """Everything somebody was told, newest first."""
    page = await queries.listed(work.reads, actor=work.actor, unread=unread, after=after)
    count = await queries.count_unread(work.reads, actor=work.actor)
    narrowed = "unread=true&" if unread else ""
    return PAGES.render(
        request,
        "notices/inbox.html",
        notices=page.items,
        unread=unread,
        count=count,
        next=f"{INBOX}?{narrowed}after={page.after}" if page.after else "",
        first=f"{INBOX}?unread=true" if unread else INBOX,
        is_first=after is None,
    )


@router.post("/readings")
async def read_all(work: Work) -> Response:
    """Mark everything as read."""
    count = await work.run(commands.read_all)
    return PAGES.see_other(INBOX, f"Đã đánh dấu đã đọc {count} thông báo.")


@router.get("/{notice_id}")
async def show(request: Request, work: Work, notice_id: str) -> HTMLResponse:
    """One notice."""
    notice = await queries.seen(work.reads, notice_id, actor=work.actor)
    return PAGES.render(request, "notices/show.html", notice=notice)


@router.post("/{notice_id}/opening")
async def open_(work: Work, notice_id: str) -> Response:
    """Go to what the notice is about; it counts as read from then on."""
    notice = await work.run(commands.read, notice_id=notice_id)
    return PAGES.see_other(notice.link)


@router.post("/{notice_id}/reading")
async def read(work: Work, notice_id: str) -> Response:
    """Mark one as read."""
    await work.run(commands.read, notice_id=notice_id)
    return PAGES.see_other(INBOX)


@router.post("/{notice_id}/acknowledgement")
async def acknowledge(work: Work, notice_id: str) -> Response:
    """Tiếp nhận."""
    notice = await work.run(commands.acknowledge, notice_id=notice_id)
    return PAGES.see_other(f"{INBOX}/{notice.id}", "Đã xác nhận tiếp nhận. Nơi gửi thấy ngày giờ bạn tiếp nhận.")
