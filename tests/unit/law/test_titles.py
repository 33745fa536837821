"""Danh hiệu thi đua: the sentences of Điều 21–31, one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.law import (
    Achievement,
    Category,
    Cluster,
    Discipline,
    DisciplineForm,
    Initiative,
    Kind,
    Law,
    Members,
    Movement,
    Outcome,
    Proceeding,
    ProceedingKind,
    Rating,
    Reach,
    Service,
    Subject,
    SubjectKind,
)
from tests.unit.law.nominees import awards, civil_servant, collective, ids, outcome

HOLDS, FAILS, LACKS = Outcome.HOLDS, Outcome.FAILS, Outcome.LACKS_EVIDENCE
ON = date(2025, 12, 1)


def test_a_civil_servant_rated_well_completed_is_an_advanced_worker(law: Law) -> None:
    assert law.assess("TD-CN-LDTT", civil_servant(), received_on=ON).eligible


def test_a_civil_servant_rated_completed_only_is_not(law: Law) -> None:
    found = law.assess("TD-CN-LDTT", civil_servant(ratings={2025: Rating.HT}), received_on=ON)
    assert ids(found.failed) == ["LDTT-RATING"]
    assert found.failed[0].article == "Điều 24 khoản 1 điểm a"


@pytest.mark.parametrize(
    ("received", "months", "expected"),
    [
        (date(2023, 12, 31), 9, FAILS),
        (date(2023, 12, 31), 10, HOLDS),
        (date(2024, 1, 1), 5, FAILS),
        (date(2024, 1, 1), 6, HOLDS),
        (date(2025, 8, 5), 5, FAILS),
    ],
)
def test_a_new_recruit_needs_ten_months_before_2024_and_six_since(
    law: Law, received: date, months: int, expected: Outcome
) -> None:
    facts = civil_servant(service=Service(recruited_on=date(2025, 3, 3), months_in_year=months))
    assert outcome(law.assess("TD-CN-LDTT", facts, received_on=received), "LDTT-MONTHS") is expected


def test_months_of_service_unknown_lack_evidence(law: Law) -> None:
    found = law.assess("TD-CN-LDTT", civil_servant(service=None), received_on=ON)
    assert ids(found.missing) == ["LDTT-MONTHS"]
    assert [fact.path for fact in found.missing[0].missing_facts] == ["service.recruited_on", "service.months_in_year"]


def test_a_farmer_takes_the_title_of_paragraph_3(law: Law) -> None:
    farmer = civil_servant(
        subject=Subject(kind=SubjectKind.INDIVIDUAL, category=Category.WORKER),
        criteria={"effective_work": True, "exemplary": True},
    )
    assert law.assess("TD-CN-LDTT-ND", farmer, received_on=ON).eligible
    assert outcome(law.assess("TD-CN-LDTT", farmer, received_on=ON), "LDTT-CATEGORY") is FAILS


class TestChienSiThiDuaCoSo:
    def merit(self, law: Law, received: date = ON, **known: object) -> Outcome:
        return outcome(law.assess("TD-CN-CSTDCS", civil_servant(**known), received_on=received), "CSTDCS-MERIT")

    def test_holds_by_rating_alone(self, law: Law) -> None:
        assert self.merit(law, ratings={2025: Rating.HTXS}) is HOLDS

    def test_holds_by_initiative_alone(self, law: Law) -> None:
        assert self.merit(law, initiatives=(Initiative(title="Số hóa", recognised=True),)) is HOLDS

    def test_holds_by_combat_alone(self, law: Law) -> None:
        assert self.merit(law, achievement=Achievement(combat=True)) is HOLDS

    def test_fails_with_neither(self, law: Law) -> None:
        assert self.merit(law) is FAILS

    def test_holds_by_rating_though_nothing_is_known_of_initiatives(self, law: Law) -> None:
        assert self.merit(law, ratings={2025: Rating.HTXS}, initiatives=None) is HOLDS

    def test_lacks_evidence_if_the_other_way_is_unknown(self, law: Law) -> None:
        assert self.merit(law, initiatives=None) is LACKS
        assert self.merit(law, ratings=None) is LACKS

    def test_needs_both_from_october_2026_as_the_draft_says(self, law: Law) -> None:
        assert self.merit(law, date(2026, 9, 30), ratings={2025: Rating.HTXS}) is HOLDS
        assert self.merit(law, date(2026, 10, 1), ratings={2025: Rating.HTXS}) is FAILS

    def test_the_rule_of_october_2026_is_marked_unverified(self, law: Law) -> None:
        found = law.assess("TD-CN-CSTDCS", civil_servant(), received_on=date(2026, 10, 1))
        assert not next(each for each in found.conditions if each.id == "CSTDCS-MERIT").verified

    def test_an_initiative_serves_once_for_the_same_title(self, law: Law) -> None:
        used = Initiative(title="Số hóa", recognised=True, used_for=("TD-CN-CSTDCS",))
        found = law.assess("TD-CN-CSTDCS", civil_servant(initiatives=(used,)), received_on=ON)
        assert ids(found.failed) == ["GC-INITIATIVE"]

    def test_the_advanced_title_of_the_year_proves_the_base(self, law: Law) -> None:
        facts = civil_servant(awards=awards("TD-CN-LDTT", 2025), criteria={}, ratings=None)
        assert outcome(law.assess("TD-CN-CSTDCS", facts, received_on=ON), "CSTDCS-BASE") is HOLDS


class TestChienSiThiDuaTinh:
    def run(self, law: Law, *years: int, known_from: int | None = None) -> Outcome:
        facts = civil_servant(awards=awards("TD-CN-CSTDCS", *years), awards_known_from=known_from)
        return outcome(law.assess("TD-CN-CSTDT", facts, received_on=ON), "CSTDT-RUN")

    def test_three_in_a_row_hold(self, law: Law) -> None:
        assert self.run(law, 2023, 2024, 2025) is HOLDS

    def test_three_in_a_row_up_to_last_year_hold(self, law: Law) -> None:
        assert self.run(law, 2022, 2023, 2024) is HOLDS

    def test_a_gap_breaks_the_row(self, law: Law) -> None:
        assert self.run(law, 2021, 2022, 2024, 2025) is FAILS

    def test_a_row_that_ended_two_years_ago_does_not_count(self, law: Law) -> None:
        assert self.run(law, 2021, 2022, 2023) is FAILS

    def test_two_decisions_for_one_year_count_once(self, law: Law) -> None:
        assert self.run(law, 2024, 2024, 2025) is FAILS

    def test_an_incomplete_register_cannot_prove_the_lack(self, law: Law) -> None:
        assert self.run(law, 2025, known_from=2024) is LACKS
        assert self.run(law, 2025, known_from=2022) is FAILS

    def test_an_incomplete_register_can_prove_the_row(self, law: Law) -> None:
        assert self.run(law, 2023, 2024, 2025, known_from=2023) is HOLDS

    def test_the_initiative_must_reach_the_province(self, law: Law) -> None:
        def reach(reach: Reach | None) -> Outcome:
            facts = civil_servant(initiatives=(Initiative(title="Số hóa", recognised=True, reach=reach),))
            return outcome(law.assess("TD-CN-CSTDT", facts, received_on=ON), "CSTDT-INITIATIVE")

        assert (reach(Reach.TOWN), reach(Reach.PROVINCE), reach(None)) == (FAILS, HOLDS, LACKS)


class TestTapTheLaoDongTienTien:
    @pytest.mark.parametrize(
        ("advanced", "total", "expected"), [(7, 10, HOLDS), (69, 100, FAILS), (9, 13, FAILS), (14, 20, HOLDS)]
    )
    def test_seventy_per_cent_exactly_is_enough(self, law: Law, advanced: int, total: int, expected: Outcome) -> None:
        found = law.assess("TD-TT-TTLDTT", collective(advanced=advanced, total=total), received_on=ON)
        assert outcome(found, "TT-SHARE") is expected
        assert found.eligible is (expected is HOLDS)

    def test_more_than_half_was_enough_before_2024(self, law: Law) -> None:
        def share(advanced: int, received: date) -> Outcome:
            found = law.assess("TD-TT-TTLDTT", collective(advanced=advanced, total=10), received_on=received)
            return outcome(found, "TT-SHARE")

        last, first = date(2023, 12, 31), date(2024, 1, 1)
        assert (share(5, last), share(6, last), share(6, first), share(7, first)) == (FAILS, HOLDS, FAILS, HOLDS)

    def test_one_member_under_warning_is_one_too_many(self, law: Law) -> None:
        found = law.assess("TD-TT-TTLDTT", collective(advanced=9, total=10, warned=1), received_on=ON)
        assert ids(found.failed) == ["TT-WARNED"]

    def test_the_excellent_collective_is_not_asked_about_warnings(self, law: Law) -> None:
        assert law.assess("TD-TT-TTLDXS", collective(advanced=9, total=10, warned=1), received_on=ON).eligible

    def test_the_excellent_collective_needs_everybody_and_one_fighter(self, law: Law) -> None:
        members = Members(total=10, completed=9, advanced=9, fighters=0, warned=0)
        found = law.assess(
            "TD-TT-TTLDXS", collective(advanced=9, total=10).model_copy(update={"members": members}), received_on=ON
        )
        assert ids(found.failed) == ["TTLDXS-COMPLETED", "TTLDXS-FIGHTER"]


class TestBlocks:
    """Điều 4 Nghị định 152/2025/NĐ-CP."""

    def test_a_complaint_being_examined_blocks(self, law: Law) -> None:
        complaint = Proceeding(kind=ProceedingKind.COMPLAINT, opened_on=date(2025, 11, 1))
        found = law.assess("TD-CN-LDTT", civil_servant(proceedings=(complaint,)), received_on=ON)
        assert ids(found.failed) == ["GC-PROCEEDINGS"]

    def test_a_complaint_settled_before_receipt_does_not(self, law: Law) -> None:
        settled = Proceeding(kind=ProceedingKind.COMPLAINT, opened_on=date(2025, 10, 1), closed_on=ON)
        assert law.assess("TD-CN-LDTT", civil_servant(proceedings=(settled,)), received_on=ON).eligible

    def test_discipline_within_the_counted_time_blocks(self, law: Law) -> None:
        past = Discipline(form=DisciplineForm.REPRIMAND, imposed_on=date(2024, 2, 1), ends_on=date(2025, 2, 1))
        found = law.assess("TD-CN-LDTT", civil_servant(disciplines=(past,)), received_on=ON)
        assert ids(found.failed) == ["GC-DISCIPLINE"]

    def test_achievements_count_from_the_end_of_the_disciplinary_period(self, law: Law) -> None:
        past = Discipline(form=DisciplineForm.REPRIMAND, imposed_on=date(2024, 2, 1), ends_on=date(2025, 2, 1))
        counted = Achievement(counted_from=date(2025, 2, 2), earlier_awards=())
        assert law.assess(
            "TD-CN-LDTT", civil_servant(disciplines=(past,), achievement=counted), received_on=ON
        ).eligible

    def test_a_standing_that_nobody_confirmed_lacks_evidence(self, law: Law) -> None:
        found = law.assess("TD-CN-LDTT", civil_servant(proceedings=None, disciplines=None), received_on=ON)
        assert ids(found.missing) == ["GC-PROCEEDINGS", "GC-DISCIPLINE"]


class TestFlags:
    def leads(self, law: Law, **known: Any) -> Outcome:
        return outcome(
            law.assess("TD-TT-CTDT", collective(advanced=9, total=10, **known), received_on=ON), "CTDT-LEADS"
        )

    def test_the_yearly_flag_goes_to_the_leader_of_a_provincial_cluster(self, law: Law) -> None:
        cluster = Cluster(reach=Reach.PROVINCE, leads=True, exceeds_targets=True)
        assert self.leads(law, cluster=cluster) is HOLDS
        assert self.leads(law, cluster=cluster.model_copy(update={"reach": Reach.TOWN})) is FAILS

    @pytest.mark.parametrize(("years", "expected"), [(2, FAILS), (3, HOLDS)])
    def test_the_movement_must_have_run_three_years(self, law: Law, years: int, expected: Outcome) -> None:
        movement = Movement(reach=Reach.PROVINCE, years=years, concluded=True, leads=True)
        assert self.leads(law, kind=Kind.MOVEMENT, movement=movement) is expected


def test_a_family_under_an_exclusion_is_not_a_cultural_family(law: Law) -> None:
    family = civil_servant(
        subject=Subject(kind=SubjectKind.HOUSEHOLD, category=Category.FAMILY),
        criteria={"family_compliance": True, "family_active": True, "family_prosperous": True, "family_excluded": True},
    )
    assert ids(law.assess("TD-HO-GDVH", family, received_on=ON).failed) == ["GDVH-EXCLUDED"]


def test_a_title_for_persons_does_not_fit_a_collective(law: Law) -> None:
    found = law.assess("TD-CN-LDTT", collective(advanced=9, total=10), received_on=ON)
    assert "GC-SUBJECT" in ids(found.failed)
    assert not found.eligible
