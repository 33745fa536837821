"""How a number of days is spread: median, slowest, and how many were within a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Counted days, by their number. ``days`` maps a number of days to how often it occurred."""

    days: Counter[int]

    @classmethod
    def of(cls, counted: Iterable[tuple[int, int]]) -> Spread:
        """From (days, how often) pairs."""
        total: Counter[int] = Counter()
        for days, count in counted:
            total[days] += count
        return cls(total)

    @property
    def count(self) -> int:
        return self.days.total()

    @property
    def median(self) -> float | None:
        """The middle one, or the mean of the middle two; None of nothing."""
        if not self.count:
            return None
        below, above = self._at((self.count - 1) // 2), self._at(self.count // 2)
        return (below + above) / 2

    @property
    def slowest(self) -> int | None:
        return max(self.days, default=None)

    def within(self, limit: int) -> int:
        """How many took at most that many days."""
        return sum(count for days, count in self.days.items() if days <= limit)

    def share_within(self, limit: int) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.within(limit) / self.count if self.count else None

    def _at(self, place: int) -> int:
        """The value at a place of the sorted list, from 0."""
        for days in sorted(self.days):
            place -= self.days[days]
            if place < 0:
                return days
        raise IndexError(place)
