"""Work over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from services.notification.listing import After, Limit
from services.notification.work import queries
from services.notification.work.model import Step, WorkItem, keys_of
from shared.identity import Actor
from shared.service import Work, problems
from shared.web.filters import con_lai

router = APIRouter(prefix="/api/v1/work", tags=["work"])
EXAMPLE: JsonDict = {
    "id": "dossier/0198c0de-0000-7000-8000-00000000000a",
    "step": "check-dossier",
    "title": "Kiểm tra hồ sơ Lao động tiên tiến của Lý Thu Vân",
    "note": "",
    "link": "/nomination/dossiers/0198c0de-0000-7000-8000-00000000000a",
    "about": "dossier/0198c0de-0000-7000-8000-00000000000a",
    "from_unit": "duong-quang.van-phong",
    "with_unit": "duong-quang",
    "opened_on": "2025-06-10",
    "due_on": "2025-06-24",
    "left": "còn 3 ngày làm việc",
    "overdue": False,
    "offices": ["officer@duong-quang"],
}


class WorkView(BaseModel):
    """One thing to do. ``offices`` says by which office, or as which person, it has come to the one who asks."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    step: Step
    title: str
    note: str
    link: str
    about: str
    from_unit: str
    with_unit: str
    opened_on: date
    due_on: date | None
    left: str
    overdue: bool
    offices: list[str]

    @classmethod
    def of(cls, item: WorkItem, actor: Actor, today: date) -> WorkView:
        """The view of an item as that person sees it on a day."""
        return cls(
            **item.model_dump(include=set(cls.model_fields)),
            link=item.url,
            left=con_lai(item.due_on, today),
            overdue=queries.is_overdue(item, today),
            offices=item.held_by(keys_of(actor)),
        )


class WorkList(BaseModel):
    """A page of work, the most urgent first; ``after`` is the cursor of the next."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "after": None}]})

    items: list[WorkView]
    after: str | None


@router.get("", summary="What I have to do, or wait for", responses=problems())
async def listed(
    work: Work,
    waiting: Annotated[bool, Query(description="What others have in hand for me, instead of what I have.")] = False,
    after: After = None,
    limit: Limit = 50,
) -> WorkList:
    """Work reaches people through the offices they hold today. The most urgent comes first."""
    page = await queries.listed(work.reads, actor=work.actor, waiting=waiting, after=after, limit=limit)
    today = work.clock.today()
    return WorkList(items=[WorkView.of(item, work.actor, today) for item in page.items], after=page.after)
