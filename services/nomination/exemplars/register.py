"""Who was awarded what in a period: out of the register, across the units that today's units came from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from services.nomination.awards.model import Award, AwardState
from services.nomination.dossiers.past import GENERATIONS
from services.nomination.exemplars.model import Candidate, PastEntry
from services.nomination.exemplars.picking import gender_of
from shared.identity.directory import DirectoryUnit
from shared.store import Reads

MOST_UNITS = 20_000
MOST_AWARDS = 20_000
OLD_BOOKS = "so-cu-"
"""Ids that stand for a name in the old books; an id of the system goes before."""


@dataclass(frozen=True)
class Succession:
    """Which unit of today a code stands for; ``codes`` are all of them, those of today and before."""

    today: dict[str, str]

    @property
    def codes(self) -> list[str]:
        """Every code whose awards count."""
        return sorted(self.today)

    def unit(self, code: str) -> str:
        """The unit as it is today."""
        return self.today.get(code, code)


async def succession(reads: Reads, root: DirectoryUnit) -> Succession:
    """The units at and below one, with all that went up in them, also by way of others."""
    below = {"path": {"$regex": f"^{re.escape(root.path)}(/|$)"}}
    now = await reads.find(DirectoryUnit, below, limit=MOST_UNITS)
    today = {unit.id: unit.id for unit in now}
    # A unit of the tree that has itself been succeeded by another of the tree counts for that one.
    ended = {unit.id: next((one for one in unit.successors if one in today), "") for unit in now}
    latest = list(today)
    for _ in range(GENERATIONS):
        before = await reads.find(DirectoryUnit, {"successors": {"$in": latest}}, limit=MOST_UNITS)
        found = [unit for unit in before if unit.id not in today]
        for unit in found:
            today[unit.id] = next(today[one] for one in unit.successors if one in today)
        latest = [unit.id for unit in found]
        if not latest:
            break
    return Succession({code: _last(last, ended) for code, last in today.items()})


def _last(code: str, ended: dict[str, str]) -> str:
    for _ in range(GENERATIONS):
        if not ended.get(code):
            break
        code = ended[code]
    return code


async def awarded(reads: Reads, units: Succession, *, selection: str, from_year: int, to_year: int) -> list[Candidate]:
    """Everybody with a standing award of the period that began in one of the units."""
    where = {
        "origin_unit": {"$in": units.codes},
        "year": {"$gte": from_year, "$lte": to_year},
        "state": AwardState.GRANTED.value,
    }
    awards = await reads.find(Award, where, sort=(("year", 1), ("_id", 1)), limit=MOST_AWARDS)
    return [_candidate(group, units, selection) for group in people(awards, units)]


def people(awards: Iterable[Award], units: Succession) -> list[list[Award]]:
    """The awards of one person together: of one id, or of one name in what is one unit today."""
    groups: dict[int, list[Award]] = {}
    by_key: dict[tuple[str, ...], int] = {}
    for number, award in enumerate(awards):
        keys = _keys(award, units)
        found = sorted({by_key[key] for key in keys if key in by_key})
        home = found[0] if found else number
        groups.setdefault(home, []).append(award)
        for other in found[1:]:
            groups[home] += groups.pop(other)
        moved = set(found[1:])
        for key, place in by_key.items() if moved else ():
            if place in moved:
                by_key[key] = home
        by_key |= dict.fromkeys(keys, home)
    return list(groups.values())


def _keys(award: Award, units: Succession) -> tuple[tuple[str, ...], ...]:
    nominee = award.nominee
    return (nominee.id,), (nominee.kind.value, award.name_key, units.unit(nominee.unit))


def _candidate(group: list[Award], units: Succession, selection: str) -> Candidate:
    group = sorted(group, key=lambda one: (one.year, one.granted_on, one.id))
    latest = group[-1]
    person = min((one.nominee.id for one in group), key=lambda id_: (id_.startswith(OLD_BOOKS), id_))
    told: dict[str, str] = defaultdict(str)
    for award in group:  # the latest that says something holds
        for field in ("honorific", "position", "category"):
            told[field] = getattr(award, field) or told[field]
    unit = units.unit(latest.nominee.unit)
    return Candidate(
        id=f"{selection}/{person}",
        selection=selection,
        person=person,
        kind=latest.nominee.kind,
        name=latest.nominee.name,
        honorific=told["honorific"],
        position=told["position"],
        unit=unit,
        formerly=tuple(dict.fromkeys(one.nominee.unit for one in group if one.nominee.unit != unit)),
        category=told["category"],
        gender=gender_of(told["honorific"]),
        awards=tuple(
            PastEntry(
                award_id=one.id,
                award=one.award,
                award_name=one.award_name,
                award_kind=one.award_kind,
                year=one.year,
                number=one.number,
                granted_on=one.granted_on,
                unit=one.nominee.unit,
            )
            for one in group
        ),
    )
