"""Who has the power over a dossier today, and to whom it may be sent."""

from __future__ import annotations

from datetime import date

from services.nomination.dossiers.model import Dossier
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.law.rows import LevelRow


def deciding_level(law: Law, dossier: Dossier, on: date) -> str:
    """The level fixed on receipt; where that level has ended since, the one the law of today names."""
    fixed = dossier.decided_by_level
    if fixed and _rank(law, fixed, on) is not None:
        return fixed
    return law.authority(dossier.award, on).level.value


def lies_on_the_way(law: Law, here: DirectoryUnit, to: DirectoryUnit, goal: str, on: date) -> bool:
    """Whether a unit is above, exists on that date, and is not above the level that decides."""
    above = here.path.startswith(f"{to.path}/")
    exists = to.valid_from <= on and (to.valid_to is None or on <= to.valid_to)
    most, its = _rank(law, goal, on), _rank(law, to.level.value, on)
    return above and exists and its is not None and (most is None or most == 0 or its <= most)


def _rank(law: Law, level: str, on: date) -> int | None:
    """The place of a level on the route upward; 0 for one beside it, None for one that does not exist then."""
    for row in law.rows.table("levels", LevelRow):
        if row.id.value == level and row.valid(on):
            return row.rank or 0
    return None
