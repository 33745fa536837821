"""What a nominee was awarded before, out of the register, across the units that theirs came from."""

from __future__ import annotations

from services.nomination.awards.model import Award, AwardState
from services.nomination.awards.names import named
from services.nomination.awards.queries import of_nominee
from services.nomination.dossiers.model import Dossier
from shared.identity.directory import DirectoryUnit
from shared.law import Facts, Kind, PastAward
from shared.store import Reads
from shared.web.collation import fold

MOST = 200
GENERATIONS = 6
"""How many mergers in a row are followed back: more than there were in any lifetime."""


async def lineage(reads: Reads, unit: str) -> set[str]:
    """A unit and all those that went up in it, also by way of others."""
    found, latest = {unit}, [unit]
    for _ in range(GENERATIONS):
        before = await reads.find(DirectoryUnit, {"successors": {"$in": latest}}, limit=MOST)
        latest = [one.id for one in before if one.id not in found]
        if not latest:
            break
        found |= set(latest)
    return found


async def past_awards(reads: Reads, dossier: Dossier) -> list[Award]:
    """The standing awards of the register: of this id, and of this name in this unit or one that it came from."""
    nominee = dossier.nominee
    units = await lineage(reads, nominee.unit)
    known = {one.id: one for one in await of_nominee(reads, nominee.id)}
    for one in (await named(reads, [nominee.name])).get(fold(nominee.name), []):
        if one.nominee.unit in units and one.nominee.kind is nominee.kind:
            known.setdefault(one.id, one)
    return [one for one in known.values() if one.state is AwardState.GRANTED and one.dossier != dossier.id]


def with_past(facts: Facts, awards: list[Award]) -> Facts:
    """The facts, with what the register knows and the unit did not write.

    Where the unit wrote nothing, the register alone is no proof that there was nothing else before.
    """
    written = facts.awards or ()
    numbers = {one.decision for one in written if one.decision} | {(one.code, one.year) for one in written}
    new = tuple(
        PastAward(
            code=one.award,
            year=one.year,
            decision=one.number,
            decided_on=one.granted_on,
            kind=Kind(one.award_kind) if one.award_kind else None,
        )
        for one in awards
        if one.number not in numbers and (one.award, one.year) not in numbers
    )
    if not new:
        return facts
    known_from = facts.year if facts.awards is None else facts.awards_known_from
    return facts.model_copy(update={"awards": (*written, *new), "awards_known_from": known_from})
