"""Which dossiers may be decided on, and what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nomination.decisions.errors import BonusNotSet, NotDecidable
from services.nomination.decisions.parts import Line
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.simplified import may_skip_council
from services.nomination.dossiers.states import State
from shared.errors import NotFound
from shared.law import Law, NoFigure, NoRule
from shared.store import Transaction


async def decidable(
    tx: Transaction, law: Law, *, unit: str, level: str, ids: Sequence[str], today: date
) -> list[Dossier]:
    """The dossiers in the order asked for; raises NotFound, NotDecidable.

    The council has approved them, or the simplified procedure lets the authority decide without it.
    A dossier that a sealed decision holds is not free, though nobody else is told why.
    """
    found = await tx.get_many(Dossier, ids)
    for missing in [id_ for id_ in ids if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    for dossier in found.values():
        here = dossier.unit == unit and deciding_level(law, dossier, today) == level
        ready = dossier.state is State.APPROVED or may_skip_council(law, dossier, today)
        if not here or not ready or dossier.held_by:
            raise NotDecidable(nominee=dossier.nominee.name)
    return [found[id_] for id_ in ids]


def bonuses_of(law: Law, lines: Sequence[Line], on: date) -> tuple[dict[str, int], int]:
    """Bonus by dossier and the base salary they rest on. An award for which the law gives no money gets none."""
    bonuses, salary = {}, 0
    for line in lines:
        try:
            bonus = law.bonus(line.award, line.nominee.kind.value, decided_on=on)
        except NoFigure as error:
            raise BonusNotSet(award=line.award_name) from error
        except NoRule:
            bonuses[line.dossier] = 0
        else:
            bonuses[line.dossier], salary = bonus.rounded, bonus.base_salary
    return bonuses, salary
