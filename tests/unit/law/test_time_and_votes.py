"""Deadlines, due dates, thresholds, quotas and grounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law import Law, NoRule, VotingRule
from tests.unit.law.nominees import FIRST_DAY_WITHOUT_TOWN, LAST_DAY_OF_THE_TOWN


@pytest.fixture
def ninety(law: Law) -> VotingRule:
    return law.voting("province", "TD-CN-CSTDT", FIRST_DAY_WITHOUT_TOWN)


def test_the_commune_decides_within_ten_working_days(law: Law) -> None:
    before = law.deadline("decide", level="commune", on=LAST_DAY_OF_THE_TOWN)
    after = law.deadline("decide", level="commune", on=FIRST_DAY_WITHOUT_TOWN)
    assert (before.working_days, before.verified) == (10, True)
    assert (after.working_days, after.verified, after.local) == (10, False, True)


def test_the_cultural_family_has_its_own_clock_in_calendar_days(law: Law) -> None:
    found = law.deadline("decide", level="commune", on=FIRST_DAY_WITHOUT_TOWN, award="TD-HO-GDVH")
    assert (found.working_days, found.calendar_days) == (None, 10)


@pytest.mark.parametrize("code", ["TD-HO-GDVH", "TD-TT-TVH"])
def test_the_village_list_is_posted_for_ten_days(law: Law, code: str) -> None:
    assert law.deadline("public_notice", level="commune", on=FIRST_DAY_WITHOUT_TOWN, award=code).calendar_days == 10


def test_the_commune_forwards_a_youth_volunteer_within_fifteen_working_days(law: Law) -> None:
    found = law.deadline("forward", level="commune", on=FIRST_DAY_WITHOUT_TOWN, award="KT-HCH-TNXPVV")
    assert (found.working_days, found.tag) == (15, "S")


def test_revocation_is_reported_in_seven_days_and_decided_in_five(law: Law) -> None:
    assert law.deadline("revocation_report", level="commune", on=FIRST_DAY_WITHOUT_TOWN).calendar_days == 7
    assert law.deadline("revocation_decide", level="commune", on=FIRST_DAY_WITHOUT_TOWN).working_days == 5


def test_a_step_that_nobody_defined_is_refused(law: Law) -> None:
    with pytest.raises(NoRule):
        law.deadline("celebrate", level="commune", on=FIRST_DAY_WITHOUT_TOWN)


def test_cultural_titles_are_reviewed_before_25_november(law: Law) -> None:
    found = law.due_date("culture_review", on=FIRST_DAY_WITHOUT_TOWN, award="TD-HO-GDVH")
    assert found.in_year(2025) == date(2025, 11, 24), "«trước ngày 25/11»: the day itself is too late"
    assert found.verified


def test_the_dates_to_the_centre_are_verified_for_the_old_law_only(law: Law) -> None:
    assert law.due_date("to_centre", on=date(2023, 5, 1), award="TD-TT-CTDCP").in_year(2023) == date(2023, 3, 31)
    assert not law.due_date("to_centre", on=FIRST_DAY_WITHOUT_TOWN, award="TD-TT-CTDCP").verified


def test_a_quorum_is_two_thirds_exactly(ninety: VotingRule) -> None:
    assert ninety.quorate(present=6, members=9)
    assert not ninety.quorate(present=5, members=9)
    assert not ninety.quorate(present=0, members=0)


def test_eight_of_nine_are_under_ninety_per_cent_of_all_members(ninety: VotingRule) -> None:
    assert ninety.base == "all_members"
    assert not ninety.approved(in_favour=8, present=8, members=9)


def test_nine_of_ten_are_ninety_per_cent_exactly_and_pass(ninety: VotingRule) -> None:
    assert ninety.approved(in_favour=9, present=9, members=10)


def test_the_council_rules_of_a_commune_are_local_settings(law: Law) -> None:
    found = law.voting("commune", "TD-CN-LDTT", FIRST_DAY_WITHOUT_TOWN)
    assert (found.local, found.verified, found.mode, found.approve_pct) == (True, False, "secret", Decimal(70))
    assert law.voting("commune", "KT-GK-XA", FIRST_DAY_WITHOUT_TOWN).mode == "open"


GENERAL = Law.load().voting("commune", "TD-CN-LDTT", FIRST_DAY_WITHOUT_TOWN)


@given(members=st.integers(1, 60), data=st.data())
def test_more_votes_in_favour_never_turn_approval_into_refusal(members: int, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, members - 1))
    if GENERAL.approved(in_favour=votes, present=members, members=members):
        assert GENERAL.approved(in_favour=votes + 1, present=members, members=members)


def test_the_cap_on_fighters_was_fifteen_per_cent_until_2023_and_is_local_since(law: Law) -> None:
    old, new = law.quota("TD-CN-CSTDCS", date(2023, 12, 31)), law.quota("TD-CN-CSTDCS", date(2024, 1, 1))
    assert old is not None
    assert new is not None
    assert old.allows(nominated=15, holders=100)
    assert not old.allows(nominated=16, holders=100)
    assert new.allows(nominated=100, holders=100)
    assert law.quota("TD-CN-LDTT", FIRST_DAY_WITHOUT_TOWN) is None


def test_there_are_seven_kinds_and_four_grounds(law: Law) -> None:
    assert len(law.kinds(FIRST_DAY_WITHOUT_TOWN)) == 7
    assert len(law.grounds(FIRST_DAY_WITHOUT_TOWN)) == 4
