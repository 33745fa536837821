"""The directory on screen: who stands in it, in which order, and how it is searched."""

from __future__ import annotations

from datetime import date

from services.registration.officers.model import OfficeDetails, Officer, PersonDetails
from services.registration.units.model import Unit, UnitDetails
from services.registration.units.pages import Row, directory_rows, matching
from shared.events import Level
from shared.identity import Role

BEGIN, TODAY = date(2025, 1, 1), date(2025, 3, 1)
PROVINCE = Unit.register(
    UnitDetails(code="hung-yen", name="Tỉnh Hưng Yên", level=Level.PROVINCE, valid_from=BEGIN), None
)


def commune(code: str, name: str, valid_to: date | None = None) -> Unit:
    details = UnitDetails(
        code=code, name=name, level=Level.COMMUNE, parent="hung-yen", valid_from=BEGIN, valid_to=valid_to
    )
    return Unit.register(details, PROVINCE)


def officer(name: str, *roles: Role, end: date | None = None) -> Officer:
    one = Officer.enter(PersonDetails(id=name.replace(" ", "-"), name=name), unit="duong-quang", level=Level.COMMUNE)
    for role in roles:
        one.appoint(OfficeDetails(role=role, unit="duong-quang", valid_from=BEGIN, valid_to=end))
    return one


def rows() -> list[Row]:
    units = [
        commune("duong-quang", "Xã Dương Quang"),
        commune("bach-sam", "Phường Bạch Sam"),
        commune("cu", "Xã Cũ", BEGIN),
    ]
    officers = [
        officer("Trần Thị Ước", Role.OFFICER, Role.COUNCIL_SECRETARY),
        officer("Lê Văn Ân", Role.SIGNER),
        officer("Đỗ Văn Thôi", Role.SIGNER, end=date(2025, 1, 31)),
    ]
    return directory_rows(units, officers, TODAY)


def test_people_stand_once_per_unit_by_given_name_and_empty_units_stand_too() -> None:
    assert [(row.unit.id, row.officer.name if row.officer else "") for row in rows()] == [
        ("duong-quang", "Lê Văn Ân"),
        ("duong-quang", "Trần Thị Ước"),
        ("bach-sam", ""),
    ]


def test_offices_are_named_in_words() -> None:
    assert rows()[1].roles == "Công chức phụ trách thi đua, khen thưởng; Thư ký Hội đồng"
    assert (rows()[1].since, rows()[2].roles, rows()[2].since) == (BEGIN, "", None)


def test_search_needs_no_diacritics_and_every_word() -> None:
    assert [row.officer.name for row in matching(rows(), "uoc thu ky") if row.officer] == ["Trần Thị Ước"]
    assert [row.unit.id for row in matching(rows(), "BACH sam")] == ["bach-sam"]
    assert matching(rows(), "ước bạch sam") == []
    assert len(matching(rows(), "  ")) == 3
