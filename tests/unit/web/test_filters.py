from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from shared.web import filters
from shared.web.labels import Labels, UnknownLabel

WEDNESDAY = date(2025, 3, 12)


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class Other(StrEnum):
    DRAFT = "draft"


def test_an_instant_shortly_before_midnight_utc_is_already_the_next_day_in_viet_nam() -> None:
    instant = datetime(2025, 6, 30, 17, 30, tzinfo=UTC)
    assert filters.ngay(instant) == "01/07/2025"
    assert filters.gio(instant) == "01/07/2025 00:30"


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        filters.ngay(datetime(2025, 6, 30, 17, 30))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        filters.gio(datetime(2025, 6, 30, 17, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "written"),
    [(1_234_567, "1.234.567"), (12.5, "12,5"), (0, "0"), (Decimal("1000.10"), "1.000,1"), (None, "–"), (100, "100")],
)
def test_numbers_have_points_between_thousands_and_a_decimal_comma(value: float | None, written: str) -> None:
    assert filters.so(value) == written


def test_zero_is_a_figure_and_nothing_is_a_dash() -> None:
    assert filters.tien(0) == "0 đồng"
    assert filters.tien(None) == "–"
    assert filters.tien(2_340_000) == "2.340.000 đồng"
    assert filters.phan_tram(0.625) == "62,5%"


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (date(2025, 3, 17), "còn 3 ngày làm việc"),
        (date(2025, 3, 13), "còn 1 ngày làm việc"),
        (date(2025, 3, 12), "hạn hôm nay"),
        (date(2025, 3, 6), "quá hạn 4 ngày làm việc"),
        (None, "không có hạn"),
    ],
)
def test_what_is_left_is_counted_in_working_days(due: date | None, sentence: str) -> None:
    assert filters.con_lai(due, WEDNESDAY) == sentence


def test_a_due_date_on_a_free_day_does_not_say_zero_days() -> None:
    friday, saturday, sunday = date(2025, 3, 14), date(2025, 3, 15), date(2025, 3, 16)
    assert filters.con_lai(saturday, friday) == "còn hạn đến hết ngày nghỉ"
    assert filters.con_lai(saturday, sunday) == "quá hạn từ ngày nghỉ"


def test_without_a_clock_only_the_date_is_named() -> None:
    assert filters.con_lai(WEDNESDAY, None) == "hạn 12/03/2025"


def test_urgency_follows_the_working_days() -> None:
    assert filters.muc_han(date(2025, 3, 11), WEDNESDAY) == "late"
    assert filters.muc_han(date(2025, 3, 14), WEDNESDAY) == "soon"
    assert filters.muc_han(date(2025, 3, 17), WEDNESDAY) == "calm"


def test_a_date_field_shows_dates_as_people_write_them_and_keeps_what_was_typed() -> None:
    assert filters.ngay_go("2025-03-05") == "05/03/2025"
    assert filters.ngay_go(date(2025, 3, 5)) == "05/03/2025"
    assert filters.ngay_go("31/02/2025") == "31/02/2025"


def test_states_of_two_enums_with_one_value_have_their_own_names() -> None:
    labels = Labels({State: {State.DRAFT: "Bản nháp"}, Other: {Other.DRAFT: "Dự thảo"}})
    assert labels.name(State.DRAFT) == "Bản nháp"
    assert labels.name(Other.DRAFT) == "Dự thảo"
    assert labels.name("draft", Other) == "Dự thảo"


def test_a_state_without_a_vietnamese_name_never_reaches_the_screen() -> None:
    labels = Labels({State: {State.DRAFT: "Bản nháp"}})
    with pytest.raises(UnknownLabel):
        labels.name(State.SENT)
    with pytest.raises(UnknownLabel):
        labels.name("draft")
