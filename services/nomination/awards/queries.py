"""Reading the register. What is in it has been decided and is public."""

from __future__ import annotations

from typing import Any

from services.nomination.awards.model import Award
from services.nomination.searching import by_words
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
) -> Page[Award]:
    """A page of the register, newest first."""
    conditions: list[dict[str, Any]] = []
    if year:
        conditions.append({"year": year})
    if unit:
        conditions.append({"$or": [{"unit": unit}, {"origin_unit": unit}]})
    if text:
        conditions.append(by_words(text))
    found = [one for one in conditions if one]
    return await reads.page(Award, {"$and": found} if found else {}, after=after, limit=limit)


async def get(reads: Reads, award_id: str) -> Award:
    """One award; raises NotFound."""
    return await reads.get(Award, award_id)
