"""Notices over HTTP: one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from services.notification.listing import After, Limit
from services.notification.notices import commands, queries
from services.notification.notices.model import Channel, NothingToAcknowledge, Notice, NoticeState
from shared.errors import Conflict, NotFound, Stale
from shared.service import Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/notices", tags=["notices"])
NoticeId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11"])]
WRITE = (NotFound, Conflict, Stale, KeyReused)
EXAMPLE: JsonDict = {
    "id": "0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11",
    "notice_kind": "dossier-returned",
    "state": "delivered",
    "title": "Hồ sơ bị trả lại: Lao động tiên tiến của Lý Thu Vân",
    "text": "Hồ sơ đề nghị tặng Lao động tiên tiến cho Lý Thu Vân bị trả lại.\nLý do: Thiếu biên bản bình xét.",
    "link": "/nomination/dossiers/0198c0de-0000-7000-8000-00000000000a",
    "about": "dossier/0198c0de-0000-7000-8000-00000000000a",
    "unit": "duong-quang",
    "sender": "Xã Dương Quang",
    "channels": ["inbox", "mail"],
    "required": True,
    "asks_acknowledgement": False,
    "queued_at": "2025-06-12T02:00:00Z",
    "read_at": None,
    "acknowledged_at": None,
    "version": 1,
}


class NoticeView(BaseModel):
    """A notice as its recipient has it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    notice_kind: str
    state: NoticeState
    title: str
    text: str
    link: str
    about: str
    unit: str
    sender: str
    channels: list[Channel]
    required: bool
    asks_acknowledgement: bool
    queued_at: datetime
    read_at: datetime | None
    acknowledged_at: datetime | None
    version: int

    @classmethod
    def of(cls, notice: Notice) -> NoticeView:
        """The view of a notice."""
        return cls(**notice.model_dump(include=set(cls.model_fields)))


class NoticeList(BaseModel):
    """A page of notices, newest first; ``after`` is the cursor of the next, ``unread`` counts all that is unread."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "after": None, "unread": 1}]})

    items: list[NoticeView]
    after: str | None
    unread: int


class MarkedRead(BaseModel):
    """How many notices were marked as read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"count": 3}]})

    count: int


@router.get("", summary="My notices", responses=problems())
async def listed(
    work: Work,
    unread: Annotated[bool, Query(description="Only what has not been opened.")] = False,
    after: After = None,
    limit: Limit = 50,
) -> NoticeList:
    """The inbox of the one who asks, newest first. Nobody reads anybody else's."""
    page = await queries.listed(work.reads, actor=work.actor, unread=unread, after=after, limit=limit)
    count = await queries.count_unread(work.reads, actor=work.actor)
    return NoticeList(items=[NoticeView.of(notice) for notice in page.items], after=page.after, unread=count)


@router.post("/readings", summary="Mark all my notices as read", status_code=201, responses=problems(*WRITE))
async def read_all(work: Work) -> MarkedRead:
    """At most 200 at once: repeat while the count is 200."""
    return MarkedRead(count=await work.run(commands.read_all))


@router.get("/{notice_id}", summary="One of my notices", responses=problems(NotFound))
async def seen(notice_id: NoticeId, work: Work) -> NoticeView:
    """Somebody else's notice is not found."""
    return NoticeView.of(await queries.seen(work.reads, notice_id, actor=work.actor))


@router.post(
    "/{notice_id}/reading",
    summary="Mark a notice as read",
    status_code=201,
    response_model=NoticeView,
    responses=problems(*WRITE),
)
async def read(notice_id: NoticeId, work: Work) -> NoticeView | Response:
    """A repetition changes nothing."""
    return await work.do(commands.read, view=NoticeView.of, notice_id=notice_id)


@router.post(
    "/{notice_id}/acknowledgement",
    summary="Acknowledge a notice (tiếp nhận)",
    status_code=201,
    response_model=NoticeView,
    responses=problems(*WRITE, NothingToAcknowledge),
)
async def acknowledge(notice_id: NoticeId, work: Work) -> NoticeView | Response:
    """For kinds that ask for it, such as a plan that was issued. A repetition changes nothing."""
    return await work.do(commands.acknowledge, view=NoticeView.of, notice_id=notice_id)
