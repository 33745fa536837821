"""What is known already of the people in a sheet: asked for all of them at once, never line by line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.nomination.achievements.model import AchievementEntry
from services.nomination.achievements.queries import told_by, used_before
from services.nomination.awards.model import Award, AwardState
from services.nomination.awards.names import named
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.past import lineage
from services.nomination.dossiers.quotas import COUNTED_STATES
from services.nomination.holds.model import Hold
from services.nomination.holds.queries import held_by_name
from shared.store import Reads
from shared.web.collation import fold


@dataclass(frozen=True)
class Known:
    """By folded name: who is held, what dossiers tell of them, what they were awarded. Initiatives in one heap.

    ``taken`` are names and awards that are proposed already in this year.
    """

    taken: Collection[tuple[str, str]] = frozenset()
    holds: Mapping[str, Hold] = field(default_factory=dict)
    told: Mapping[str, Sequence[AchievementEntry]] = field(default_factory=dict)
    used: Sequence[AchievementEntry] = ()
    awards: Mapping[str, Sequence[Award]] = field(default_factory=dict)


async def known_of(reads: Reads, rows: Sequence[tuple[int, dict[str, Any]]], *, unit: str, year: int) -> Known:
    """Everything about the people and initiatives of a sheet, in a handful of questions however many lines it has."""
    names = sorted({fold(str(values.get("name", ""))[:200]) for _, values in rows})
    titles = {str(values["initiative"])[:500] for _, values in rows if values.get("initiative")}
    units = await lineage(reads, unit)
    told: dict[str, list[AchievementEntry]] = {}
    for entry in await told_by(reads, names):
        told.setdefault(entry.name, []).append(entry)
    past = {
        name: [one for one in awards if one.state is AwardState.GRANTED and one.nominee.unit in units]
        for name, awards in (await named(reads, names)).items()
    }
    return Known(
        taken=await _taken(reads, unit, year),
        holds=await held_by_name(reads, names, unit),
        told=told,
        used=await used_before(reads, titles),
        awards=past,
    )


async def _taken(reads: Reads, unit: str, year: int) -> frozenset[tuple[str, str]]:
    pipeline = [
        {"$match": {"nominating_unit": unit, "year": year, "state": {"$in": COUNTED_STATES}}},
        {"$project": {"name": "$nominee.name", "award": 1}},
    ]
    return frozenset((fold(row["name"]), row["award"]) for row in await reads.aggregate(Dossier, pipeline))
