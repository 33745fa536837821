"""Whoever acts on a whole service holds an office above the communes that it serves."""

from __future__ import annotations

from datetime import date

import pytest

from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role
from shared.service.operations import access

PATHS = {
    Level.PROVINCE: "hung-yen",
    Level.TOWN: "hung-yen/my-hao",
    Level.COMMUNE: "hung-yen/my-hao/duong-quang",
    Level.BASE: "hung-yen/my-hao/duong-quang/duong-quang.van-phong",
}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("role", Role)
def test_who_may_look_and_who_may_act(role: Role, level: Level) -> None:
    path = PATHS[level]
    office = OfficeHeld(role=role, unit=path.rpartition("/")[2], path=path, level=level, valid_from=date(2025, 1, 1))
    actor = Actor(subject="a", offices=(office,))
    whole = level in {Level.TOWN, Level.PROVINCE}
    assert access.acts(actor) is (whole and role is Role.ADMIN)
    assert access.looks(actor) is (whole and role in {Role.ADMIN, Role.AUDITOR})


def test_administrator_of_the_first_day_stands_above_all_units() -> None:
    actor = Actor(subject="a", offices=(OfficeHeld(role=Role.ADMIN, unit="*", valid_from=date(2025, 1, 1)),))
    assert access.acts(actor)


def test_nobody_else_looks() -> None:
    assert not access.looks(Actor(subject="a"))
