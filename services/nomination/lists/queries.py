"""Reading lists: by whoever may read dossiers of the unit."""

from __future__ import annotations

from typing import Any

from services.nomination import access
from services.nomination.lists.model import ListLine, NominationList
from services.nomination.searching import covered_units
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Reads


async def get(reads: Reads, *, actor: Actor, list_id: str) -> NominationList:
    """A list that the person may read; raises NotFound, Denied."""
    its = await reads.get(NominationList, list_id)
    units = await reads.get_many(DirectoryUnit, [its.unit, its.nominating_unit])
    access.reads_dossier(unit.path for unit in units.values()).or_deny(actor)
    return its


async def newest(reads: Reads, *, actor: Actor, limit: int = 50) -> list[NominationList]:
    """The lists that the person may read, newest first."""
    codes = sorted(await covered_units(reads, actor))
    where = {"$or": [{"unit": {"$in": codes}}, {"nominating_unit": {"$in": codes}}]}
    return await reads.find(NominationList, where, sort=(("id", -1),), limit=limit)


async def lines(
    reads: Reads, list_id: str, *, wrong: bool | None = None, after: int = 0, limit: int = 100
) -> list[ListLine]:
    """Lines in the order of the sheet."""
    where: dict[str, Any] = {"list_id": list_id, "row": {"$gt": after}}
    if wrong is not None:
        where["wrong"] = wrong
    return await reads.find(ListLine, where, sort=(("row", 1),), limit=limit)
