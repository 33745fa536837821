"""Lựa chọn điển hình tiên tiến: models of a period out of the register, settled by people, invited as delegates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.dossiers.parts import Condition
from services.nomination.exemplars.errors import (
    NobodyChosen,
    SelectionNotPossible,
    SharesNotKept,
    TooManyChosen,
)
from services.nomination.exemplars.states import POSSIBLE, TRANSITIONS, Action, State
from shared.aggregate import StatefulAggregate
from shared.events.nomination import Delegate as ToldDelegate
from shared.events.nomination import ExemplarsConfirmed, ExemplarsProposed, ExemplarsReturned
from shared.events.parts import Nominee, SubjectKind
from shared.record import Record

SYMBOL = "DS-UBND"
NAMED = 3
"""So many are named in a line of the history; of more, how many they were."""


class Gender(StrEnum):
    UNKNOWN = ""
    FEMALE = "female"
    MALE = "male"


class Value(BaseModel):
    """Base of the shapes inside a selection: frozen, tolerant of what newer releases add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PastEntry(Value):
    """An award of the period, as the register has it. ``unit`` is where it was earned, under its name of then."""

    award_id: str
    award: str
    award_name: str
    award_kind: str
    year: int
    number: str
    granted_on: date
    unit: str


class Criterion(Condition):
    """A criterion of models as it was found; ``points`` are those it gives where it holds."""

    required: bool = False
    points: int = 0


class Candidate(Record):
    """Somebody with an award in the period. ``person`` stays the same whenever the register is looked through.

    ``unit`` is the unit as it is today, ``formerly`` those that awards were earned under before it. ``why`` says in
    one sentence why in or out. ``settled`` is what was decided by hand, None where nothing was.
    """

    collection: ClassVar[str] = "exemplar_candidates"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("selection", "place"), ("selection", "chosen", "place"))

    selection: str
    person: str
    kind: SubjectKind
    name: str
    honorific: str = ""
    position: str = ""
    unit: str
    formerly: tuple[str, ...] = ()
    category: str = ""
    gender: Gender = Gender.UNKNOWN
    field: str = ""
    awards: tuple[PastEntry, ...]
    criteria: tuple[Criterion, ...] = ()
    points: int = 0
    eligible: bool = False
    held: str = ""
    place: int = 0
    chosen: bool = False
    why: str = ""
    settled: bool | None = None
    reason: str = ""
    described: tuple[str, ...] = ()
    """Fields that an officer filled in, which the register does not overwrite."""

    @property
    def nominee(self) -> Nominee:
        """As other places name somebody."""
        return Nominee(id=self.person, kind=self.kind, name=self.name, unit=self.unit)


class Delegate(Value):
    """One line of the confirmed list, with the names as they were then."""

    person: str
    kind: SubjectKind
    name: str
    honorific: str = ""
    position: str = ""
    unit: str
    unit_name: str
    gender: Gender = Gender.UNKNOWN
    field: str = ""
    achievements: str
    awards: int


class ShareCheck(Value):
    """How one rule of the list's make-up stands: ``vi`` is the rule, ``found`` what there is."""

    id: str
    vi: str
    found: str
    kept: bool
    verified: bool = True


class StepKind(StrEnum):
    CREATED = "created"
    RECOUNTED = "recounted"
    TAKEN_IN = "taken-in"
    TAKEN_OUT = "taken-out"
    DESCRIBED = "described"
    PROPOSED = "proposed"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class Step(Value):
    """One line of the history: what, when, by whom, about whom, why."""

    what: StepKind
    at: datetime
    by: str
    about: str = ""
    reason: str = ""


