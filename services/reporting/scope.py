"""Which units somebody's figures are about, and what has to be shown of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.reporting import access
from services.reporting.indicators.period import Period
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Reads
from shared.web.collation import viet_key

MOST_UNITS = 5000


@dataclass(frozen=True)
class Scope:
    """Units at one height, in Vietnamese order: communes (and towns above them), or base units.

    ``choices`` is everything the actor could have chosen; ``chosen`` the unit that was asked for, or None.
    """

    units: tuple[DirectoryUnit, ...]
    choices: tuple[DirectoryUnit, ...]
    chosen: DirectoryUnit | None

    @property
    def codes(self) -> list[str]:
        return [unit.id for unit in self.units]

    @property
    def single(self) -> DirectoryUnit | None:
        """The one commune (or base unit) that it is about, if it is about one."""
        places = [unit for unit in self.units if unit.level in (Level.COMMUNE, Level.BASE)]
        return places[0] if len(places) == 1 else None

    @property
    def is_base(self) -> bool:
        return any(unit.level is Level.BASE for unit in self.units)

    @property
    def names(self) -> dict[str, str]:
        return {unit.id: unit.name for unit in self.units}

    def where(self, *, of_base: str, of_commune: str) -> dict[str, Any]:
        """Filter for rows of these units by the field that owns them."""
        return {of_base if self.is_base else of_commune: {"$in": self.codes}}


async def scope_of(reads: Reads, actor: Actor, period: Period, *, unit: str | None = None) -> Scope:
    """What the actor's offices cover in that time, in one query; raises Denied without any office.

    Whoever only heads base units sees those. ``unit`` narrows it to one of them or to what lies below it; raises
    NotFound where there is no such unit to see.
    """
    access.anything.or_deny(actor)
    covered = await _covered(reads, actor, period)
    choices = tuple(sorted(covered, key=lambda one: viet_key(one.name)))
    if not unit:
        return Scope(choices, choices, None)
    chosen = next((one for one in covered if one.id == unit), None)
    if chosen is None:
        raise NotFound(what=f"đơn vị {unit}")
    units = tuple(one for one in choices if stands_within(one.path, chosen.path)) or (chosen,)
    return Scope(units, choices, chosen)


def stands_within(path: str, root: str) -> bool:
    """Whether a path is that of the root or lies below it."""
    return path == root or path.startswith(f"{root}/")


def within(roots: Iterable[str]) -> dict[str, Any]:
    """Filter for the units of these paths and all below them."""
    paths = list(roots)
    if "" in paths:
        return {}
    below = [{"path": {"$regex": f"^{re.escape(path)}/"}} for path in paths]
    return {"$or": [{"path": {"$in": paths}}, *below]}


async def _covered(reads: Reads, actor: Actor, period: Period) -> list[DirectoryUnit]:
    """Communes and what stands above them; the base units of those who hold offices nowhere else."""
    upper = access.roots(actor, base=False)
    roots = upper or access.roots(actor, base=True)
    if not roots:
        return []
    height = {"level": {"$ne": Level.BASE.value}} if upper else {"level": Level.BASE.value}
    ended = {"$or": [{"valid_to": None}, {"valid_to": {"$gte": period.start.isoformat()}}]}
    begun = {"valid_from": {"$lte": period.end.isoformat()}}
    return await reads.find(DirectoryUnit, {"$and": [within(roots), height, ended, begun]}, limit=MOST_UNITS)
