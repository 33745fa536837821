"""Dates are those of Viet Nam, working days those of its calendar, and production refuses to play with time."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from shared.calendar import add_working_days, is_working_day, working_days_between
from shared.clock import FileClock, FixedClock, SystemClock, clock_from
from shared.settings import Environment, Settings

SECRET = SecretStr("x" * 32)


def test_today_turns_at_midnight_in_viet_nam_not_in_utc() -> None:
    assert FixedClock(datetime(2025, 6, 30, 16, 59, tzinfo=UTC)).today() == date(2025, 6, 30)
    assert FixedClock(datetime(2025, 6, 30, 17, 0, tzinfo=UTC)).today() == date(2025, 7, 1)


def test_file_clock_runs_on_from_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("2025-03-01T01:00:00+00:00")
    os.utime(path, (time.time() - 60, time.time() - 60))
    clock = FileClock(path)
    assert 59 <= (clock.now() - datetime(2025, 3, 1, 1, 0, tzinfo=UTC)).total_seconds() < 70
    path.write_text("2025-12-31T17:30:00+00:00")
    assert clock.today() == date(2026, 1, 1)


@pytest.mark.parametrize("spec", ["file:", "sundial", "http://x"])
def test_clock_that_is_none_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="THIDUA_CLOCK"):
        clock_from(spec)


def test_empty_clock_is_the_machine_s() -> None:
    assert isinstance(clock_from(""), SystemClock)


def test_production_refuses_a_business_clock() -> None:
    with pytest.raises(ValidationError, match="refused in production"):
        Settings(amqp_url=SECRET, mongo_url=SECRET, session_secret=SECRET, clock="file:/tmp/clock")


def test_short_session_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="32 characters"):
        Settings(
            amqp_url=SECRET, mongo_url=SECRET, session_secret=SecretStr("short"), environment=Environment.TEST, clock=""
        )


def test_tet_and_weekends_are_no_working_days() -> None:
    assert [is_working_day(date(2025, 1, day)) for day in (24, 25, 29, 30)] == [True, False, False, False]


def test_ten_working_days_from_the_eve_of_tet() -> None:
    assert add_working_days(date(2025, 1, 24), 1) == date(2025, 2, 3)
    assert working_days_between(date(2025, 1, 24), date(2025, 2, 3)) == 1
    assert working_days_between(date(2025, 2, 3), date(2025, 1, 24)) == -1
