"""Who may see and do what in reporting. The default is no."""

from __future__ import annotations

from collections.abc import Iterable

from shared.events import Level
from shared.identity import Actor, Role, Rule, covers, holds, signed_in

nobody = Rule(lambda _: False)


anything = signed_in
"""Opens the dashboards: whoever holds any office; what stands on them is scoped to it."""


def sees(path: str) -> Rule:
    """The figures, dossiers and reports of a unit: whoever holds an office at it or above it."""
    return covers(path)


def traces(paths: Iterable[str]) -> Rule:
    """Why an award was given: an office at or above one of the units that the dossier has concerned."""
    rule = nobody
    for path in paths:
        rule = rule | covers(path)
    return rule


def files(unit: str) -> Rule:
    """Files the unit's report: its emulation officer."""
    return holds(Role.OFFICER, at=unit)


def roots(actor: Actor, *, base: bool) -> list[str]:
    """Paths of the offices at base units, or of those above; everything below them is the actor's to see."""
    return sorted({office.path for office in actor.offices if (office.level is Level.BASE) is base})
