"""The simplified procedure (Điều 85): in which cases it is open, and what it spares."""

from __future__ import annotations

from datetime import date

from shared.law.facts import Facts, Procedure
from shared.law.law import Law
from shared.law.rows import SimplifiedCase, SimplifiedRelief


def cases(law: Law, award: str, on: date) -> list[SimplifiedCase]:
    """The cases that can open it for an award on a date; none where it never is."""
    return law.entries(SimplifiedCase, on, award=award)


def case_of(law: Law, award: str, facts: Facts, on: date) -> SimplifiedCase | None:
    """The first case that the facts make; None for a dossier that goes the full way."""
    if facts.procedure is not Procedure.SIMPLIFIED:
        return None
    kind = facts.kind.value if facts.kind else ""
    for row in cases(law, award, on):
        if kind in row.kinds or any(getattr(facts.achievement, fact, False) for fact in row.facts):
            return row
    return None


def reliefs(law: Law, award: str, on: date) -> list[SimplifiedRelief]:
    """What the procedure spares a dossier for this award."""
    return law.entries(SimplifiedRelief, on, award=award)


def without_council(law: Law, award: str, facts: Facts, on: date) -> bool:
    """Whether the authority may decide without waiting for the council."""
    if case_of(law, award, facts, on) is None:
        return False
    return any(row.council for row in reliefs(law, award, on))
