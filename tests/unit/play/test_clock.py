"""The business clock of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from deploy.local.play.clock import BusinessClock
from shared.clock import VIETNAM, FileClock


def test_day_begins_at_eight_in_viet_nam(tmp_path: Path) -> None:
    now = BusinessClock(tmp_path / "clock").move(date(2025, 1, 6))
    assert now == datetime(2025, 1, 6, 1, 0, tzinfo=UTC)


def test_steps_of_a_day_follow_one_another_and_stay_in_it(tmp_path: Path) -> None:
    clock = BusinessClock(tmp_path / "clock")
    moments = [clock.move(date(2025, 12, 9)) for _ in range(20)]
    assert moments == sorted(set(moments))
    assert {moment.astimezone(VIETNAM).date() for moment in moments} == {date(2025, 12, 9)}


def test_services_read_what_the_player_wrote(tmp_path: Path) -> None:
    clock, service = BusinessClock(tmp_path / "clock"), FileClock(tmp_path / "clock")
    for day in (date(2025, 1, 6), date(2025, 1, 7), date(2025, 7, 1)):
        clock.move(day)
        assert service.today() == day


def test_nothing_but_the_clock_is_left_in_the_folder(tmp_path: Path) -> None:
    BusinessClock(tmp_path / "clock").move(date(2025, 1, 6))
    assert [file.name for file in tmp_path.iterdir()] == ["clock"]
