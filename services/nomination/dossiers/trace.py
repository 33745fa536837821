"""The whole way of a dossier over the levels: where it came when, with which letter, what was done there, what waits.

Pure: read out of the history, which travels with the dossier through files and mergers of units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Step, StepKind
from shared.calendar import working_days_between
from shared.clock import VIETNAM


class Standing(StrEnum):
    """How a stage stands."""

    PASSED = "passed"
    """It went on from here to the level above."""
    SENT_BACK = "sent_back"
    """It was sent back from here to where it came from."""
    HERE = "here"
    ENDED = "ended"
    """It came to its end here: decided, voted down, withdrawn, expired."""
    AHEAD = "ahead"
    """It has not come here yet."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One unit that had the dossier. Days are legal dates; ``letter`` is the one it came with, ``left_letter`` went on.

    ``by`` are subjects of people: who received, who sent it on or back or ended it.
    """

    unit: str
    standing: Standing
    arrived_on: date | None = None
    letter: str = ""
    letter_id: str = ""
    received_on: date | None = None
    received_by: str = ""
    met_on: date | None = None
    approved: bool | None = None
    left_on: date | None = None
    left_by: str = ""
    left_letter: str = ""
    left_letter_id: str = ""
    reason: str = ""
    end: StepKind | None = None
    number: str = ""
    decision: str = ""

    @property
    def days(self) -> int | None:
        """Working days from its arrival until it left; None while it is here or before it came."""
        return working_days_between(self.arrived_on, self.left_on) if self.arrived_on and self.left_on else None


ENDS = (StepKind.DECIDED, StepKind.REJECTED, StepKind.WITHDRAWN, StepKind.EXPIRED)


def stages(dossier: Dossier, ahead: Sequence[str] = ()) -> list[Stage]:
    """Every stage in order; ``ahead`` are the units that it has yet to go through, nearest first."""
    passed: list[Stage] = []
    now = Stage(unit=dossier.origin_unit, standing=Standing.HERE)
    for place, step in enumerate(dossier.history):
        on = _day(step)
        if step.what is StepKind.FORWARDED:
            gone = replace(now, standing=Standing.PASSED, left_on=on, left_by=step.by)
            passed.append(replace(gone, left_letter=step.document, left_letter_id=step.document_id))
            now = Stage(
                unit=_next_unit(dossier, place),
                standing=Standing.HERE,
                arrived_on=on,
                letter=step.document,
                letter_id=step.document_id,
            )
        elif step.what is StepKind.RETURNED and now.letter and now.received_on is None:
            passed.append(replace(now, standing=Standing.SENT_BACK, left_on=on, left_by=step.by, reason=step.reason))
            now = Stage(unit=_came_from(passed), standing=Standing.HERE, arrived_on=on)
        else:
            now = _here(now, step, on)
    units = [*passed, now]
    if now.end is None:
        units += [Stage(unit=unit, standing=Standing.AHEAD) for unit in ahead]
    return units


def _here(now: Stage, step: Step, on: date) -> Stage:
    """What a step that stays at the unit adds."""
    if step.what is StepKind.SUBMITTED:
        return replace(now, arrived_on=now.arrived_on or on)
    if step.what is StepKind.ACCEPTED and now.received_on is None:
        return replace(now, received_on=on, received_by=step.by)
    if step.what in (StepKind.APPROVED, StepKind.REJECTED):
        now = replace(now, met_on=on, approved=step.what is StepKind.APPROVED)
    if step.what in ENDS:
        if step.what is StepKind.DECIDED:
            now = replace(now, number=step.document, decision=step.document_id)
        return replace(now, standing=Standing.ENDED, left_on=on, left_by=step.by, reason=step.reason, end=step.what)
    return now


def _next_unit(dossier: Dossier, place: int) -> str:
    """Where a dossier went: the unit of what was done next, or that which has it now."""
    later = dossier.history[place + 1 : place + 2]
    return later[0].unit if later else dossier.unit


def _came_from(passed: Sequence[Stage]) -> str:
    return next(one.unit for one in reversed(passed) if one.standing is Standing.PASSED)


def _day(step: Step) -> date:
    return step.at.astimezone(VIETNAM).date()
