"""Mails of a unit, for its officer."""

from __future__ import annotations

from typing import Any

from services.notification import access
from services.notification.mail.model import Delivery, DeliveryState
from shared.errors import Denied
from shared.identity import Actor
from shared.store import Page, Reads


async def listed(
    reads: Reads,
    *,
    actor: Actor,
    unit: str | None = None,
    state: DeliveryState | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Delivery]:
    """A page of the mails that a unit of the actor's sent, newest first; raises Denied for other units."""
    access.follows_deliveries.or_deny(actor)
    units = access.delivery_units(actor)
    if unit is not None and unit not in units:
        raise Denied
    where: dict[str, Any] = {"unit": {"$in": [unit] if unit else units}}
    if state is not None:
        where["state"] = state.value
    return await reads.page(Delivery, where, after=after, limit=limit)
