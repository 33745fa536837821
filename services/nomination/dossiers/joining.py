"""Đồng đề nghị: several units nominate together. The first keeps the dossier, the others put their name to it."""

from __future__ import annotations

from collections.abc import Sequence

from services.nomination.acts import Act
from services.nomination.dossiers.body import DossierBody
from services.nomination.dossiers.errors import AlreadyAnswered, AskedTwice, JointUnanswered, NotAskedToJoin
from services.nomination.dossiers.parts import CoNominator, StepKind
from services.nomination.dossiers.states import Action
from shared.events.nomination import JointNominationAnswered, JointNominationAsked, JointNominationDropped


class Joint(DossierBody):
    """The ways of a dossier that several units nominate."""

    @property
    def nominating_units(self) -> tuple[str, ...]:
        """The unit that keeps the dossier, then those that confirmed that they nominate with it."""
        return (self.nominating_unit, *(one.unit for one in self.co_nominators if one.agrees))

    def invite(self, act: Act, units: Sequence[CoNominator]) -> None:
        """Ask other units to nominate together. ``units`` carry code and name."""
        self._only(Action.INVITE)
        known = {self.nominating_unit, *(one.unit for one in self.co_nominators)}
        for one in units:
            self.require(one.unit not in known, AskedTwice(unit=one.name))
        self.co_nominators = (*self.co_nominators, *units)
        self._asked(act, tuple(units))

    def join(self, act: Act, unit: str, *, agrees: bool, reason: str = "") -> None:
        """A unit that was asked puts its name to the dossier, or refuses."""
        self._only(Action.JOIN)
        one = self._invited(unit)
        self.require(one.agrees is None, AlreadyAnswered(body=one.name))
        self._replace(one.model_copy(update={"agrees": agrees, "reason": reason, "answered_on": act.on, "by": act.by}))
        self._note(act, StepKind.JOINED if agrees else StepKind.DECLINED, reason=reason, document=one.name)
        self.record(
            JointNominationAnswered(
                **self._about(),
                by=act.by,
                joint_unit=unit,
                agrees=agrees,
                reason=reason,
                answered_on=act.on,
                left=len(self._unanswered),
            )
        )

    def drop(self, act: Act, unit: str) -> None:
        """Go on without a unit, whatever it answered."""
        self._only(Action.INVITE)
        one = self._invited(unit)
        self.co_nominators = tuple(other for other in self.co_nominators if other.unit != unit)
        self._note(act, StepKind.DROPPED, document=one.name)
        self.record(JointNominationDropped(**self._about(), by=act.by, joint_unit=unit, dropped_on=act.on))

    @property
    def _unanswered(self) -> tuple[CoNominator, ...]:
        return tuple(one for one in self.co_nominators if one.agrees is None)

    def _all_answered(self) -> None:
        waiting = self._unanswered
        self.require(not waiting, JointUnanswered(units=", ".join(one.name for one in waiting)))

    def _drop_unanswered(self, act: Act) -> None:
        for one in self._unanswered:
            self.drop(act, one.unit)

    def _ask_again(self, act: Act) -> None:
        """What they confirmed is no longer what it says."""
        answered = tuple(one for one in self.co_nominators if one.agrees)
        for one in answered:
            self._replace(CoNominator(unit=one.unit, name=one.name, asked_on=act.on))
        if answered:
            self._asked(act, answered)

    def _asked(self, act: Act, units: Sequence[CoNominator]) -> None:
        self._note(act, StepKind.INVITED, document=", ".join(one.name for one in units))
        codes = tuple(one.unit for one in units)
        self.record(JointNominationAsked(**self._about(), by=act.by, units=codes, asked_on=act.on))

    def _invited(self, unit: str) -> CoNominator:
        for one in self.co_nominators:
            if one.unit == unit:
                return one
        raise NotAskedToJoin(unit=unit)

    def _replace(self, its: CoNominator) -> None:
        self.co_nominators = tuple(its if one.unit == its.unit else one for one in self.co_nominators)
