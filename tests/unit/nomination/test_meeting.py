"""Quorum, recusal and majority, as the council's rules say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.nomination.councils.errors import (
    BallotNotOpen,
    BallotOpen,
    MeetingOver,
    NoQuorum,
    NotAMember,
    NotOnAgenda,
    NotYet,
    NoVote,
    SeatsWrong,
)
from services.nomination.councils.meeting import Item, Meeting
from services.nomination.councils.model import Council, Seat
from shared.events import Level
from shared.events.nomination import CouncilClosed, CouncilConvened
from shared.law import VotingRule
from tests.unit.nomination.conftest import MEMBERS, on

DAY = date(2025, 6, 20)
Rule = Callable[..., VotingRule]


def voted(meeting: Meeting, rule: VotingRule, *, present: int, agree: int, disagree: int = 0, blank: int = 0) -> Item:
    meeting.attend(MEMBERS[:present])
    meeting.open_ballot("hs-1", rule=rule, on=DAY)
    return meeting.close_ballot("hs-1", rule=rule, agree=agree, disagree=disagree, blank=blank)


@pytest.mark.parametrize(
    ("base", "pct", "present", "agree", "passes"),
    [
        ("all_members", "90", 8, 8, False),  # 8 of 9 are 88,9 % of all
        ("present", "90", 8, 8, True),
        ("all_members", "90", 9, 9, True),
        ("all_members", "70", 9, 6, False),  # 66,7 %
        ("all_members", "70", 9, 7, True),  # 77,8 %
        ("present", "50", 8, 4, False),  # exactly half is no majority
        ("present", "50", 8, 5, True),
        ("all_members", "50", 8, 4, False),
        ("all_members", "50", 9, 5, True),
        ("present", "75", 8, 6, True),  # exactly at the threshold passes
    ],
)
def test_approval_is_counted_on_the_base_of_the_rule(
    meeting: Meeting, rule: Rule, base: str, pct: str, present: int, agree: int, passes: bool
) -> None:
    item = voted(meeting, rule(base, pct), present=present, agree=agree, disagree=present - agree)
    assert item.approved is passes


def test_blank_votes_and_absence_count_in_the_base(meeting: Meeting, rule: Rule) -> None:
    item = voted(meeting, rule("present", "60"), present=8, agree=5, blank=3)
    assert item.tally is not None
    assert (item.tally.base, item.tally.blank, item.approved) == (8, 3, True)


def test_quorum_is_lost_by_a_recusal_and_only_for_that_item(meeting: Meeting, rule: Rule) -> None:
    meeting.attend(MEMBERS[:6])
    assert meeting.quorum("hs-1", rule()).reached
    meeting.declare(MEMBERS[0], "hs-1", "Là trưởng đơn vị đề nghị.")
    assert not meeting.quorum("hs-1", rule()).reached
    assert meeting.quorum("hs-2", rule()).reached
    with pytest.raises(NoQuorum):
        meeting.open_ballot("hs-1", rule=rule(), on=DAY)
    meeting.attend(MEMBERS[:7])
    meeting.open_ballot("hs-1", rule=rule(), on=DAY)


def test_recused_member_stays_in_the_base_of_all_members(meeting: Meeting, rule: Rule) -> None:
    meeting.declare(MEMBERS[1], "hs-1", "Có liên quan.")
    item = voted(meeting, rule(), present=9, agree=7, disagree=1)
    assert item.tally is not None
    assert (item.tally.present, item.tally.base, item.approved) == (8, 9, True)


def test_member_with_a_conflict_or_absent_has_no_vote(meeting: Meeting, rule: Rule) -> None:
    meeting.attend(MEMBERS[:8])
    meeting.declare(MEMBERS[1], "hs-1", "Có liên quan.")
    meeting.open_ballot("hs-1", rule=rule(), on=DAY)
    meeting.check_vote(MEMBERS[2], "hs-1")
    for person in (MEMBERS[1], MEMBERS[8], "nguoi-la"):
        with pytest.raises(NoVote):
            meeting.check_vote(person, "hs-1")
    with pytest.raises(BallotNotOpen):
        meeting.check_vote(MEMBERS[2], "hs-2")


def test_nothing_moves_under_an_open_ballot(meeting: Meeting, rule: Rule) -> None:
    meeting.attend(MEMBERS)
    meeting.open_ballot("hs-1", rule=rule(), on=DAY)
    changes: list[Callable[[], object]] = [
        lambda: meeting.attend(MEMBERS[:3]),
        lambda: meeting.declare(MEMBERS[3], "hs-1", "Có liên quan."),
        lambda: meeting.open_ballot("hs-2", rule=rule(), on=DAY),
        lambda: meeting.close(on("2025-06-20")),
    ]
    for change in changes:
        with pytest.raises(BallotOpen):
            change()


def test_item_is_voted_on_once(meeting: Meeting, rule: Rule) -> None:
    voted(meeting, rule(), present=9, agree=9)
    with pytest.raises(BallotNotOpen):
        meeting.open_ballot("hs-1", rule=rule(), on=DAY)


def test_ballot_is_not_opened_before_the_day(meeting: Meeting, rule: Rule) -> None:
    meeting.attend(MEMBERS)
    with pytest.raises(NotYet):
        meeting.open_ballot("hs-1", rule=rule(), on=date(2025, 6, 19))


def test_strangers_are_neither_present_nor_recused_nor_on_the_agenda(meeting: Meeting) -> None:
    with pytest.raises(NotAMember):
        meeting.attend(("nguoi-la",))
    with pytest.raises(NotAMember):
        meeting.declare("nguoi-la", "hs-1", "Có liên quan.")
    with pytest.raises(NotOnAgenda):
        meeting.item("hs-9")


def test_closed_meeting_stays_closed(meeting: Meeting, rule: Rule) -> None:
    meeting.convened()
    voted(meeting, rule(), present=8, agree=8)
    meeting.close(on("2025-06-20"))
    first, last = meeting.pending_events
    assert isinstance(first, CouncilConvened)
    assert isinstance(last, CouncilClosed)
    assert (last.present, last.members) == (8, 9)
    changes: list[Callable[[], object]] = [
        lambda: meeting.close(on("2025-06-20")),
        lambda: meeting.attend(MEMBERS),
        lambda: meeting.open_ballot("hs-2", rule=rule(), on=DAY),
    ]
    for change in changes:
        with pytest.raises(MeetingOver):
            change()


def council(seats: tuple[Seat, ...], chair: str = "a", secretary: str = "z") -> Council:
    one = Council(unit="duong-quang", level=Level.COMMUNE, name="Hội đồng", chair=chair, secretary=secretary, seats=())
    one.compose(name="Hội đồng", chair=chair, secretary=secretary, seats=seats)
    return one


def test_members_are_those_whose_term_covers_the_day() -> None:
    seats = (
        Seat(person="a", valid_from=date(2025, 1, 1)),
        Seat(person="b", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 19)),
        Seat(person="c", valid_from=date(2025, 6, 20)),
    )
    assert council(seats).members(DAY) == ("a", "c")
    assert council(seats).members(date(2025, 6, 19)) == ("a", "b")


@pytest.mark.parametrize(("chair", "secretary"), [("b", "z"), ("a", "a")])
def test_chair_sits_and_secretary_does_not(chair: str, secretary: str) -> None:
    with pytest.raises(SeatsWrong):
        council((Seat(person="a", valid_from=date(2025, 1, 1)),), chair, secretary)
