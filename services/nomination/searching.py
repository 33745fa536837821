"""Finding things by words without diacritics, and by the units that a person's offices cover."""

from __future__ import annotations

import re
from typing import Any

from shared.events import Level
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Reads
from shared.web.collation import fold

MOST_UNITS = 20_000


def by_words(text: str) -> dict[str, Any]:
    """A filter on the stored ``words``: all whole words, and the last one as a beginning."""
    *whole, last = fold(text).split() or [""]
    if not last:
        return {}
    beginning = {"words": {"$regex": f"^{re.escape(last)}"}}
    return {"$and": [{"words": {"$all": whole}}, beginning]} if whole else beginning


async def covered_units(reads: Reads, actor: Actor) -> set[str]:
    """Codes of all units at or below those at which the person holds an office."""
    base = {office.unit for office in actor.offices if office.level is Level.BASE and office.path}
    roots = [office.path for office in actor.offices if office.level is not Level.BASE or not office.path]
    if not roots:
        return base
    everywhere = "" in roots
    under = [{"path": {"$regex": f"^{re.escape(root)}(/|$)"}} for root in roots]
    units = await reads.find(DirectoryUnit, {} if everywhere else {"$or": under}, limit=MOST_UNITS)
    return base | {unit.id for unit in units}
