"""Tờ trình: one letter with which one or many dossiers go to the level above, and what becomes of it there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field

from services.nomination.acts import Act
from services.nomination.decisions.parts import Way
from services.nomination.dossiers.parts import Value
from services.nomination.submissions.errors import SubmissionNotPossible
from services.nomination.submissions.states import POSSIBLE, TRANSITIONS, Action, SubmissionState
from shared.aggregate import StatefulAggregate
from shared.events import Level
from shared.events.nomination import SubmissionReceived, SubmissionReturned, SubmissionSent

SYMBOL = "TTr-UBND"
TITLE = "Về việc đề nghị khen thưởng"


class SubmissionStep(StrEnum):
    """What happened to a submission."""

    DRAFTED = "drafted"
    REVISED = "revised"
    DISCARDED = "discarded"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


class Step(Value):
    """One line of the history: ``unit`` is where it was done, ``names`` of whom, if not of all."""

    what: SubmissionStep
    at: datetime
    by: str
    unit: str
    reason: str = ""
    names: tuple[str, ...] = ()


class Line(Value):
    """A dossier of the submission, named as it was then. ``reason`` is why the level above sent it back."""

    dossier: str
    nominee: str
    award_name: str
    returned_on: date | None = None
    reason: str = ""


class Enclosure(Value):
    """A paper that goes with the letter: ``key`` names its file, ``fingerprint`` is the SHA-256 of its bytes."""

    key: str
    title: str
    size: int
    fingerprint: str


class Submission(StatefulAggregate[SubmissionState]):
    """``unit`` sends it to ``to_unit``. ``printed`` is the letter as it was signed.

    ``fingerprint`` is the SHA-256 of the signed PDF, empty where it was signed on paper. ``carried_by`` is the unit
    whose file brought the present state here, empty where it came about here.
    """

    kind: ClassVar[str] = "submission"
    collection: ClassVar[str] = "submissions"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"), ("to_unit", "-id"), ("state", "unit"))
    transitions = TRANSITIONS

    state: SubmissionState = SubmissionState.DRAFT
    to_unit: str
    to_level: Level
    unit_name: str
    to_name: str
    title: str
    reason: str = ""
    lines: tuple[Line, ...]
    drafted_on: date
    ordinal: int | None = None
    number: str = ""
    sent_on: date | None = None
    signed_by: str = ""
    signer_name: str = ""
    signer_post: str = ""
    way: Way = Way.WET
    certificate: str = ""
    fingerprint: str = ""
    printed: dict[str, Any] = Field(default_factory=dict)
    enclosed: tuple[Enclosure, ...] = ()
    received_on: date | None = None
    received_by: str = ""
    returned_on: date | None = None
    carried_by: str = ""
    history: tuple[Step, ...] = ()

    def can(self, action: Action) -> bool:
        """Whether the action makes sense in the present state."""
        return self.state in POSSIBLE[action]

    @property
    def dossiers(self) -> list[str]:
        """The ids of its dossiers, in the order of the letter."""
        return [line.dossier for line in self.lines]

    def drafted(self, act: Act) -> None:
        """Note the beginning."""
        self._note(act, SubmissionStep.DRAFTED, self.unit)

    def revise(self, act: Act, *, title: str, reason: str, lines: Sequence[Line]) -> None:
        """Change the draft."""
        self.only(Action.EDIT)
        self.title, self.reason, self.lines = title, reason, tuple(lines)
        self._note(act, SubmissionStep.REVISED, self.unit)

    def discard(self, act: Act, *, reason: str) -> None:
        """Give the draft up. It had no number, so the series has no hole."""
        self.only(Action.DISCARD)
        self.move(SubmissionState.DISCARDED)
        self._note(act, SubmissionStep.DISCARDED, self.unit, reason=reason)

    def send(self, act: Act, *, ordinal: int, signed_by: str, signer_name: str, signer_post: str, way: Way) -> None:
        """Give the letter its number: from now on nothing of it changes."""
        self.only(Action.SEND)
        self.move(SubmissionState.SENT)
        self.ordinal, self.number, self.sent_on = ordinal, f"{ordinal:02d}/{SYMBOL}", act.on
        self.signed_by, self.signer_name, self.signer_post, self.way = signed_by, signer_name, signer_post, way
        self._note(act, SubmissionStep.SENT, self.unit)
        self.record(
            SubmissionSent(
                **self._about(), to_level=self.to_level.value, dossiers=tuple(self.dossiers), by=act.by, sent_on=act.on
            )
        )

    def sealed_with(self, *, certificate: str, fingerprint: str) -> None:
        """Keep by which certificate it was signed, and what the signed file is known by."""
        self.certificate, self.fingerprint = certificate, fingerprint

    def receive(self, act: Act) -> None:
        """The level above has it."""
        self.only(Action.RECEIVE)
        self.move(SubmissionState.RECEIVED)
        self.received_on, self.received_by = act.on, act.by
        self._note(act, SubmissionStep.RECEIVED, self.to_unit)
        self.record(SubmissionReceived(**self._about(), dossiers=tuple(self.dossiers), by=act.by, received_on=act.on))

    def return_(self, act: Act, *, dossiers: Collection[str], reason: str) -> None:
        """The level above sends these dossiers back; the last of them ends the submission."""
        self.only(Action.RETURN)
        back = {"returned_on": act.on, "reason": reason}
        self.lines = tuple(line.model_copy(update=back) if line.dossier in dossiers else line for line in self.lines)
        left = sum(line.returned_on is None for line in self.lines)
        if not left:
            self.move(SubmissionState.RETURNED)
            self.returned_on = act.on
        several = len(dossiers) < len(self.lines)
        names = tuple(line.nominee for line in self.lines if line.dossier in dossiers) if several else ()
        self._note(act, SubmissionStep.RETURNED, self.to_unit, reason=reason, names=names)
        self.record(
            SubmissionReturned(
                **self._about(), dossiers=tuple(sorted(dossiers)), left=left, reason=reason, by=act.by,
                returned_on=act.on,
            )
        )  # fmt: skip

    def only(self, action: Action) -> None:
        """Raise SubmissionNotPossible unless the action makes sense now."""
        self.require(self.can(action), SubmissionNotPossible(state=self.state.value, action=action.value))

    def _about(self) -> dict[str, Any]:
        return {"submission": self.id, "unit": self.unit, "to_unit": self.to_unit, "letter": self.number}

    def _note(self, act: Act, what: SubmissionStep, unit: str, **more: Any) -> None:
        self.history = (*self.history, Step(what=what, at=act.at, by=act.by, unit=unit, **more))
