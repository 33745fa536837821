"""Which dossiers, of any commune and year, rest on what this one rests on."""

from __future__ import annotations

from typing import Any

from services.nomination.achievements.matching import Told, keys_of, same_achievement, same_initiative, significant
from services.nomination.achievements.model import AchievementEntry
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Twin
from shared.store import Reads
from shared.web.collation import fold

MOST_OF_A_PERSON = 100
MOST_OF_AN_INITIATIVE = 200
FORMS = "KT-"
"""One achievement earns one form of commendation (Điều 5 khoản 2); titles rest on the whole year."""


async def twins_of(reads: Reads, dossier: Dossier) -> tuple[Twin, ...]:
    """The dossiers that rest on the same achievement of the same nominee, or use the same initiative again."""
    found: dict[str, Twin] = {}
    if dossier.award.startswith(FORMS):
        for entry, share in await _same_achievement(reads, dossier):
            found[entry.id] = _twin(entry, "achievement", f"{share:.0%}")
    for entry, title in await _same_initiative(reads, dossier):
        found.setdefault(entry.id, _twin(entry, "initiative", title))
    return tuple(found.values())


async def _same_achievement(reads: Reads, dossier: Dossier) -> list[tuple[AchievementEntry, float]]:
    person: dict[str, Any] = {
        "$or": [{"nominee": dossier.nominee.id}, {"name": fold(dossier.nominee.name)}],
        "_id": {"$ne": dossier.id},
        "dropped": False,
        "revoked": False,
    }
    mine = Told(significant(dossier.achievement[:1000]), dossier.achieved_on)
    found = []
    for entry in await reads.find(AchievementEntry, person, limit=MOST_OF_A_PERSON):
        alike = entry.kind == dossier.nominee.kind.value and entry.award.startswith(FORMS)
        share = same_achievement(mine, Told(entry.words, entry.achieved_on)) if alike else 0.0
        if share:
            found.append((entry, share))
    return found


async def _same_initiative(reads: Reads, dossier: Dossier) -> list[tuple[AchievementEntry, str]]:
    titles = [one.title for one in dossier.facts.initiatives or ()]
    if not titles:
        return []
    where: dict[str, Any] = {
        "award": dossier.award,
        "keys": {"$in": list(keys_of(titles))},
        "_id": {"$ne": dossier.id},
        "dropped": False,
        "revoked": False,
    }
    entries = await reads.find(AchievementEntry, where, limit=MOST_OF_AN_INITIATIVE)
    return [(entry, title) for entry in entries if (title := same_initiative(titles, entry.initiatives))]


def _twin(entry: AchievementEntry, why: str, same: str) -> Twin:
    return Twin(
        dossier=entry.id,
        why="initiative" if why == "initiative" else "achievement",
        same=same,
        nominee=entry.shown,
        award=entry.award,
        unit=entry.unit,
        nominating_unit=entry.nominating_unit,
        year=entry.year,
        number=entry.number,
    )
