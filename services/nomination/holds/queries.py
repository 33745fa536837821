"""Whether somebody is held, by id or by name and unit."""

from __future__ import annotations

from services.nomination.dossiers.errors import UnderExamination
from services.nomination.holds.model import WORDS, Hold
from shared.events.parts import Nominee
from shared.store import Reads
from shared.web.collation import fold
from shared.web.filters import ngay


async def hold_on(reads: Reads, nominee: Nominee) -> Hold | None:
    """The hold that stands on a nominee; None if there is none."""
    same = [{"nominee": nominee.id}, {"name": fold(nominee.name), "nominee_unit": nominee.unit}]
    return await reads.find_one(Hold, {"lifted_on": None, "$or": same})


async def not_held(reads: Reads, nominee: Nominee) -> None:
    """Raise UnderExamination while something about the nominee is examined."""
    hold = await hold_on(reads, nominee)
    if hold is not None:
        what, what_en = WORDS[hold.what]
        raise UnderExamination(nominee=nominee.name, what=what, what_en=what_en, since=ngay(hold.since))
