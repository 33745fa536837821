"""Which dossiers, of any commune and year, rest on what this one rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from services.nomination.achievements.matching import Told, keys_of, same_achievement, same_initiative, significant
from services.nomination.achievements.model import AchievementEntry
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Twin
from shared.store import Reads
from shared.web.collation import fold

MOST_OF_A_PERSON = 100
MOST_OF_AN_INITIATIVE = 200
COUNTS = {"dropped": False, "revoked": False}
FORMS = "KT-"
"""One achievement earns one form of commendation (Điều 5 khoản 2); titles rest on the whole year."""


async def twins_of(reads: Reads, dossier: Dossier) -> tuple[Twin, ...]:
    """The dossiers that rest on the same achievement of the same nominee, or use the same initiative again."""
    return (await twins_among(reads, [dossier]))[dossier.id]


async def twins_among(reads: Reads, dossiers: Sequence[Dossier]) -> dict[str, tuple[Twin, ...]]:
    """The same for many dossiers, by their ids: one question for people, one for initiatives."""
    people = await _of_people(reads, dossiers)
    used = await used_before(reads, [one.title for dossier in dossiers for one in dossier.facts.initiatives or ()])
    return {dossier.id: _twins(dossier, people, used) for dossier in dossiers}


async def told_by(reads: Reads, names: Collection[str], ids: Collection[str] = ()) -> list[AchievementEntry]:
    """What dossiers tell of nominees with these names (folded) or ids, as far as it still counts."""
    person: dict[str, Any] = {"$or": [{"nominee": {"$in": sorted(ids)}}, {"name": {"$in": sorted(names)}}], **COUNTS}
    return await reads.find(AchievementEntry, person, limit=MOST_OF_A_PERSON * max(1, len(names)))


async def used_before(reads: Reads, titles: Collection[str]) -> list[AchievementEntry]:
    """Dossiers that use initiatives which may be among these; nobody is asked where there are no titles."""
    if not titles:
        return []
    where: dict[str, Any] = {"keys": {"$in": list(keys_of(titles))}, **COUNTS}
    return await reads.find(AchievementEntry, where, limit=MOST_OF_AN_INITIATIVE * len(titles))


def same_deed(told: Told, kind: str, entries: Iterable[AchievementEntry]) -> Iterator[tuple[AchievementEntry, float]]:
    """Those of one nominee that ask a form of commendation for the same deed, with how alike they tell it."""
    for entry in entries:
        if entry.kind == kind and entry.award.startswith(FORMS):
            share = same_achievement(told, Told(entry.words, entry.achieved_on))
            if share:
                yield entry, share


def same_idea(
    award: str, titles: Sequence[str], entries: Iterable[AchievementEntry]
) -> Iterator[tuple[AchievementEntry, str]]:
    """Those that use one of the initiatives for the same title, with the initiative as they call it."""
    for entry in entries:
        if entry.award == award and (title := same_initiative(titles, entry.initiatives)):
            yield entry, title


async def _of_people(reads: Reads, dossiers: Sequence[Dossier]) -> list[AchievementEntry]:
    asking = [one.nominee for one in dossiers if one.award.startswith(FORMS)]
    if not asking:
        return []
    return await told_by(reads, {fold(one.name) for one in asking}, {one.id for one in asking})


def _twins(dossier: Dossier, people: list[AchievementEntry], used: list[AchievementEntry]) -> tuple[Twin, ...]:
    found: dict[str, Twin] = {}
    if dossier.award.startswith(FORMS):
        who, name = dossier.nominee.id, fold(dossier.nominee.name)
        told = Told(significant(dossier.achievement[:1000]), dossier.achieved_on)
        own = (one for one in people if one.id != dossier.id and (one.nominee == who or one.name == name))
        for entry, share in same_deed(told, dossier.nominee.kind.value, own):
            found[entry.id] = _twin(entry, "achievement", f"{share:.0%}")
    titles = [one.title for one in dossier.facts.initiatives or ()]
    others = (one for one in used if one.id != dossier.id)
    for entry, title in same_idea(dossier.award, titles, others) if titles else ():
        found.setdefault(entry.id, _twin(entry, "initiative", title))
    return tuple(found.values())


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
