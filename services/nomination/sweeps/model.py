"""Đợt rà soát: a commune goes through its hamlets, so that nobody with a merit of the resistance wars is forgotten."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.sweeps.errors import HamletMissing, StillWaiting, SweepIsClosed
from services.nomination.sweeps.states import SWEEP_TRANSITIONS, SweepState
from shared.aggregate import StatefulAggregate
from shared.events.nomination import HamletReported, SweepClosed, SweepOpened


class Reported(BaseModel):
    """A hamlet that has gone through all of its people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hamlet: str
    on: date
    by: str
    found: int


class Sweep(StatefulAggregate[SweepState]):
    """``subject`` is a row of the law's table ``sweep_subjects``; ``association_unit`` its code here, if any."""

    kind: ClassVar[str] = "sweep"
    collection: ClassVar[str] = "sweeps"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"), ("hamlets", "-id"), ("association_unit", "-id"))
    transitions = SWEEP_TRANSITIONS

    state: SweepState = SweepState.OPEN
    title: str
    subject: str
    subject_name: str
    award: str
    award_name: str
    association: str = ""
    association_unit: str = ""
    hamlets: tuple[str, ...]
    opened_on: date
    enter_by: date
    opened_by: str = ""
    reported: tuple[Reported, ...] = ()
    closed_on: date | None = None
    closed_by: str = ""

    def open(self, act: Act) -> None:
        """Tell the hamlets."""
        self.opened_by = act.by
        self.record(
            SweepOpened(
                sweep=self.id,
                unit=self.unit,
                title=self.title,
                subject_kind=self.subject,
                subject_name=self.subject_name,
                award=self.award,
                hamlets=self.hamlets,
                association=self.association,
                opened_on=self.opened_on,
                enter_by=self.enter_by,
                by=act.by,
            )
        )

    def takes(self, hamlet: str, name: str) -> None:
        """Raise SweepIsClosed or HamletMissing unless somebody of that hamlet may be entered."""
        self.require(self.state is SweepState.OPEN, SweepIsClosed())
        self.require(hamlet in self.hamlets, HamletMissing(unit=name or hamlet))

    def report(self, act: Act, *, hamlet: str, found: int) -> None:
        """The hamlet has gone through all of its people; saying it again replaces what was said."""
        self.takes(hamlet, hamlet)
        others = tuple(one for one in self.reported if one.hamlet != hamlet)
        self.reported = (*others, Reported(hamlet=hamlet, on=act.on, by=act.by, found=found))
        self.record(
            HamletReported(sweep=self.id, unit=self.unit, hamlet=hamlet, found=found, reported_on=act.on, by=act.by)
        )

    def close(self, act: Act, *, waiting: int, proposed: int, set_aside: int) -> None:
        """End it: refused while anybody still waits for something."""
        self.require(self.state is SweepState.OPEN, SweepIsClosed())
        self.require(not waiting, StillWaiting(count=waiting))
        self.move(SweepState.CLOSED)
        self.closed_on, self.closed_by = act.on, act.by
        self.record(
            SweepClosed(
                sweep=self.id,
                unit=self.unit,
                found=proposed + set_aside,
                proposed=proposed,
                set_aside=set_aside,
                closed_on=act.on,
                by=act.by,
            )
        )

    def report_of(self, hamlet: str) -> Reported | None:
        """What a hamlet has reported, if it has."""
        return next((one for one in self.reported if one.hamlet == hamlet), None)
