"""Khen thưởng đã có quyết định: who got what, when, from whom, for which achievement."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from shared.aggregate import Aggregate
from shared.events.nomination import AwardGranted
from shared.events.parts import Nominee


class Award(Aggregate):
    """One line of the register. ``unit`` decided, ``origin_unit`` is the commune it began in; ``bonus`` in đồng."""

    kind: ClassVar[str] = "award"
    collection: ClassVar[str] = "awards"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("words", "-id"),
        ("unit", "year", "-id"),
        ("origin_unit", "year", "-id"),
        ("decision",),
    )

    decision: str
    number: str
    dossier: str
    award: str
    award_name: str
    award_kind: str
    nominee: Nominee
    honorific: str = ""
    position: str = ""
    nominating_unit: str
    category: str = ""
    origin_unit: str
    year: int
    achievement: str = ""
    achieved_on: date | None = None
    granted_on: date
    bonus: int
    words: tuple[str, ...] = ()

    def granted(self) -> None:
        """Tell that somebody has been honoured."""
        self.record(
            AwardGranted(
                award_id=self.id,
                decision=self.decision,
                number=self.number,
                dossier=self.dossier,
                award=self.award,
                kind=self.award_kind,
                nominee=self.nominee,
                nominating_unit=self.nominating_unit,
                origin_unit=self.origin_unit,
                unit=self.unit,
                level=self.level,
                year=self.year,
                granted_on=self.granted_on,
                bonus=self.bonus,
                achieved_on=self.achieved_on,
                category=self.category,
            )
        )
