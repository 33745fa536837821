"""Việc của tôi: the home page."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from services.notification import access
from services.notification.naming import inside
from services.notification.notices import queries as notices
from services.notification.pages import PAGES
from services.notification.work import queries
from services.notification.work.model import WorkItem
from shared.identity import Role
from shared.service import Work
from shared.web.parts import Link, Task, Tone

router = APIRouter(include_in_schema=False)
SHOWN_NOTICES = 6


@router.get("/")
async def home(request: Request, work: Work) -> HTMLResponse:
    """What waits for me, what I wait for, what is new."""
    todo = await queries.listed(work.reads, actor=work.actor, limit=100)
    waiting = await queries.listed(work.reads, actor=work.actor, waiting=True, limit=50)
    news = await notices.listed(work.reads, actor=work.actor, unread=True, limit=SHOWN_NOTICES)
    names = await queries.unit_names(work.reads, [*todo.items, *waiting.items])
    today = work.clock.today()
    return PAGES.render(
        request,
        "work/home.html",
        todo=[_task(item, names, today, mine=True) for item in todo.items],
        more_todo=todo.after is not None,
        waiting=[_task(item, names, today, mine=False) for item in waiting.items],
        more_waiting=waiting.after is not None,
        news=news.items,
        more_news=news.after is not None,
        has_office=bool(work.actor.offices),
        elsewhere=_elsewhere(work),
        may_nominate=bool(work.actor.at(Role.UNIT_HEAD, Role.OFFICER)),
    )


def _task(item: WorkItem, names: dict[str, str], today: date, *, mine: bool) -> Task:
    code = item.from_unit if mine else item.with_unit
    who = names.get(code, "")
    note = ("Từ " if mine else "Đang ở ") + inside(who) if who else ""
    late = queries.is_overdue(item, today)
    tone: Tone = "attention" if mine else "waiting"
    return Task(
        title=item.title,
        url=item.url,
        status=("Quá hạn" if late else "Cần bạn") if mine else "Đang chờ",
        tone=tone,
        due=item.due_on,
        note=". ".join(part for part in (item.note.rstrip("."), note) if part),
    )


def _elsewhere(work: Work) -> list[Link]:
    links = []
    if access.bulletin_units(work.actor):
        links.append(Link("Bản tin cho Đài Truyền thanh", "/notification/bulletins"))
    if access.follows_deliveries(work.actor):
        links.append(Link("Thư đã gửi của đơn vị", "/notification/deliveries"))
    links.append(Link("Chọn những thư muốn nhận", "/notification/preferences"))
    return links
