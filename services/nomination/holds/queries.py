"""Whether somebody is held, by id or by name and unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.nomination.dossiers.errors import UnderExamination
from services.nomination.holds.model import WORDS, Hold
from shared.events.parts import Nominee
from shared.store import Reads
from shared.web.collation import fold
from shared.web.filters import ngay

MOST = 2000


async def hold_on(reads: Reads, nominee: Nominee) -> Hold | None:
    """The hold that stands on a nominee; None if there is none."""
    same = [{"nominee": nominee.id}, {"name": fold(nominee.name), "nominee_unit": nominee.unit}]
    return await reads.find_one(Hold, {"lifted_on": None, "$or": same})


async def not_held(reads: Reads, *nominees: Nominee) -> None:
    """Raise UnderExamination while something about one of the nominees is examined; one query for all of them."""
    for hold in (await held_among(reads, nominees)).values():
        raise refused(hold)


async def held_by_name(reads: Reads, names: Collection[str], unit: str) -> dict[str, Hold]:
    """The holds that stand on people of a unit with these folded names, by the name; one query."""
    where = {"lifted_on": None, "name": {"$in": list(names)}}
    return {one.name: one for one in await reads.find(Hold, where, limit=MOST) if one.nominee_unit == unit}


def refused(hold: Hold) -> UnderExamination:
    """What the nominator is told."""
    what, what_en = WORDS[hold.what]
    return UnderExamination(nominee=hold.shown, what=what, what_en=what_en, since=ngay(hold.since))


async def held_among(reads: Reads, nominees: Sequence[Nominee]) -> dict[str, Hold]:
    """The holds that stand, by the id of the nominee."""
    names = {(fold(one.name), one.unit): one.id for one in nominees}
    ids = {one.id for one in nominees}
    same = [{"nominee": {"$in": sorted(ids)}}, {"name": {"$in": sorted({name for name, _ in names})}}]
    found: dict[str, Hold] = {}
    for hold in await reads.find(Hold, {"lifted_on": None, "$or": same}, limit=MOST):
        id_ = hold.nominee if hold.nominee in ids else names.get((hold.name, hold.nominee_unit))
        if id_:
            found[id_] = hold
    return found
