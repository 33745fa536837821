"""Reading the register. What is in it has been decided and published."""

from __future__ import annotations

from typing import Any

from services.nomination.awards import names
from services.nomination.awards.model import Award, AwardState
from shared.store import Reads
from shared.store.reads import Page


async def page(
    reads: Reads,
    *,
    year: int | None = None,
    unit: str = "",
    text: str = "",
    after: str | None = None,
    limit: int = 50,
    standing: bool = False,
) -> Page[Award]:
    """A page of the register: newest first; with a name, in the order of the names. ``standing``: none revoked."""
    if text.strip():
        return await names.find(reads, text, year=year, unit=unit, after=after, limit=limit)
    conditions: list[dict[str, Any]] = []
    if year:
        conditions.append({"year": year})
    if unit:
        conditions.append({"$or": [{"unit": unit}, {"origin_unit": unit}]})
    if standing:
        conditions.append({"state": AwardState.GRANTED.value})
    return await reads.page(Award, {"$and": conditions} if conditions else {}, after=after, limit=limit)


async def get(reads: Reads, award_id: str) -> Award:
    """One award; raises NotFound."""
    return await reads.get(Award, award_id)


async def of_dossier(reads: Reads, dossier_id: str) -> Award | None:
    """The award that a dossier led to, if any."""
    return await reads.find_one(Award, {"dossier": dossier_id})


async def of_nominee(reads: Reads, nominee_id: str) -> list[Award]:
    """Everything that one person, collective or household was given; newest first."""
    return await reads.find(Award, {"nominee.id": nominee_id}, sort=(("id", -1),))
