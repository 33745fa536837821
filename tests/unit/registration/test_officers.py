"""A person gets offices and gives them up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.officers.model import (
    AlreadyHeld,
    NotHeld,
    OfficeDetails,
    Officer,
    PersonDetails,
    WrongTerm,
)
from shared.events import Level
from shared.events.registration import OfficerAppointed, OfficerRelieved
from shared.identity import Role

BEGIN, END = date(2025, 1, 1), date(2025, 6, 30)


def office(
    role: Role = Role.OFFICER, unit: str = "duong-quang", start: date = BEGIN, end: date | None = None
) -> OfficeDetails:
    return OfficeDetails(role=role, unit=unit, valid_from=start, valid_to=end)


def person(*offices: OfficeDetails) -> Officer:
    officer = Officer.enter(PersonDetails(id="dq-01", name="Phạm Thị Mẫu"), unit="duong-quang", level=Level.COMMUNE)
    for one in offices:
        officer.appoint(one)
    return officer


def test_each_office_is_told_with_the_person() -> None:
    events = person(office(), office(Role.COUNCIL_SECRETARY)).take_events()
    assert [(type(one), one.role, one.person.name) for one in events if isinstance(one, OfficerAppointed)] == [
        (OfficerAppointed, "officer", "Phạm Thị Mẫu"),
        (OfficerAppointed, "council_secretary", "Phạm Thị Mẫu"),
    ]


def test_same_office_cannot_be_held_twice_at_a_time() -> None:
    with pytest.raises(AlreadyHeld):
        person(office(), office(start=date(2026, 1, 1)))


def test_same_office_may_come_back_later_or_be_held_elsewhere() -> None:
    again = person(office(end=END), office(start=END + timedelta(days=1)), office(unit="bach-sam"))
    assert len(again.offices) == 3


def test_office_cannot_end_before_it_begins() -> None:
    with pytest.raises(WrongTerm):
        person(office(start=END, end=BEGIN))


def test_relief_ends_the_office_that_is_held() -> None:
    officer = person(office(end=date(2025, 3, 31)), office(start=date(2025, 5, 1)))
    officer.take_events()
    officer.relieve(Role.OFFICER, "duong-quang", on=END)
    assert [one.valid_to for one in officer.offices] == [date(2025, 3, 31), END]
    assert officer.take_events() == (OfficerRelieved(person_id="dq-01", role="officer", unit="duong-quang", on=END),)


@pytest.mark.parametrize(
    ("role", "unit", "day"),
    [
        (Role.SIGNER, "duong-quang", END),
        (Role.OFFICER, "bach-sam", END),
        (Role.OFFICER, "duong-quang", date(2024, 1, 1)),
    ],
)
def test_office_that_is_not_held_cannot_be_given_up(role: Role, unit: str, day: date) -> None:
    with pytest.raises(NotHeld):
        person(office()).relieve(role, unit, on=day)


def test_no_office_outlives_its_unit() -> None:
    officer = person(office(unit="my-hao"), office(Role.SIGNER, "my-hao", end=END), office())
    officer.take_events()
    assert officer.leave(["my-hao"], on=END)
    assert [event.unit for event in officer.take_events() if isinstance(event, OfficerRelieved)] == ["my-hao"]
    assert [one.valid_to for one in officer.offices] == [END, END, None]
    assert not officer.leave(["my-hao"], on=END)


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(days, days, days, st.none() | days)
def test_overlap_is_mutual_and_means_a_common_day(a: date, b: date, c: date, d: date | None) -> None:
    one, other = office(start=min(a, b), end=max(a, b)), office(start=c, end=max(c, d) if d else None)
    common = any(
        one.is_held(day) and other.is_held(day) for day in (one.valid_from + timedelta(n) for n in range(1100))
    )
    assert one.overlaps(other) == other.overlaps(one) == common
