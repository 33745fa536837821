"""What time it is: instants in UTC, legal dates in Viet Nam. The clock is always a parameter.

Leases, time-outs and token expiry never use these clocks: they are about the machine, not about the year.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Now as an instant, and today as a date of the law."""

    def now(self) -> datetime:
        """The instant, timezone-aware, UTC."""
        ...

    def today(self) -> date:
        """The date in Asia/Ho_Chi_Minh."""
        ...


class SystemClock:
    """The wall clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(VIETNAM).date()


class FixedClock:
    """A clock that stands still until it is moved: for models and tests."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.astimezone(VIETNAM).date()


class FileClock:
    """The business clock of a demonstration: a file says what «now» was when it was written.

    Every process that reads the same file lives in the same year, and time runs on from there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[float, datetime] = (0.0, datetime.now(UTC))

    def now(self) -> datetime:
        written = self.path.stat().st_mtime
        if written != self._seen[0]:
            self._seen = (written, datetime.fromisoformat(self.path.read_text().strip()).astimezone(UTC))
        return self._seen[1] + timedelta(seconds=max(0.0, time.time() - written))

    def today(self) -> date:
        return self.now().astimezone(VIETNAM).date()


def clock_from(spec: str) -> Clock:
    """``""`` is the machine's clock, ``file:/path`` the business clock of a demonstration."""
    if not spec:
        return SystemClock()
    kind, _, path = spec.partition(":")
    if kind != "file" or not path:
        raise ValueError(f"THIDUA_CLOCK must be empty or file:/path, not {spec!r}")
    return FileClock(Path(path))
