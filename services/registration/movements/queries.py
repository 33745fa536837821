"""Reading movements: those of the units at, above and below the own offices."""

from __future__ import annotations

from typing import Any

from services.registration import access
from services.registration.movements.model import Movement
from services.registration.units import queries as units
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Page, Reads


async def get(reads: Reads, movement_id: str, *, actor: Actor) -> Movement:
    """A movement that the actor may read; raises NotFound."""
    movement = await reads.get(Movement, movement_id)
    unit = await units.get(reads, movement.unit)
    if not access.reads_document_of(unit.path)(actor):
        raise NotFound(what=f"phong trào {movement_id}")
    return movement


async def listed(
    reads: Reads, *, actor: Actor, unit: str | None, after: str | None = None, limit: int = 50
) -> Page[Movement]:
    """A page of the movements that the actor may read, newest first."""
    access.uses_directory.or_deny(actor)
    covered = [one.id for one in await units.covered(reads, actor)]
    readable = sorted({*covered, *access.codes_on_path(actor.offices)})
    where: dict[str, Any] = {"unit": {"$in": readable}}
    if unit is not None:
        where = {"$and": [where, {"unit": unit}]}
    return await reads.page(Movement, where, after=after, limit=limit)
