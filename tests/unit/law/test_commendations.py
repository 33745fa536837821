"""Hình thức khen thưởng: giấy khen, bằng khen, huân chương, huy chương."""

from __future__ import annotations

from datetime import date

import pytest

from shared.law import (
    Achievement,
    Category,
    Cluster,
    Facts,
    Initiative,
    Kind,
    Law,
    Movement,
    Outcome,
    Procedure,
    Rating,
    Reach,
    Service,
    Subject,
    SubjectKind,
)
from tests.unit.law.nominees import awards, civil_servant, collective, ids, outcome

HOLDS, FAILS, LACKS = Outcome.HOLDS, Outcome.FAILS, Outcome.LACKS_EVIDENCE
ON = date(2025, 12, 1)


class TestBangKhenTinh:
    def merit(self, law: Law, **known: object) -> Outcome:
        return outcome(law.assess("KT-BK-TINH", civil_servant(**known), received_on=ON), "BKT-MERIT")

    def test_two_fighter_titles_in_a_row_hold(self, law: Law) -> None:
        assert self.merit(law, awards=awards("TD-CN-CSTDCS", 2024, 2025)) is HOLDS

    def test_two_fighter_titles_with_a_gap_fail(self, law: Law) -> None:
        assert (
            self.merit(law, awards=awards("TD-CN-CSTDCS", 2023, 2025), ratings={2025: Rating.HTT, 2024: Rating.HTT})
            is FAILS
        )

    def test_two_excellent_years_with_two_applied_initiatives_hold(self, law: Law) -> None:
        two = tuple(Initiative(title=title, recognised=True, applied=True) for title in ("A", "B"))
        excellent = {2024: Rating.HTXS, 2025: Rating.HTXS}
        assert self.merit(law, ratings=excellent, initiatives=two) is HOLDS
        assert self.merit(law, ratings=excellent, initiatives=two[:1]) is FAILS

    def test_a_rating_of_the_year_before_that_nobody_knows_lacks_evidence_and_is_named(self, law: Law) -> None:
        two = tuple(Initiative(title=title, recognised=True, applied=True) for title in ("A", "B"))
        found = law.assess("KT-BK-TINH", civil_servant(ratings={2025: Rating.HTXS}, initiatives=two), received_on=ON)
        result = next(each for each in found.missing if each.id == "BKT-MERIT")
        assert "ratings.2024" in [fact.path for fact in result.missing_facts]
        assert "ratings.2025" not in [fact.path for fact in result.missing_facts]

    def test_outstanding_in_a_movement_of_the_province_holds(self, law: Law) -> None:
        assert self.merit(law, kind=Kind.MOVEMENT, movement=Movement(reach=Reach.PROVINCE, outstanding=True)) is HOLDS
        assert self.merit(law, kind=Kind.MOVEMENT, movement=Movement(reach=Reach.COMMUNE, outstanding=True)) is FAILS

    def test_a_contribution_holds_whatever_else_is_unknown(self, law: Law) -> None:
        facts = {"ratings": None, "awards": None, "initiatives": None, "kind": None}
        assert self.merit(law, achievement=Achievement(contribution=True, earlier_awards=()), **facts) is HOLDS

    def test_an_achievement_already_rewarded_is_not_rewarded_again(self, law: Law) -> None:
        again = Achievement(contribution=True, earlier_awards=("12/QĐ-UBND",))
        assert "GC-ONCE" in ids(law.assess("KT-BK-TINH", civil_servant(achievement=again), received_on=ON).failed)

    def test_the_collective_needs_two_excellent_years(self, law: Law) -> None:
        def merit(second: Rating) -> Outcome:
            facts = collective(
                advanced=9,
                total=10,
                ratings={2025: Rating.HTXS, 2024: second},
                criteria={"grassroots_democracy": True, "thrift": True},
            )
            return outcome(law.assess("KT-BK-TINH-TT", facts, received_on=ON), "BKT-TT-MERIT")

        assert (merit(Rating.HTXS), merit(Rating.HTT)) == (HOLDS, FAILS)


class TestBangKhenThuTuong:
    FIVE_GOOD = dict.fromkeys(range(2021, 2026), Rating.HTT)

    def merit(self, law: Law, *fighter_years: int, ratings: dict[int, Rating] | None = None) -> Outcome:
        history = awards("KT-BK-TINH", 2023) + awards("TD-CN-CSTDCS", *fighter_years)
        facts = civil_servant(awards=history, ratings=ratings or self.FIVE_GOOD)
        return outcome(law.assess("KT-BKTTG", facts, received_on=ON), "BKTTG-MERIT")

    def test_five_good_years_with_three_fighter_titles_hold_though_the_diploma_came_within_them(self, law: Law) -> None:
        assert self.merit(law, 2021, 2023, 2025) is HOLDS

    def test_two_fighter_titles_are_too_few(self, law: Law) -> None:
        assert self.merit(law, 2023, 2025) is FAILS

    def test_a_title_of_six_years_ago_does_not_count(self, law: Law) -> None:
        assert self.merit(law, 2020, 2023, 2025) is FAILS

    def test_one_weak_year_breaks_the_five(self, law: Law) -> None:
        assert self.merit(law, 2021, 2023, 2025, ratings={**self.FIVE_GOOD, 2022: Rating.HT}) is FAILS

    def test_the_collective_must_have_had_its_diploma_five_years_before(self, law: Law) -> None:
        def merit(first: int) -> Outcome:
            facts = collective(
                advanced=9,
                total=10,
                ratings=dict.fromkeys(range(2021, 2026), Rating.HTXS),
                cluster=Cluster(reach=Reach.PROVINCE, leads=False),
                awards=awards("KT-BK-TINH-TT", first) + awards("TD-TT-CTDT", 2024),
            )
            return outcome(law.assess("KT-BKTTG-TT", facts, received_on=ON), "BKTTG-TT-MERIT")

        assert (merit(2020), merit(2021)) == (HOLDS, FAILS)


