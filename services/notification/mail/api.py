"""Deliveries over HTTP: what became of the mails of a unit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from services.notification.listing import After, Limit
from services.notification.mail import queries
from services.notification.mail.model import Delivery, DeliveryState
from shared.service import Work, problems

router = APIRouter(prefix="/api/v1/deliveries", tags=["deliveries"])
EXAMPLE: JsonDict = {
    "notice": "0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11",
    "unit": "duong-quang",
    "person": "dq-van-phong-02",
    "name": "Mai Tiến Cẩn",
    "kind": "dossier-returned",
    "state": "sent",
    "attempts": 1,
    "next_at": "2025-06-12T02:00:00Z",
    "sent_at": "2025-06-12T02:00:01Z",
    "error": "",
}


class DeliveryView(BaseModel):
    """One mail on its way. The address and the text stay with the recipient."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    notice: str
    unit: str
    person: str
    name: str
    kind: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    error: str

    @classmethod
    def of(cls, delivery: Delivery) -> DeliveryView:
        """The view of a delivery."""
        return cls(notice=delivery.id, **delivery.model_dump(include=set(cls.model_fields)))


class DeliveryList(BaseModel):
    """A page of deliveries, newest first; ``after`` is the cursor of the next."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "after": None}]})

    items: list[DeliveryView]
    after: str | None


@router.get("", summary="Mails that my unit sent", responses=problems())
async def listed(
    work: Work,
    unit: Annotated[str | None, Query(description="One unit; else all where I am officer.", max_length=80)] = None,
    state: Annotated[DeliveryState | None, Query(description="Only those in this state.")] = None,
    after: After = None,
    limit: Limit = 50,
) -> DeliveryList:
    """For the emulation officer: which mails have arrived, wait or failed, and why."""
    page = await queries.listed(work.reads, actor=work.actor, unit=unit, state=state, after=after, limit=limit)
    return DeliveryList(items=[DeliveryView.of(delivery) for delivery in page.items], after=page.after)
