"""Tiền thưởng, by the base salary of the day of the decision, rounded up to ten thousand đồng."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law import Award, Claim, Law, NoFigure, SubjectKind, UnknownAward

Y2024, Y2025, Y2026 = date(2024, 6, 30), date(2025, 12, 1), date(2026, 7, 1)
FIXED = Law.load()


@pytest.mark.parametrize(
    ("code", "subject", "on", "raw", "rounded"),
    [
        ("TD-CN-LDTT", "individual", Y2024, 540_000, 540_000),
        ("TD-CN-LDTT", "individual", Y2025, 702_000, 710_000),
        ("TD-CN-LDTT", "individual", Y2026, 759_000, 760_000),
        ("TD-CN-CSTDCS", "individual", Y2025, 2_340_000, 2_340_000),
        ("TD-CN-CSTDTQ", "individual", Y2026, 11_385_000, 11_390_000),
        ("TD-TT-TTLDTT", "collective", Y2025, 1_872_000, 1_880_000),
        ("TD-TT-TTLDXS", "collective", Y2025, 3_510_000, 3_510_000),
        ("TD-TT-TVH", "collective", Y2026, 3_795_000, 3_800_000),
        ("TD-TT-CTDT", "collective", Y2025, 18_720_000, 18_720_000),
        ("TD-TT-CTDCP", "collective", Y2026, 30_360_000, 30_360_000),
        ("KT-GK-XA", "individual", date(2025, 6, 30), 351_000, 360_000),
        ("KT-GK-XA", "individual", date(2025, 7, 1), 702_000, 710_000),
        ("KT-GK-XA", "household", Y2025, 1_053_000, 1_060_000),
        ("KT-GK-XA", "collective", Y2025, 1_404_000, 1_410_000),
        ("KT-BK-TINH", "individual", Y2025, 3_510_000, 3_510_000),
        ("KT-BK-TINH-HO", "household", Y2025, 5_265_000, 5_270_000),
        ("KT-BK-TINH-TT", "collective", Y2026, 7_590_000, 7_590_000),
        ("KT-BKTTG", "individual", Y2026, 8_855_000, 8_860_000),
        ("KT-BKTTG-TT", "collective", Y2025, 16_380_000, 16_380_000),
    ],
)
def test_the_bonus_is_multiplier_times_base_salary_rounded_up(
    law: Law, code: str, subject: str, on: date, raw: int, rounded: int
) -> None:
    bonus = law.bonus(code, subject, decided_on=on)
    assert (bonus.raw, bonus.rounded) == (raw, rounded)


def test_the_base_salary_changes_overnight(law: Law) -> None:
    assert law.bonus("TD-CN-LDTT", "individual", decided_on=date(2024, 6, 30)).base_salary == 1_800_000
    assert law.bonus("TD-CN-LDTT", "individual", decided_on=date(2024, 7, 1)).base_salary == 2_340_000


def test_a_bonus_carries_all_its_sources(law: Law) -> None:
    bonus = law.bonus("KT-GK-XA", "household", decided_on=Y2025)
    assert bonus.multiplier == Decimal("0.45")
    assert "152/2025" in bonus.citation
    assert "73/2024" in bonus.citation
    assert bonus.verified


@pytest.mark.parametrize(
    ("code", "subject", "on"),
    [("TD-CN-LDTT", "individual", Y2026), ("KT-GK-XA", "collective", Y2025), ("KT-BK-TINH-TT", "collective", Y2025)],
)
def test_a_bonus_that_rests_on_an_unverified_figure_says_so(law: Law, code: str, subject: str, on: date) -> None:
    assert not law.bonus(code, subject, decided_on=on).verified


@pytest.mark.parametrize(
    ("code", "subject"), [("TD-HO-GDVH", "household"), ("KT-HCLD3", "individual"), ("KT-GK-DN", "individual")]
)
def test_a_figure_that_nobody_found_is_left_to_the_locality(law: Law, code: str, subject: str) -> None:
    with pytest.raises(NoFigure) as refused:
        law.bonus(code, subject, decided_on=Y2025)
    assert "địa phương" in refused.value.vi


def test_no_bonus_for_an_award_that_is_gone(law: Law) -> None:
    with pytest.raises(UnknownAward):
        law.bonus("KT-GK-HUYEN", "individual", decided_on=Y2025)


def test_a_finance_office_may_turn_rounding_off(tmp_path: Path) -> None:
    (tmp_path / "finance.yaml").write_text(
        "overrides:\n  - {table: rounding, id: rounding, set: {step: 1}, citation: Công văn phòng Tài chính}\n",
        encoding="utf-8",
    )
    bonus = Law.load(tmp_path).bonus("TD-CN-LDTT", "individual", decided_on=Y2025)
    assert (bonus.raw, bonus.rounded) == (702_000, 702_000)


@given(
    award=st.sampled_from([award for award in FIXED.awards(Y2025) if award.group == "title"]),
    on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_rounding_never_takes_away_and_never_adds_ten_thousand(award: Award, on: date) -> None:
    code, subject = award.code, award.subjects[0]
    if code in {"TD-HO-GDVH", "TD-CN-TC", "TD-TT-TC"}:  # no law names their money
        return
    bonus = FIXED.bonus(code, subject, decided_on=on)
    assert 0 <= bonus.rounded - bonus.raw < 10_000
    assert bonus.rounded % 10_000 == 0


def claim(award: str, achievement: str = "cả năm", period: str = "2025") -> Claim:
    return Claim(award=award, subject=SubjectKind.INDIVIDUAL, achievement=achievement, period=period)


def paid(law: Law, *claims: Claim) -> list[bool]:
    return [each.paid for each in law.payable(claims, decided_on=Y2025)]


def test_of_titles_for_one_achievement_only_the_highest_is_paid(law: Law) -> None:
    assert paid(law, claim("TD-CN-LDTT"), claim("TD-CN-CSTDCS")) == [False, True]


def test_of_two_equal_titles_the_first_is_paid(law: Law) -> None:
    assert paid(law, claim("TD-CN-LDTT"), claim("TD-CN-LDTT-ND")) == [True, False]


def test_titles_of_different_periods_are_each_paid(law: Law) -> None:
    assert paid(law, claim("TD-CN-CSTDCS"), claim("TD-CN-CSTDT", period="2023-2025")) == [True, True]


def test_a_title_and_a_form_are_each_paid(law: Law) -> None:
    both = law.payable([claim("TD-CN-LDTT"), claim("KT-GK-XA")], decided_on=Y2025)
    assert [each.paid for each in both] == [True, True]
    assert "hình thức" in both[1].why_vi


@given(codes=st.lists(st.sampled_from(["TD-CN-LDTT", "TD-CN-CSTDCS", "TD-CN-CSTDT"]), min_size=1, max_size=6))
def test_one_achievement_at_one_time_is_paid_once_and_at_its_highest(codes: list[str]) -> None:
    found = FIXED.payable([claim(code) for code in codes], decided_on=Y2025)
    assert sum(each.paid for each in found) == 1
    highest = max(each.bonus.raw for each in found)
    assert [each.bonus.raw for each in found if each.paid] == [highest]


@pytest.mark.parametrize(
    ("code", "payer"),
    [("TD-CN-LDTT", "decider"), ("KT-BK-TINH", "decider"), ("KT-BKTTG", "proposer"), ("KT-HCLD3", "proposer")],
)
def test_the_signers_fund_pays_except_for_the_centre(law: Law, code: str, payer: str) -> None:
    assert law.money.payer(code, Y2025).payer == payer


def test_the_fund_is_capped_by_region(law: Law) -> None:
    assert {row.region: row.pct for row in law.money.funds(Y2025)} == {
        "lowland": Decimal("1.0"),
        "mountain": Decimal("1.5"),
    }
    assert law.money.funds(date(2025, 6, 30)) == ()


def test_a_ceiling_is_told_as_one(law: Law) -> None:
    found = law.bonus("KT-KNC-TINH", "individual", decided_on=Y2025)
    assert found.at_most
    assert found.local