class TestThanhNienXungPhong:
    def facts(self, months: int | None, *, martyr: bool = False) -> Facts:
        return Facts(
            subject=Subject(kind=SubjectKind.INDIVIDUAL, category=Category.VETERAN_VOLUNTEER),
            year=2025,
            kind=Kind.RESISTANCE,
            disciplines=(),
            proceedings=(),
            achievement=Achievement(earlier_awards=()),
            service=Service(volunteer_months=months, martyr=martyr),
        )

    @pytest.mark.parametrize(("months", "expected"), [(23, FAILS), (24, HOLDS), (None, LACKS)])
    def test_twenty_four_months_are_enough(self, law: Law, months: int | None, expected: Outcome) -> None:
        assert outcome(law.assess("KT-HCH-TNXPVV", self.facts(months), received_on=ON), "TNXP-SERVICE") is expected

    def test_the_fallen_need_no_months(self, law: Law) -> None:
        assert law.assess("KT-HCH-TNXPVV", self.facts(None, martyr=True), received_on=ON).eligible

    def test_the_dossier_is_a_declaration_and_one_proof(self, law: Law) -> None:
        parts = law.parts("KT-HCH-TNXPVV", self.facts(30), on=date(2025, 3, 1))
        assert [(part.code, part.form_no) for part in parts] == [("BK", "Mẫu số 01, 02"), ("GT", None)]


@pytest.mark.parametrize(
    ("years", "grade"), [(10, "KT-HCH-CSVV3"), (14, "KT-HCH-CSVV3"), (15, "KT-HCH-CSVV2"), (20, "KT-HCH-CSVV1")]
)
def test_the_grade_of_the_fighter_medal_follows_the_years(law: Law, years: int, grade: str) -> None:
    soldier = civil_servant(
        subject=Subject(kind=SubjectKind.INDIVIDUAL, category=Category.FORCES),
        kind=Kind.TENURE,
        service=Service(forces_years=years),
    )
    grades = ("KT-HCH-CSVV1", "KT-HCH-CSVV2", "KT-HCH-CSVV3")
    assert [code for code in grades if law.assess(code, soldier, received_on=ON).eligible] == [grade]


def test_a_local_standard_is_not_met_without_a_description(law: Law) -> None:
    met = civil_servant(criteria={"local_standard": True})
    blank = met.model_copy(update={"achievement": Achievement(earlier_awards=())})
    assert law.assess("KT-GK-XA", met, received_on=ON).eligible
    found = law.assess("KT-GK-XA", blank, received_on=ON)
    assert [fact.path for fact in found.missing[0].missing_facts] == ["achievement.description"]


def test_the_dossier_of_a_fighter_carries_the_certificate_only_with_an_initiative(law: Law) -> None:
    def codes(*initiatives: Initiative) -> list[str]:
        return [part.code for part in law.parts("TD-CN-CSTDCS", civil_servant(initiatives=initiatives), on=ON)]

    assert codes() == ["T", "B", "M"]
    assert codes(Initiative(title="Số hóa", recognised=True)) == ["T", "B", "M", "S"]


def test_a_part_that_hangs_on_an_unknown_fact_is_shown_but_not_required(law: Law) -> None:
    parts = law.parts("TD-CN-CSTDCS", civil_servant(initiatives=None), on=ON)
    assert [(part.code, part.required) for part in parts][-1] == ("S", False)


def test_the_simplified_procedure_asks_for_two_papers(law: Law) -> None:
    facts = civil_servant(procedure=Procedure.SIMPLIFIED)
    assert [part.name_vi for part in law.parts("KT-GK-XA", facts, on=ON)] == ["Tờ trình", "Báo cáo tóm tắt thành tích"]


def test_awards_of_the_centre_need_consultation_but_the_national_fighter_does_not(law: Law) -> None:
    def consulted(code: str) -> bool:
        return "HY" in [part.code for part in law.parts(code, civil_servant(), on=ON)]

    assert consulted("KT-BKTTG")
    assert consulted("TD-TT-CTDCP")
    assert not consulted("TD-CN-CSTDTQ")
    assert not consulted("KT-BK-TINH")
