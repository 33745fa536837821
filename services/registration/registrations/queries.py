"""Reading registrations: the own ones always, those of units below once they were sent."""

from __future__ import annotations

from typing import Any

from services.registration import access
from services.registration.registrations.model import Registration, State
from services.registration.units import queries as units
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Page, Reads


async def get(reads: Reads, registration_id: str, *, actor: Actor) -> Registration:
    """A registration that the actor may read; raises NotFound."""
    registration = await reads.get(Registration, registration_id)
    unit = await units.get(reads, registration.from_unit)
    may = access.reads_pledge(unit.path, unit=unit.id, draft=registration.state is State.DRAFT)
    if not may(actor):
        raise NotFound(what=f"bản đăng ký {registration_id}")
    return registration


async def listed(
    reads: Reads,
    *,
    actor: Actor,
    state: State | None = None,
    year: int | None = None,
    from_unit: str | None = None,
    to_unit: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Registration]:
    """A page of the registrations that the actor may read, newest first."""
    access.uses_directory.or_deny(actor)
    covered = [one.id for one in await units.covered(reads, actor)]
    own = sorted({office.unit for office in actor.offices})
    readable = {
        "$or": [
            {"from_unit": {"$in": own}},
            {"unit": {"$in": covered}, "state": {"$ne": State.DRAFT.value}},
        ]
    }
    wanted: dict[str, Any] = {"state": state, "year": year, "from_unit": from_unit, "to_unit": to_unit}
    narrowed = {name: value for name, value in wanted.items() if value is not None}
    where = {"$and": [readable, narrowed]} if narrowed else readable
    return await reads.page(Registration, where, after=after, limit=limit)
