"""Quyết định: khen thưởng, đính chính, thu hồi. Drafted, signed once, never changed after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from services.nomination.acts import Act
from services.nomination.decisions import telling
from services.nomination.decisions.errors import AlreadySigned, NotPossible, UnderEmbargo
from services.nomination.decisions.parts import (
    Change,
    DecisionStep,
    Difference,
    Ground,
    Line,
    Purpose,
    Step,
    Ticket,
    Way,
)
from services.nomination.decisions.states import POSSIBLE, TRANSITIONS, Action, DecisionState
from shared.aggregate import StatefulAggregate

SYMBOL = "QĐ-UBND"


class Decision(StatefulAggregate[DecisionState]):
    """``unit_name`` is kept as it was when the decision was drafted, ``base_salary`` in đồng.

    ``amends`` and ``amends_number`` name the decision that a correction or revocation is about. ``fingerprint`` is
    the SHA-256 of the signed PDF. ``bases`` are the legal bases without «Căn cứ».
    """

    kind: ClassVar[str] = "decision"
    collection: ClassVar[str] = "decisions"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "state", "-id"),
        ("state", "level"),
        ("state", "embargo_until"),
        ("amends",),
        ("number",),
    )
    transitions = TRANSITIONS

    state: DecisionState = DecisionState.DRAFT
    purpose: Purpose = Purpose.AWARD
    title: str
    unit_name: str
    lines: tuple[Line, ...]
    bases: tuple[str, ...] = ()
    meeting: str = ""
    met_on: date | None = None
    drafted_on: date
    embargo_until: datetime | None = None
    released_at: datetime | None = None

    amends: str = ""
    amends_number: str = ""
    amends_signed_on: date | None = None
    reason: str = ""
    changes: tuple[Change, ...] = ()
    ground: Ground | None = None

    number: str = ""
    ordinal: int | None = None
    signed_on: date | None = None
    signed_by: str = ""
    signer_name: str = ""
    signer_post: str = ""
    signer: str = ""
    way: Way = Way.WET
    recorded_by: str = ""
    certificate: str = ""
    certificate_serial: str = ""
    fingerprint: str = ""
    scan: str = ""
    base_salary: int = 0
    total_bonus: int = 0
    history: tuple[Step, ...] = ()

    def can(self, action: Action) -> bool:
        """Whether the action makes sense in the present state."""
        here = self.state in POSSIBLE[action]
        if action is Action.AMEND:
            return here and self.purpose is Purpose.AWARD
        return here and (action is not Action.ATTACH or (self.way is Way.WET and not self.scan))

    def drafted(self, act: Act) -> None:
        """Note the beginning."""
        self._note(act, DecisionStep.DRAFTED)

    def revise(self, act: Act, **fields: Any) -> None:
        """Change the draft; the history keeps the difference."""
        self._only(Action.EDIT)
        changes = []
        for name, value in fields.items():
            before = getattr(self, name)
            if before != value:
                setattr(self, name, value)
                changes.append(Difference(what=name, before=_said(before), after=_said(value)))
        if changes:
            self._note(act, DecisionStep.REVISED, changes=tuple(changes))

    def discard(self, act: Act, *, reason: str) -> None:
        """Give the draft up. It had no number, so the series has no hole."""
        self._only(Action.DISCARD)
        self.move(DecisionState.DISCARDED)
        self._note(act, DecisionStep.DISCARDED, note=reason)

    def sign(
        self,
        act: Act,
        *,
        ordinal: int,
        bonuses: Mapping[str, int],
        base_salary: int,
        signer_name: str,
        signer_post: str,
        signer: str,
        signed_by: str = "",
        way: Way = Way.WET,
        tickets: Mapping[str, Ticket] | None = None,
    ) -> None:
        """Give it its number. It is in force at once, or lies sealed until its embargo ends.

        ``bonuses`` and ``tickets`` are by dossier; ``signed_by`` is the signer where somebody else records it.
        """
        self.require(self.state is DecisionState.DRAFT, AlreadySigned())
        sealed = self.embargo_until is not None and self.embargo_until > act.at
        self.move(DecisionState.SEALED if sealed else DecisionState.SIGNED)
        self.ordinal, self.number = ordinal, f"{ordinal:02d}/{SYMBOL}"
        self.signed_on, self.signed_by, self.way = act.on, signed_by or act.by, way
        self.recorded_by = act.by if self.signed_by != act.by else ""
        self.signer_name, self.signer_post, self.signer = signer_name, signer_post, signer
        self.base_salary = base_salary
        self.lines = tuple(_granted(line, bonuses, tickets or {}) for line in self.lines)
        self.total_bonus = sum(line.bonus for line in self.lines)
        self._note(act, DecisionStep.RECORDED if self.recorded_by else DecisionStep.SIGNED)
        if sealed:
            self.record(telling.sealed(self))
        else:
            self.record(telling.issued(self))

    def sealed_with(self, *, certificate: str, serial: str, fingerprint: str) -> None:
        """Keep by which certificate it was signed, and what the signed file is known by."""
        self.certificate, self.certificate_serial, self.fingerprint = certificate, serial, fingerprint

    def release(self, at: datetime) -> None:
        """The embargo is over: say it to everybody. Raises UnderEmbargo before, IllegalTransition a second time."""
        self.require(self.embargo_until is not None and at >= self.embargo_until, UnderEmbargo())
        self.move(DecisionState.SIGNED)
        self.released_at = at
        self.history = (*self.history, Step(what=DecisionStep.RELEASED, at=at, by=""))
        self.record(telling.issued(self))

    def attach(self, act: Act, *, scan: str) -> None:
        """Add the scan of the signed paper, once; ``scan`` is its SHA-256."""
        self._only(Action.ATTACH)
        self.scan = scan
        self._note(act, DecisionStep.ATTACHED)

    def _only(self, action: Action) -> None:
        self.require(self.can(action), NotPossible(state=self.state.value, action=action.value))

    def _note(self, act: Act, what: DecisionStep, **more: Any) -> None:
        self.history = (*self.history, Step(what=what, at=act.at, by=act.by, **more))


def _granted(line: Line, bonuses: Mapping[str, int], tickets: Mapping[str, Ticket]) -> Line:
    changes: dict[str, Any] = {"bonus": bonuses.get(line.dossier, line.bonus)}
    if ticket := tickets.get(line.dossier):
        changes |= {"award_id": ticket.award, "code": ticket.code, "index": ticket.index}
    return line.model_copy(update=changes)


def _said(value: object) -> str:
    """A value as a person reads it in the history."""
    if isinstance(value, tuple):
        return "; ".join(one.nominee.name if isinstance(one, Line) else str(one) for one in value)
    return "" if value is None else str(value)
