"""Bulletins over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.notification.bulletins import commands, queries
from services.notification.bulletins.model import Bulletin, BulletinState, NotYet
from services.notification.listing import After, Limit
from shared.errors import Conflict, IllegalTransition, NotFound, Stale
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/bulletins", tags=["bulletins"])
BulletinId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-5d0c-9e0b-6f3f0a6d1d11"])]
EXAMPLE: JsonDict = {
    "id": "0198c0de-0000-5d0c-9e0b-6f3f0a6d1d11",
    "unit": "duong-quang",
    "state": "queued",
    "title": "Khen thưởng theo Quyết định số 12/QĐ-UBND ngày 25/06/2025",
    "script": ["Kính thưa toàn thể nhân dân xã Dương Quang."],
    "decision": "0198c0de-0000-7000-8000-00000000000c",
    "number": "12/QĐ-UBND",
    "signed_on": "2025-06-25",
    "awardees": 1,
    "words": 172,
    "seconds": 69,
    "broadcast_on": None,
    "seconds_on_air": None,
    "version": 1,
}


class Broadcast(Input):
    """What the station confirms."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"broadcast_on": "2025-06-26", "seconds": 95}]}, extra="forbid"
    )

    broadcast_on: date | None = Field(default=None, description="The day; today if left out.")
    seconds: int | None = Field(default=None, ge=1, le=7200, description="Length on air; the estimate if left out.")


class BulletinView(BaseModel):
    """A bulletin with its script. ``seconds`` is how long reading it takes, estimated."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    unit: str
    state: BulletinState
    title: str
    script: list[str]
    decision: str
    number: str
    signed_on: date
    awardees: int
    words: int
    seconds: int
    broadcast_on: date | None
    seconds_on_air: int | None
    version: int

    @classmethod
    def of(cls, bulletin: Bulletin) -> BulletinView:
        """The view of a bulletin."""
        return cls(**bulletin.model_dump(include=set(cls.model_fields)), words=bulletin.words, seconds=bulletin.seconds)


class BulletinList(BaseModel):
    """A page of bulletins, newest first; ``after`` is the cursor of the next."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "after": None}]})

    items: list[BulletinView]
    after: str | None


@router.get("", summary="Bulletins of my commune", responses=problems())
async def listed(
    work: Work,
    state: Annotated[BulletinState | None, Query(description="Only those in this state.")] = None,
    decision: Annotated[str | None, Query(description="Only that of this decision.", max_length=64)] = None,
    after: After = None,
    limit: Limit = 50,
) -> BulletinList:
    """For the culture officer, the station, the emulation officer and the signers of a commune."""
    page = await queries.listed(work.reads, actor=work.actor, state=state, decision=decision, after=after, limit=limit)
    return BulletinList(items=[BulletinView.of(bulletin) for bulletin in page.items], after=page.after)


@router.get("/{bulletin_id}", summary="One bulletin with its script", responses=problems(NotFound))
async def seen(bulletin_id: BulletinId, work: Work) -> BulletinView:
    """A bulletin of another commune is not found."""
    return BulletinView.of(await queries.seen(work.reads, bulletin_id, actor=work.actor))


@router.post(
    "/{bulletin_id}/broadcast",
    summary="Confirm that a bulletin was read out",
    status_code=201,
    response_model=BulletinView,
    responses=problems(NotFound, Conflict, Stale, KeyReused, IllegalTransition, NotYet),
)
async def confirm(bulletin_id: BulletinId, body: Broadcast, work: Work) -> BulletinView | Response:
    """Once, by the culture officer or the head of the station."""
    return await work.do(
        commands.confirm,
        view=BulletinView.of,
        bulletin_id=bulletin_id,
        broadcast_on=body.broadcast_on,
        seconds=body.seconds,
    )
