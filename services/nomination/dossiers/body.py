"""What a dossier consists of, and what each of its ways needs to do: note a step, tell what it is about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import Field

from services.nomination.acts import Act
from services.nomination.dossiers.differences import between, written
from services.nomination.dossiers.errors import NotPossible
from services.nomination.dossiers.parts import (
    Condition,
    CoNominator,
    Consultation,
    Difference,
    Leg,
    Paper,
    PartFile,
    Pause,
    Step,
    StepKind,
    Twin,
)
from services.nomination.dossiers.states import POSSIBLE, TRANSITIONS, Action, State
from services.nomination.reports.model import Entry
from shared.aggregate import StatefulAggregate
from shared.errors import NotFound
from shared.events.parts import Nominee, PartReason, Tally
from shared.law import Facts, Outcome


class DossierBody(StatefulAggregate[State]):
    """Hồ sơ. ``unit`` has it in hand now, ``origin_unit`` is the commune it began in.

    ``answer_by`` is the day until which the nominating unit owes what was asked for, ``pauses`` the days on which the
    clock stood while the unit that has it now appraised it, ``consulted`` who may read it because it was asked.

    ``received_on`` and with it ``rule_set`` and ``decided_by_level`` are fixed by the first acceptance and kept
    at every level above; ``received_here_on`` is the day on which the unit that has it now received it.
    """

    kind: ClassVar[str] = "dossier"
    collection: ClassVar[str] = "dossiers"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "state", "-id"),
        ("origin_unit", "-id"),
        ("nominating_unit", "-id"),
        ("co_nominators.unit", "-id"),
        ("state", "level"),
        ("state", "answer_by"),
        ("words",),
    )
    transitions = TRANSITIONS

    state: State = State.DRAFT
    origin_unit: str
    nominating_unit: str
    award: str
    award_name: str
    award_kind: str
    nominee: Nominee
    position: str = ""
    honorific: str = ""
    year: int
    achievement: str = ""
    achieved_on: date | None = None
    facts: Facts
    papers: tuple[Paper, ...] = ()
    files: tuple[PartFile, ...] = ()
    report: tuple[Entry, ...] = ()
    co_nominators: tuple[CoNominator, ...] = ()
    edited_at: datetime | None = None
    edited_by: str = ""
    words: tuple[str, ...] = ()
    list_id: str = ""

    conditions: tuple[Condition, ...] = ()
    override_reason: str = ""
    overridden_by: str = ""
    twins: tuple[Twin, ...] = ()
    submitted_on: date | None = None
    received_on: date | None = None
    received_here_on: date | None = None
    rule_set: str = ""
    decided_by_level: str = ""
    meeting: str = ""
    tally: Tally | None = None
    decision: str = ""
    number: str = ""
    held_by: str = ""
    """The signed decision that will name it; nobody is told before its embargo ends."""
    trail: tuple[Leg, ...] = ()
    submission: str = ""
    """The letter with which it went to the unit that has it now."""
    carried_by: str = ""
    """The unit whose file brought the present state here; empty where it came about here."""
    answer_by: date | None = None
    asked: tuple[PartReason, ...] = ()
    pauses: tuple[Pause, ...] = ()
    consultation: Consultation | None = None
    consulted: tuple[str, ...] = ()
    sent: dict[str, str] = Field(default_factory=dict)
    history: tuple[Step, ...] = Field(default=())

    def can(self, action: Action) -> bool:
        """Whether the action makes sense in the present state."""
        return self.state in POSSIBLE[action]

    @property
    def warnings(self) -> tuple[Condition, ...]:
        """The conditions for which evidence is lacking."""
        return tuple(each for each in self.conditions if each.outcome is Outcome.LACKS_EVIDENCE)

    @property
    def failed(self) -> tuple[Condition, ...]:
        """The conditions that do not hold."""
        return tuple(each for each in self.conditions if each.outcome is Outcome.FAILS)

    @property
    def present(self) -> set[str]:
        """The letters of the parts that are there, on paper or as files."""
        return {one.code for one in self.papers} | {one.part for one in self.files}

    def write_section(self, act: Act, entry: Entry) -> None:
        """Write a section of the achievement report; what stood there before is replaced."""
        self._only(Action.EDIT)
        others = tuple(one for one in self.report if one.section != entry.section)
        self.report = (*others, entry) if entry.told else others
        self.edited_at, self.edited_by = act.at, act.by

    def attach(self, file: PartFile) -> None:
        """Put a file to its part."""
        self._only(Action.EDIT)
        self.files = (*self.files, file)

    def detach(self, file_id: str) -> None:
        """Take a file off; raises NotFound."""
        self._only(Action.EDIT)
        self.require(any(one.id == file_id for one in self.files), NotFound(what="tệp này"))
        self.files = tuple(one for one in self.files if one.id != file_id)

    def _only(self, action: Action) -> None:
        self.require(self.can(action), self._impossible(action.value))

    def _impossible(self, action: str) -> NotPossible:
        return NotPossible(state=self.state.value, action=action)

    def _settle_answer(self) -> None:
        self.asked, self.answer_by = (), None

    def _changes(self) -> tuple[Difference, ...]:
        """What differs from what was sent before; from now on this counts as sent."""
        now = written(self)
        changes = between(self.sent, now)
        self.sent = now
        return changes

    def _note(self, act: Act, what: StepKind, **more: Any) -> None:
        self.history = (*self.history, Step(what=what, at=act.at, by=act.by, unit=self.unit, **more))

    def _about(self) -> dict[str, Any]:
        return {
            "dossier": self.id,
            "award": self.award,
            "kind": self.award_kind,
            "nominee": self.nominee,
            "nominating_unit": self.nominating_unit,
            "unit": self.unit,
            "year": self.year,
        }
