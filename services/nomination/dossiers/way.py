"""The way of a dossier with names and the legal deadline of what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.nomination.dossiers.deadlines import NextStep, next_step
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level, lies_on_the_way
from services.nomination.dossiers.trace import Stage, stages
from services.nomination.names import Names
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.store import Reads


@dataclass(frozen=True)
class Way:
    """``decides`` is the level that has the power; ``waiting`` None at the end."""

    stages: list[Stage]
    waiting: NextStep | None
    late: bool
    decides: str
    names: Names


async def way_of(reads: Reads, law: Law, dossier: Dossier, on: date) -> Way:
    """Where it was, where it is, where it has yet to go under the law of that day."""
    goal = deciding_level(law, dossier, on)
    here = await reads.get_or_none(DirectoryUnit, dossier.unit)
    found = stages(dossier, await _ahead(reads, law, here, goal, on) if here else ())
    waiting = next_step(law, dossier, on)
    units = {one.unit for one in found} | ({waiting.unit} if waiting else set())
    people = {one.received_by for one in found} | {one.left_by for one in found}
    names = await Names.load(reads, people=people, units=units)
    late = waiting is not None and not waiting.stands and waiting.due is not None and waiting.due < on
    return Way(found, waiting, late, goal, names)


async def _ahead(reads: Reads, law: Law, here: DirectoryUnit, goal: str, on: date) -> list[str]:
    if here.level.value == goal:
        return []
    codes = here.path.split("/")[:-1][::-1]
    units = await reads.get_many(DirectoryUnit, codes)
    return [code for code in codes if code in units and lies_on_the_way(law, here, units[code], goal, on)]