class Selection(StatefulAggregate[State]):
    """``seats`` are the places at the conference; ``delegates`` is empty until the list is confirmed.

    ``shares_reason`` is why the list goes up although its make-up is not what was asked for.
    """

    kind: ClassVar[str] = "selection"
    collection: ClassVar[str] = "exemplar_selections"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"),)
    transitions = TRANSITIONS

    state: State = State.DRAFT
    unit_name: str
    title: str
    from_year: int
    to_year: int
    held_on: date
    place: str
    seats: int
    counted_on: date
    candidates: int = 0
    chosen: int = 0
    shares: tuple[ShareCheck, ...] = ()
    shares_reason: str = ""
    delegates: tuple[Delegate, ...] = ()
    ordinal: int | None = None
    number: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""
    signer_name: str = ""
    signer_post: str = ""
    history: tuple[Step, ...] = ()

    def can(self, action: Action) -> bool:
        """Whether the action makes sense in the present state."""
        return self.state is POSSIBLE[action]

    def only(self, action: Action) -> None:
        """Raise unless the action makes sense now."""
        self.require(self.can(action), SelectionNotPossible(state=self.state.value, action=action.value))

    def counted(self, act: Act, *, candidates: int, again: bool) -> None:
        """The register was looked through."""
        if again:
            self.only(Action.RECOUNT)
        self.counted_on, self.candidates = act.on, candidates
        self._enter(act, StepKind.RECOUNTED if again else StepKind.CREATED)

    def made_up(self, *, chosen: int, shares: Sequence[ShareCheck]) -> None:
        """Who is chosen now, and how the list is made up by it."""
        self.chosen, self.shares = chosen, tuple(shares)

    def adjusted(self, act: Act, candidate: Candidate, *, chosen: bool, reason: str) -> None:
        """Somebody was taken in or out by hand."""
        self.only(Action.ADJUST)
        self._enter(act, StepKind.TAKEN_IN if chosen else StepKind.TAKEN_OUT, about=candidate.name, reason=reason)

    def described(self, act: Act, candidates: Sequence[Candidate]) -> None:
        """Something was filled in that the register does not know."""
        self.only(Action.DESCRIBE)
        names = [one.name for one in candidates]
        told = ", ".join(names) if len(names) <= NAMED else f"{len(names)} trường hợp"
        self._enter(act, StepKind.DESCRIBED, about=told)

    def propose(self, act: Act, *, reason: str = "") -> None:
        """Lay it before whoever confirms. A make-up that is not kept needs a reason, which stays."""
        self.only(Action.PROPOSE)
        self.require(self.chosen > 0, NobodyChosen())
        self.require(self.chosen <= self.seats, TooManyChosen(number=self.chosen, seats=self.seats))
        missed = " ".join(one.vi for one in self.shares if not one.kept)
        self.require(bool(reason) or not missed, SharesNotKept(shares=missed))
        self.move(State.PROPOSED)
        self.shares_reason = reason if missed else ""
        self._enter(act, StepKind.PROPOSED, reason=self.shares_reason)
        self.record(
            ExemplarsProposed(
                selection=self.id,
                unit=self.unit,
                title=self.title,
                held_on=self.held_on,
                chosen=self.chosen,
                proposed_on=act.on,
                by=act.by,
            )
        )

    def send_back(self, act: Act, *, reason: str) -> None:
        """It is not confirmed as it is."""
        self.only(Action.RETURN)
        self.move(State.DRAFT)
        self._enter(act, StepKind.RETURNED, reason=reason)
        self.record(
            ExemplarsReturned(
                selection=self.id, unit=self.unit, title=self.title, reason=reason, returned_on=act.on, by=act.by
            )
        )

    def confirm(self, act: Act, *, delegates: Sequence[Delegate], ordinal: int, name: str, post: str) -> None:
        """The list is settled: it gets its number, and nobody changes it."""
        self.only(Action.CONFIRM)
        self.move(State.CONFIRMED)
        self.delegates, self.ordinal = tuple(delegates), ordinal
        self.number = f"{ordinal:02d}/{SYMBOL}"
        self.confirmed_on, self.confirmed_by = act.on, act.by
        self.signer_name, self.signer_post = name, post
        self._enter(act, StepKind.CONFIRMED)
        told = (
            ToldDelegate(nominee=Nominee(id=one.person, kind=one.kind, name=one.name, unit=one.unit), awards=one.awards)
            for one in self.delegates
        )
        self.record(
            ExemplarsConfirmed(
                selection=self.id,
                unit=self.unit,
                level=self.level,
                title=self.title,
                number=self.number,
                from_year=self.from_year,
                to_year=self.to_year,
                held_on=self.held_on,
                place=self.place,
                confirmed_on=act.on,
                by=act.by,
                delegates=tuple(told),
            )
        )

    def discard(self, act: Act, *, reason: str) -> None:
        """Give it up; what was in it stays readable."""
        self.only(Action.DISCARD)
        self.move(State.DISCARDED)
        self._enter(act, StepKind.DISCARDED, reason=reason)

    def _enter(self, act: Act, what: StepKind, *, about: str = "", reason: str = "") -> None:
        self.history = (*self.history, Step(what=what, at=act.at, by=act.by, about=about, reason=reason))
