"""Who may do what in reporting, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting import access
from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role

PATHS = {
    "hung-yen": "hung-yen",
    "my-hao": "hung-yen/my-hao",
    "duong-quang": "hung-yen/my-hao/duong-quang",
    "bach-sam": "hung-yen/my-hao/bach-sam",
    "duong-quang.thon-2": "hung-yen/my-hao/duong-quang/duong-quang.thon-2",
}


def holding(role: Role, unit: str) -> Actor:
    level = {1: Level.PROVINCE, 2: Level.TOWN, 3: Level.COMMUNE, 4: Level.BASE}[PATHS[unit].count("/") + 1]
    office = OfficeHeld(role=role, unit=unit, path=PATHS[unit], level=level, valid_from=date(2025, 1, 1))
    return Actor(subject="x", offices=(office,))


@pytest.mark.parametrize(
    ("role", "unit", "sees", "files"),
    [
        (Role.OFFICER, "duong-quang", True, True),
        (Role.SIGNER, "duong-quang", True, False),
        (Role.COUNCIL_MEMBER, "duong-quang", True, False),
        (Role.AUDITOR, "duong-quang", True, False),
        (Role.OFFICER, "my-hao", True, False),
        (Role.OFFICER, "hung-yen", True, False),
        (Role.OFFICER, "bach-sam", False, False),
        (Role.UNIT_HEAD, "duong-quang.thon-2", False, False),
        (Role.OFFICER, "duong-quang.thon-2", False, False),
    ],
)
def test_offices_and_the_reports_of_a_commune(role: Role, unit: str, sees: bool, files: bool) -> None:
    actor = holding(role, unit)
    assert access.sees(PATHS["duong-quang"])(actor) is sees
    assert access.files("duong-quang")(actor) is files


@pytest.mark.parametrize(
    ("unit", "traces"),
    [("duong-quang.thon-2", True), ("duong-quang", True), ("my-hao", True), ("hung-yen", True), ("bach-sam", False)],
)
def test_dossier_is_traced_from_its_units_and_above(unit: str, traces: bool) -> None:
    concerned = [PATHS["duong-quang"], PATHS["duong-quang.thon-2"]]
    assert access.traces(concerned)(holding(Role.UNIT_HEAD, unit)) is traces


def test_nobody_without_an_office_sees_anything() -> None:
    nobody = Actor(subject="la")
    assert not access.sees("hung-yen")(nobody)
    assert not access.files("duong-quang")(nobody)
    assert not access.anything(nobody)
    assert not access.traces(PATHS.values())(nobody)
    assert access.roots(nobody, base=False) == access.roots(nobody, base=True) == []


def test_base_offices_count_apart_from_those_above() -> None:
    both = Actor(
        subject="x",
        offices=(
            *holding(Role.UNIT_HEAD, "duong-quang.thon-2").offices,
            *holding(Role.COUNCIL_MEMBER, "duong-quang").offices,
        ),
    )
    assert access.roots(both, base=False) == [PATHS["duong-quang"]]
    assert access.roots(both, base=True) == [PATHS["duong-quang.thon-2"]]
