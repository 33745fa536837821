"""Tạm dừng xét: no proposal and no award while discipline, investigation, inspection or a complaint is examined."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from services.nomination.acts import Act
from shared.aggregate import Aggregate
from shared.errors import Conflict
from shared.events.nomination import HoldLifted, HoldPlaced
from shared.law import ProceedingKind

WORDS = {
    ProceedingKind.DISCIPLINE: ("đang xem xét kỷ luật", "discipline is being examined"),
    ProceedingKind.INVESTIGATION: ("đang bị điều tra", "an investigation is under way"),
    ProceedingKind.INSPECTION: ("đang thanh tra, kiểm tra", "an inspection is under way"),
    ProceedingKind.COMPLAINT: ("đang giải quyết khiếu nại, tố cáo", "a complaint is being examined"),
}
"""What is examined, in both languages."""


class HoldLiftedBefore(Conflict):
    code = "hold.lifted"
    title_vi = "Việc tạm dừng này đã kết thúc."
    title_en = "This hold has ended already."


class Hold(Aggregate):
    """On a nominee, by the officer of a commune. ``basis`` is the paper it rests on; only officers read it."""

    kind: ClassVar[str] = "hold"
    collection: ClassVar[str] = "holds"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("nominee", "lifted_on"), ("name", "lifted_on"), ("unit", "-id"))

    nominee: str
    name: str
    shown: str
    nominee_unit: str
    what: ProceedingKind
    since: date
    basis: str
    placed_by: str = ""
    lifted_on: date | None = None
    result: str = ""

    def place(self, act: Act) -> None:
        """Begin."""
        self.placed_by = act.by
        self.record(
            HoldPlaced(
                hold=self.id,
                unit=self.unit,
                nominee=self.nominee,
                what=self.what.value,
                since=self.since,
                by=act.by,
            )
        )

    def lift(self, act: Act, *, result: str) -> None:
        """The examination is over, with that result."""
        self.require(self.lifted_on is None, HoldLiftedBefore())
        self.lifted_on, self.result = act.on, result
        self.record(HoldLifted(hold=self.id, unit=self.unit, nominee=self.nominee, lifted_on=act.on, by=act.by))
