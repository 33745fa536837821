"""The time a figure is about: whole days of Viet Nam, both ends included."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


class Period(BaseModel):
    """``Period.of_year(2025)``, ``Period.first_half(2025)``."""

    model_config = ConfigDict(frozen=True)

    start: date
    end: date

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(start=date(year, 1, 1), end=date(year, 12, 31))

    @classmethod
    def first_half(cls, year: int) -> Period:
        return cls(start=date(year, 1, 1), end=date(year, 6, 30))

    @property
    def year(self) -> int:
        """Plans and registrations belong to a year, not to days."""
        return self.start.year

    def within(self, field: str) -> dict[str, Any]:
        """Filter for a stored date in this time."""
        return {field: {"$gte": self.start.isoformat(), "$lte": self.end.isoformat()}}
