"""Who decides, on either side of 1 July 2025."""

from __future__ import annotations

from datetime import date

import pytest

from shared.law import Law, Level, NoRule, UnknownAward
from tests.unit.law.nominees import FIRST_DAY_WITHOUT_TOWN, LAST_DAY_OF_THE_TOWN, civil_servant


@pytest.mark.parametrize("code", ["TD-CN-CSTDCS", "TD-TT-TTLDTT", "TD-TT-TVH"])
def test_what_the_district_decided_is_the_communes_from_july_2025(law: Law, code: str) -> None:
    assert law.authority(code, LAST_DAY_OF_THE_TOWN).level == "town"
    assert law.authority(code, FIRST_DAY_WITHOUT_TOWN).level == "commune"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("TD-CN-LDTT", "commune"),
        ("KT-GK-XA", "commune"),
        ("TD-HO-GDVH", "commune"),
        ("TD-TT-TTLDXS", "province"),
        ("KT-BK-TINH", "province"),
        ("TD-TT-XTB", "province"),
        ("TD-CN-CSTDTQ", "prime_minister"),
        ("KT-BKTTG", "prime_minister"),
        ("KT-HCLD3", "president"),
        ("KT-HCH-TNXPVV", "president"),
        ("TD-CN-CSTT", "forces"),
    ],
)
def test_the_reform_left_these_powers_where_they_were(law: Law, code: str, level: str) -> None:
    assert law.authority(code, LAST_DAY_OF_THE_TOWN).level == level
    assert law.authority(code, FIRST_DAY_WITHOUT_TOWN).level == level


def test_the_office_is_named_in_both_languages(law: Law) -> None:
    authority = law.authority("TD-CN-CSTDCS", FIRST_DAY_WITHOUT_TOWN)
    assert authority.office_title_vi == "Chủ tịch Ủy ban nhân dân xã"
    assert authority.office_title_en == "Chair of the commune People's Committee"
    assert Level.DEPARTMENT in authority.also


def test_the_government_flag_under_decree_152_is_marked_unverified(law: Law) -> None:
    assert law.authority("TD-TT-CTDCP", LAST_DAY_OF_THE_TOWN).verified
    assert not law.authority("TD-TT-CTDCP", FIRST_DAY_WITHOUT_TOWN).verified


def test_the_district_certificate_ends_with_the_district(law: Law) -> None:
    assert law.award("KT-GK-HUYEN", LAST_DAY_OF_THE_TOWN)
    with pytest.raises(UnknownAward) as refused:
        law.award("KT-GK-HUYEN", FIRST_DAY_WITHOUT_TOWN)
    assert refused.value.vi == "Không có danh hiệu hoặc hình thức khen thưởng «KT-GK-HUYEN» vào ngày 01/07/2025."
    assert refused.value.en == "There is no award KT-GK-HUYEN on 2025-07-01."
    assert refused.value.status == 404


def test_the_exemplary_commune_changes_its_name(law: Law) -> None:
    assert law.award("TD-TT-XTB", LAST_DAY_OF_THE_TOWN).name_vi == "Xã, phường, thị trấn tiêu biểu"
    assert law.award("TD-TT-XTB", FIRST_DAY_WITHOUT_TOWN).name_vi == "Xã, phường, đặc khu tiêu biểu"


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2023, 12, 31), "V0"),
        (date(2024, 1, 1), "V1"),
        (LAST_DAY_OF_THE_TOWN, "V1"),
        (FIRST_DAY_WITHOUT_TOWN, "V2"),
        (date(2026, 9, 30), "V2"),
        (date(2026, 10, 1), "V3"),
    ],
)
def test_the_rule_set_is_that_of_the_day_of_receipt(law: Law, on: date, code: str) -> None:
    assert law.rule_set(on).code == code
    assert law.assess("TD-CN-LDTT", civil_servant(), received_on=on).rule_set.code == code


def test_a_dossier_of_30_june_and_one_of_1_july_get_different_deciders(law: Law) -> None:
    before = law.assess("TD-CN-CSTDCS", civil_servant(), received_on=LAST_DAY_OF_THE_TOWN)
    after = law.assess("TD-CN-CSTDCS", civil_servant(), received_on=FIRST_DAY_WITHOUT_TOWN)
    assert (before.authority.level, after.authority.level) == (Level.TOWN, Level.COMMUNE)


@pytest.mark.parametrize(
    ("code", "on", "route"),
    [
        ("TD-CN-LDTT", LAST_DAY_OF_THE_TOWN, ["commune"]),
        ("TD-CN-CSTDCS", LAST_DAY_OF_THE_TOWN, ["commune", "town"]),
        ("TD-CN-CSTDCS", FIRST_DAY_WITHOUT_TOWN, ["commune"]),
        ("KT-BK-TINH", LAST_DAY_OF_THE_TOWN, ["commune", "town", "province"]),
        ("KT-BK-TINH", FIRST_DAY_WITHOUT_TOWN, ["commune", "province"]),
        ("KT-BKTTG", FIRST_DAY_WITHOUT_TOWN, ["commune", "province", "prime_minister"]),
    ],
)
def test_the_route_upward_skips_the_level_that_is_gone(law: Law, code: str, on: date, route: list[str]) -> None:
    assert list(law.route("commune", code, on)) == route


def test_an_abolished_level_cannot_send_anything(law: Law) -> None:
    with pytest.raises(NoRule):
        law.route("town", "KT-BK-TINH", FIRST_DAY_WITHOUT_TOWN)


def test_the_titles_of_the_law_exist_in_its_order_in_2025(law: Law) -> None:
    codes = [award.code for award in law.awards(FIRST_DAY_WITHOUT_TOWN)]
    assert len([code for code in codes if code.startswith("TD-") and code != "TD-TT-CTDQK"]) == 17
    assert codes[0] == "TD-CN-LDTT"
    assert len(codes) == len(set(codes))
