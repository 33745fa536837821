"""A unit is registered, placed, and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.registration.units.model import Category, Unit, UnitDetails, UnitState, WrongDates, WrongPlace
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.registration import UnitMoved, UnitRegistered, UnitSucceeded

BEGIN = date(2025, 1, 1)


def unit(code: str, level: Level, parent: Unit | None, **more: Any) -> Unit:
    details = UnitDetails(
        code=code, name=f"Đơn vị {code}", level=level, parent=parent.id if parent else None, valid_from=BEGIN, **more
    )
    registered = Unit.register(details, parent)
    registered.take_events()
    return registered


PROVINCE = unit("hung-yen", Level.PROVINCE, None)
TOWN = unit("my-hao", Level.TOWN, PROVINCE)
COMMUNE = unit("duong-quang", Level.COMMUNE, TOWN)


def test_path_names_a_unit_from_the_root() -> None:
    office = unit("duong-quang.van-phong", Level.BASE, COMMUNE)
    assert office.path == "hung-yen/my-hao/duong-quang/duong-quang.van-phong"
    assert (office.unit, office.level, office.category) == ("duong-quang.van-phong", Level.BASE, Category.OFFICE)


def test_registration_is_told() -> None:
    details = UnitDetails(
        code="bach-sam", name="Phường Bạch Sam", level=Level.COMMUNE, parent="my-hao", valid_from=BEGIN
    )
    assert Unit.register(details, TOWN).take_events() == (
        UnitRegistered(
            code="bach-sam",
            name="Phường Bạch Sam",
            level=Level.COMMUNE,
            parent="my-hao",
            path="hung-yen/my-hao/bach-sam",
            valid_from=BEGIN,
        ),
    )


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("my-hao", Level.TOWN, None),
        ("bach-sam", Level.COMMUNE, COMMUNE),
        ("khac", Level.TOWN, COMMUNE),
        ("bach-sam.van-phong", Level.BASE, COMMUNE),
        ("van-phong", Level.BASE, COMMUNE),
        ("my-hao.xa", Level.COMMUNE, TOWN),
    ],
)
def test_unit_in_the_wrong_place_is_refused(code: str, level: Level, parent: Unit | None) -> None:
    with pytest.raises(WrongPlace):
        unit(code, level, parent)


def test_unit_cannot_end_before_it_began() -> None:
    with pytest.raises(WrongDates):
        unit("bach-sam", Level.COMMUNE, TOWN, valid_to=date(2024, 12, 31))
    with pytest.raises(WrongDates):
        unit("bach-sam", Level.COMMUNE, TOWN).succeed(successors=(), on=date(2024, 12, 31))


def test_unit_ends_once_and_names_its_successors() -> None:
    town = unit("my-hao", Level.TOWN, PROVINCE, valid_to=date(2025, 6, 30))
    town.succeed(successors=("hung-yen",), on=date(2025, 6, 30))
    assert town.take_events() == (UnitSucceeded(code="my-hao", successors=("hung-yen",), on=date(2025, 6, 30)),)
    with pytest.raises(IllegalTransition):
        town.succeed(successors=(), on=date(2025, 6, 30))


def test_transition_table_is_complete() -> None:
    assert set(Unit.transitions) == set(UnitState)
    assert {source: set(targets) for source, targets in Unit.transitions.items()} == {
        "active": {"ended"},
        "ended": set(),
    }


def test_commune_comes_to_stand_under_the_province() -> None:
    commune = unit("duong-quang", Level.COMMUNE, TOWN)
    commune.place(PROVINCE, on=date(2025, 7, 1))
    moved = UnitMoved(code="duong-quang", parent="hung-yen", path="hung-yen/duong-quang", on=date(2025, 7, 1))
    assert (commune.take_events(), commune.path) == ((moved,), "hung-yen/duong-quang")


@pytest.mark.parametrize(
    ("day", "there"), [("2024-12-31", False), ("2025-01-01", True), ("2025-06-30", True), ("2025-07-01", False)]
)
def test_unit_exists_from_its_first_to_its_last_day(day: str, there: bool) -> None:
    assert unit("my-hao", Level.TOWN, PROVINCE, valid_to=date(2025, 6, 30)).exists(date.fromisoformat(day)) is there
