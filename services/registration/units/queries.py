"""Looking units up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from services.registration import access
from services.registration.units.model import Unit
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor
from shared.store import Page, Reads

MOST_UNITS = 5000


def below(path: str) -> dict[str, Any]:
    """Filter for everything below a path, the unit itself left out."""
    return {"path": {"$regex": f"^{re.escape(path)}/"}}


def within(roots: Iterable[str]) -> dict[str, Any]:
    """Filter for the units of these paths and all below them; the empty path is the whole tree."""
    paths = list(roots)
    if "" in paths:
        return {}
    return {"$or": [{"path": {"$in": paths}}, *(below(path) for path in paths)]}


async def get(reads: Reads, code: str) -> Unit:
    """The unit with that code; raises NotFound."""
    unit = await reads.get_or_none(Unit, code)
    if unit is None:
        raise NotFound(what=f"đơn vị {code}")
    return unit


async def listed(reads: Reads, *, actor: Actor, parent: str | None, after: str | None, limit: int) -> Page[Unit]:
    """A page of the units that the actor may look up, by code."""
    access.uses_directory.or_deny(actor)
    where = within(access.directory_roots(actor))
    if parent is not None:
        where = {"$and": [where, {"parent": parent}]} if where else {"parent": parent}
    return await reads.page(Unit, where, after=after, limit=limit, newest_first=False)


async def directory(reads: Reads, *, actor: Actor) -> list[Unit]:
    """All units that the actor may look up, in the order of the tree."""
    access.uses_directory.or_deny(actor)
    return await reads.find(Unit, within(access.directory_roots(actor)), sort=(("path", 1),), limit=MOST_UNITS)


async def covered(reads: Reads, actor: Actor) -> list[Unit]:
    """Province, town and communes at which or above which the actor holds an office."""
    roots = [office.path for office in actor.offices if office.level is not Level.BASE]
    if not roots:
        return []
    where = {"$and": [{"level": {"$ne": Level.BASE.value}}, within(roots)]}
    return await reads.find(Unit, where, sort=(("path", 1),), limit=MOST_UNITS)


async def names(reads: Reads, codes: Iterable[str]) -> dict[str, str]:
    """Names by code; a code that nobody registered names itself."""
    wanted = sorted(set(codes))
    found = await reads.get_many(Unit, wanted) if wanted else {}
    return {code: found[code].name if code in found else code for code in wanted}


async def seen(reads: Reads, code: str, *, actor: Actor) -> Unit:
    """The unit with that code, if the actor may look it up; raises NotFound."""
    access.uses_directory.or_deny(actor)
    unit = await get(reads, code)
    if not access.in_directory_of(actor, unit.path):
        raise NotFound(what=f"đơn vị {code}")
    return unit
