"""The business clock of the demonstration: a file that says what «now» is, read by every service."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from shared.clock import VIETNAM

MORNING = time(8, 0)
BETWEEN = timedelta(minutes=10)


class BusinessClock:
    """Moves «now» from step to step: each day begins at eight, each further step is ten minutes later."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._day = date.min
        self._steps = 0

    def move(self, day: date) -> datetime:
        """Now is the next moment of that day; what stands in the file changes whole or not at all."""
        self._steps = self._steps + 1 if day == self._day else 0
        self._day = day
        now = (datetime.combine(day, MORNING, VIETNAM) + self._steps * BETWEEN).astimezone(UTC)
        part = self._file.with_suffix(".part")
        part.write_text(now.isoformat())
        part.rename(self._file)
        return now
