"""Looking officers up."""

from __future__ import annotations

from services.registration import access
from services.registration.officers.model import Officer
from services.registration.units.queries import directory
from shared.errors import Denied, NotFound
from shared.identity import Actor
from shared.store import Page, Reads


async def listed(reads: Reads, *, actor: Actor, unit: str | None, after: str | None, limit: int) -> Page[Officer]:
    """A page of the officers whose contacts the actor may read, by subject; those of one unit if it is named."""
    units = await directory(reads, actor=actor)
    codes = [one.id for one in units if access.looks_up_contacts(one.path)(actor) and unit in (None, one.id)]
    if not codes:
        raise Denied
    return await reads.page(Officer, {"offices.unit": {"$in": codes}}, after=after, limit=limit, newest_first=False)


async def get(reads: Reads, officer_id: str, *, actor: Actor) -> Officer:
    """One officer; raises NotFound where there is none whom the actor may look up."""
    officer = await reads.get_or_none(Officer, officer_id)
    units = {one.id: one for one in await directory(reads, actor=actor)}
    visible = officer is not None and any(
        office.unit in units and access.looks_up_contacts(units[office.unit].path)(actor) for office in officer.offices
    )
    if officer is None or not (visible or officer.id == actor.subject):
        raise NotFound(what=f"người có mã {officer_id}")
    return officer


async def at_units(reads: Reads, codes: list[str]) -> list[Officer]:
    """Everybody with an office at these units, past ones included."""
    return await reads.find(Officer, {"offices.unit": {"$in": codes}}, limit=5000)
