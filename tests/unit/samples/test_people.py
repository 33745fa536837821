"""Units and people: the tree holds together, every seat is filled, nobody is real."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

NEW_YEAR, AFTER_THE_TOWN = date(2025, 1, 6), date(2025, 7, 1)
# The one who signed the real plan, as a digest so that the name stands nowhere in this repository.
SIGNER = "14829d69c9254b2e"
PUBLIC_FIGURES = {
    "Tô Lâm", "Lương Cường", "Phạm Minh Chính", "Trần Thanh Mẫn", "Nguyễn Phú Trọng", "Hồ Chí Minh",
    "Nguyễn Văn Linh", "Võ Nguyên Giáp", "Phạm Văn Đồng", "Võ Văn Kiệt", "Nguyễn Xuân Phúc", "Trần Đức Lương",
    "Lê Đức Anh", "Nguyễn Tấn Dũng", "Nguyễn Thị Kim Ngân", "Võ Thị Ánh Xuân", "Nguyễn Minh Triết",
}  # fmt: skip


def digest(name: str) -> str:
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:16]


def test_every_parent_is_a_unit_and_the_tree_ends_at_the_province(sample: Sample) -> None:
    units = sample.units
    for code in units:
        seen = [code]
        while "parent" in units[seen[-1]]:
            seen.append(units[seen[-1]]["parent"])
            assert len(seen) < 6
        assert seen[-1] == "hung-yen"


def test_town_has_thirteen_communes_and_ends_with_june(sample: Sample) -> None:
    communes = [u for u in sample.units.values() if u["kind"] in {"ward", "commune"}]
    assert Counter(u["kind"] for u in communes) == {"ward": 7, "commune": 6}
    assert {u["parent"] for u in communes} == {"my-hao"}
    assert all(u["valid_to"] == date(2025, 6, 30) for c, u in sample.units.items() if c.startswith("my-hao"))
    (change,) = sample.files["units"]["changes"]
    assert change["effective"] == AFTER_THE_TOWN
    assert sample.files["units"]["successions"] == []


def test_codes_are_kebab_case_and_units_of_a_commune_carry_its_code(sample: Sample) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)?", code) for code in sample.units)
    assert all(u["code"].startswith("duong-quang.") for u in sample.files["units"]["base_units"])


def test_every_own_unit_has_a_head(sample: Sample) -> None:
    for code, unit in sample.units.items():
        if "." in code:
            assert sample.holders("unit_head", code, NEW_YEAR), unit["name"]


def test_every_commune_has_an_officer(sample: Sample) -> None:
    for code, unit in sample.units.items():
        if unit["kind"] in {"ward", "commune"}:
            assert len(sample.holders("officer", code, AFTER_THE_TOWN)) == 1, code


def test_councils_have_nine_voters_and_the_secretary_is_none_of_them(sample: Sample) -> None:
    for council in sample.files["meetings"]["councils"]:
        voters = sample.holders("council_member", council["unit"], NEW_YEAR)
        assert voters == set(council["members"])
        assert len(voters) == 9
        assert {council["chair"]} == sample.holders("council_chair", council["unit"], NEW_YEAR)
        assert council["chair"] in voters
        assert {council["secretary"]} == sample.holders("council_secretary", council["unit"], NEW_YEAR)
        assert council["secretary"] not in voters


def test_every_role_of_the_directory_is_held_by_somebody(sample: Sample) -> None:
    roles = {office["role"] for person in sample.officers.values() for office in person["offices"]}
    assert roles == {
        "admin", "officer", "unit_head", "council_member", "council_chair", "council_secretary", "signer",
        "culture_officer", "auditor",
    }  # fmt: skip
    assert sample.holders("admin", "hung-yen", NEW_YEAR) == {"quan-tri"}


def test_town_offices_end_with_the_town(sample: Sample) -> None:
    for person in sample.officers.values():
        for office in person["offices"]:
            of_town = office["unit"].split(".")[0] == "my-hao"
            assert office.get("to") == (date(2025, 6, 30) if of_town else None)


def test_people_and_nominees_belong_to_units(sample: Sample) -> None:
    for person in [*sample.officers.values(), *sample.nominees.values()]:
        assert person["unit"] in sample.units
        assert all(office["unit"] in sample.units for office in person.get("offices", []))


def test_mail_addresses_are_unique_and_lead_nowhere(sample: Sample) -> None:
    addresses = [person["email"] for person in sample.officers.values()]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"[a-z0-9-]+@[a-z-]+\.thidua\.example", address) for address in addresses)


def test_names_are_distinct_and_nobody_is_real(sample: Sample) -> None:
    people = [*sample.files["people"]["officers"], *sample.files["people"]["nominees"]]
    names = [person["name"] for person in people]
    assert len({p["id"] for p in people}) == len(set(names)) == len(people)
    assert not PUBLIC_FIGURES & set(names)
    assert SIGNER not in {digest(name) for name in names}
    assert all(name.count(" ") >= 2 for name in names)
