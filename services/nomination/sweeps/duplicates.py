"""Whether somebody is on a list, in a dossier or in the register already: by name without diacritics and birth year."""

from __future__ import annotations

from collections.abc import Collection

from services.nomination.awards.model import AwardState
from services.nomination.awards.names import named
from services.nomination.dossiers.commands import words_of
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.past import lineage
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.sweeps.candidate import Candidate, key_of
from services.nomination.sweeps.parts import CandidateTwin, TwinKind
from shared.identity.directory import DirectoryUnit
from shared.store import Reads
from shared.web.collation import fold
from shared.web.filters import ngay

OVER = (State.WITHDRAWN.value, State.EXPIRED.value, State.REJECTED.value, State.DECIDED.value)
"""A dossier in these states stands in nobody's way; what was decided stands in the register."""


async def twins_of(
    reads: Reads, *, unit: str, award: str, name: str, birth_year: int, but: Collection[str] = ()
) -> list[CandidateTwin]:
    """Who may be the same person, in this commune and those that it came from.

    ``but`` are the ids of the candidate itself: as candidate, as nominee, as dossier.
    """
    same = await reads.find(Candidate, {"unit": unit, "key": key_of(name, birth_year)})
    others = [one for one in same if one.id not in but]
    units = await Names.load(reads, units={one.hamlet for one in others})
    found = [
        CandidateTwin(
            kind=TwinKind.CANDIDATE, id=one.id, name=one.name, where=units.unit(one.hamlet), what=str(one.birth_year)
        )
        for one in others
    ]
    if not award:
        return found
    return [
        *found,
        *await _in_dossiers(reads, unit=unit, award=award, name=name, but=but),
        *await _in_the_register(reads, unit=unit, award=award, name=name, but=but),
    ]


async def _in_dossiers(reads: Reads, *, unit: str, award: str, name: str, but: Collection[str]) -> list[CandidateTwin]:
    where = {"origin_unit": unit, "award": award, "state": {"$nin": list(OVER)}, "words": {"$all": words_of(name)}}
    return [
        CandidateTwin(
            kind=TwinKind.DOSSIER,
            id=one.id,
            name=one.nominee.name,
            where=f"đang có hồ sơ {one.award_name} năm {one.year}",
        )
        for one in await reads.find(Dossier, where, limit=50)
        if fold(one.nominee.name) == fold(name) and one.nominee.id not in but and one.id not in but
    ]


async def _in_the_register(
    reads: Reads, *, unit: str, award: str, name: str, but: Collection[str]
) -> list[CandidateTwin]:
    its = await lineage(reads, unit)
    known = [
        one
        for one in (await named(reads, [name])).get(fold(name), [])
        if one.award == award and one.state is AwardState.GRANTED and one.nominee.id not in but
    ]
    if not known:
        return []
    homes = await reads.get_many(DirectoryUnit, sorted({one.nominee.unit for one in known if one.nominee.unit}))
    return [
        CandidateTwin(
            kind=TwinKind.AWARD,
            id=one.id,
            name=one.nominee.name,
            where=f"đã được tặng {one.award_name} theo Quyết định số {one.number} ngày {ngay(one.granted_on)}",
        )
        for one in known
        if {one.origin_unit, one.unit, one.nominee.unit} & its
        or (one.nominee.unit in homes and homes[one.nominee.unit].parent in its)
    ]
