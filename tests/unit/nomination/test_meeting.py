"""Quorum, recusal, majority, ties and repetition, as the council's rules say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.nomination.councils.errors import (
    AlreadyVoted,
    BallotNotOpen,
    BallotOpen,
    BallotsMissing,
    ConflictsUnanswered,
    ItemSettled,
    MeetingOver,
    NoConflict,
    NoQuorum,
    NotAMember,
    NothingToSettle,
    NotOnAgenda,
    NotYet,
    NoVote,
    OwnConflict,
    SeatsWrong,
    TieUnbroken,
    TooFewBallots,
    TooFewVoters,
    VotedTwice,
)
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.model import Council, Post, Seat
from services.nomination.councils.parts import (
    Answer,
    Conflict,
    Item,
    Mode,
    Outcome,
    Paper,
    Presence,
    Round,
    Source,
    Standing,
    Vote,
)
from services.nomination.councils.states import ITEM, ON_ITEM, Action, ItemState, MeetingState
from shared.errors import Conflict as Refused
from shared.events import Level
from shared.events.nomination import CouncilClosed, CouncilConvened
from shared.law import VotingRule
from tests.unit.nomination.conftest import MEMBERS, on

DAY = date(2025, 6, 20)
TODAY = on("2025-06-20")
Rule = Callable[..., VotingRule]


def here(meeting: Meeting, number: int = 9, **others: Presence) -> None:
    """The first members are in the room."""
    meeting.attend({**dict.fromkeys(MEMBERS[:number], Presence.IN_PERSON), **others})


def counted(
    meeting: Meeting, rule: VotingRule, *, agree: int, disagree: int = 0, blank: int = 0, early: bool = False
) -> Item:
    """Open the vote on the first item and count these ballots of the first of those who may vote."""
    opened = meeting.open_ballot("hs-1", rule=rule, act=TODAY, aware=True)
    counts = {Vote.AGREE: agree, Vote.DISAGREE: disagree, Vote.BLANK: blank}
    voted = opened.roll[: sum(counts.values())]
    meeting.close_ballot("hs-1", rule=rule, act=TODAY, counts=counts, voted=voted, early=early)
    return meeting.item("hs-1")


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
    here(meeting, present)
    assert counted(meeting, rule(base, pct), agree=agree, disagree=present - agree).approved is passes


@pytest.mark.parametrize(("strict", "passes"), [(False, True), (True, False)])
def test_exactly_at_the_threshold_passes_or_not_as_the_rule_says(
    meeting: Meeting, rule: Rule, strict: bool, passes: bool
) -> None:
    here(meeting, 8)
    assert counted(meeting, rule("present", "75", strict=strict), agree=6, disagree=2).approved is passes


@pytest.mark.parametrize("strict", [False, True])
def test_half_is_a_tie_whether_the_rule_says_half_or_more_than_half(meeting: Meeting, rule: Rule, strict: bool) -> None:
    here(meeting, 8)
    item = counted(meeting, rule("present", "50", tie="chair", strict=strict), agree=4, disagree=4)
    assert item.state is ItemState.TIED


def test_blank_votes_and_absence_count_in_the_base(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 8)
    item = counted(meeting, rule("present", "60"), agree=5, blank=3)
    assert item.tally is not None
    assert (item.tally.base, item.tally.blank, item.approved) == (8, 3, True)


def test_quorum_is_lost_by_a_recusal_and_only_for_that_item(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 6)
    assert meeting.quorum("hs-1", rule()).reached
    meeting.declare(MEMBERS[0], "hs-1", "Là trưởng đơn vị đề nghị.")
    assert not meeting.quorum("hs-1", rule()).reached
    assert meeting.quorum("hs-2", rule()).reached
    with pytest.raises(NoQuorum):
        meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    here(meeting, 7)
    meeting.open_ballot("hs-1", rule=rule(), act=TODAY)


def test_recused_member_stays_in_the_base_of_all_members(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.declare(MEMBERS[1], "hs-1", "Có liên quan.")
    item = counted(meeting, rule(), agree=7, disagree=1)
    assert item.tally is not None
    assert (item.tally.present, item.tally.base, item.approved) == (8, 9, True)


def test_who_is_connected_makes_the_quorum_and_who_writes_does_not(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 5, **{MEMBERS[5]: Presence.REMOTE, MEMBERS[6]: Presence.WRITTEN})
    assert meeting.attending == MEMBERS[:6]
    quorum = meeting.quorum("hs-1", rule(written=True))
    assert (quorum.present, quorum.needed, quorum.reached) == (6, 6, True)


def test_written_opinion_votes_only_where_the_rule_allows_it(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 7, **{MEMBERS[8]: Presence.WRITTEN})
    assert MEMBERS[8] not in meeting.voters("hs-1", rule())
    assert MEMBERS[8] in meeting.voters("hs-1", rule(written=True))
    meeting.open_ballot("hs-1", rule=rule(written=True), act=TODAY)
    meeting.check_vote(MEMBERS[8], "hs-1")


def test_member_with_a_conflict_or_absent_has_no_vote(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 8)
    meeting.declare(MEMBERS[1], "hs-1", "Có liên quan.")
    meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    meeting.check_vote(MEMBERS[2], "hs-1")
    for person in (MEMBERS[1], MEMBERS[8], "nguoi-la"):
        with pytest.raises(NoVote):
            meeting.check_vote(person, "hs-1")
    with pytest.raises(BallotNotOpen):
        meeting.check_vote(MEMBERS[2], "hs-2")


def test_nothing_moves_under_an_open_ballot(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    changes: list[Callable[[], object]] = [
        lambda: here(meeting, 3),
        lambda: meeting.declare(MEMBERS[3], "hs-1", "Có liên quan."),
        lambda: meeting.open_ballot("hs-2", rule=rule(), act=TODAY),
        lambda: meeting.lay_out((), ()),
        lambda: meeting.close(TODAY),
    ]
    for change in changes:
        with pytest.raises(BallotOpen):
            change()


def test_ballot_is_not_opened_before_the_day(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    with pytest.raises(NotYet):
        meeting.open_ballot("hs-1", rule=rule(), act=on("2025-06-19"))


def test_strangers_are_neither_present_nor_recused_nor_on_the_agenda(meeting: Meeting) -> None:
    with pytest.raises(NotAMember):
        meeting.attend({"nguoi-la": Presence.IN_PERSON})
    with pytest.raises(NotAMember):
        meeting.declare("nguoi-la", "hs-1", "Có liên quan.")
    with pytest.raises(NotOnAgenda):
        meeting.item("hs-9")


# Ties, repetition, voiding


@pytest.mark.parametrize(("tie", "state"), [("chair", ItemState.TIED), ("fails", ItemState.CLOSED)])
def test_half_goes_to_the_chair_only_where_the_rule_says_so(
    meeting: Meeting, rule: Rule, tie: str, state: ItemState
) -> None:
    here(meeting, 8)
    item = counted(meeting, rule("present", "50", tie=tie), agree=4, disagree=4)
    assert item.state is state
    assert item.approved is (None if tie == "chair" else False)


@pytest.mark.parametrize("approve", [True, False])
def test_chair_breaks_a_tie_and_both_numbers_and_reason_are_kept(meeting: Meeting, rule: Rule, approve: bool) -> None:
    here(meeting, 8)
    counted(meeting, rule("present", "50", tie="chair"), agree=4, disagree=4)
    with pytest.raises(TieUnbroken):
        meeting.close(TODAY)
    meeting.break_tie("hs-1", approve=approve, reason="Thành tích rõ.", by=MEMBERS[0])
    item = meeting.item("hs-1")
    assert (item.state, item.approved) == (ItemState.CLOSED, approve)
    assert item.last is not None
    assert (item.last.outcome, item.last.casting, item.last.casting_reason) == (Outcome.TIED, approve, "Thành tích rõ.")


def test_half_below_the_threshold_is_no_tie(meeting: Meeting, rule: Rule) -> None:
    here(meeting, 8)
    assert counted(meeting, rule("present", "70", tie="chair"), agree=4, disagree=4).approved is False


def test_recused_chair_breaks_no_tie(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.declare(meeting.chair, "hs-1", "Là người thân.")
    assert counted(meeting, rule("present", "50", tie="chair"), agree=4, disagree=4).approved is False


def test_repeated_vote_keeps_the_first_and_the_second_decides(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    counted(meeting, rule(), agree=6, disagree=3)
    meeting.repeat("hs-1", reason="Có ủy viên bấm nhầm.")
    assert meeting.item("hs-1").approved is None
    item = counted(meeting, rule(), agree=8, disagree=1)
    assert [(one.number, one.outcome, one.tally and one.tally.agree) for one in item.rounds] == [
        (1, Outcome.FAILED, 6),
        (2, Outcome.PASSED, 8),
    ]
    assert (item.approved, item.rounds[0].again) == (True, "Có ủy viên bấm nhầm.")
    with pytest.raises(VotedTwice):
        meeting.repeat("hs-1", reason="Lần nữa.")


def test_void_vote_is_kept_without_a_tally_and_can_be_held_again(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    meeting.void("hs-1", act=TODAY, reason="Mất kết nối.")
    item = counted(meeting, rule(), agree=9)
    assert [(one.void, one.tally is None) for one in item.rounds] == [("Mất kết nối.", True), ("", False)]
    assert len(item.counted) == 1


def test_settled_item_is_not_opened_and_an_open_one_not_repeated(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    with pytest.raises(NothingToSettle):
        meeting.repeat("hs-1", reason="Chưa bỏ phiếu.")
    counted(meeting, rule(), agree=9)
    with pytest.raises(ItemSettled):
        meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    with pytest.raises(BallotNotOpen):
        meeting.void("hs-1", act=TODAY, reason="Đã kiểm.")


# Few ballots


@pytest.mark.parametrize("ballots", [0, 1, 2])
def test_fewer_than_three_ballots_are_not_counted_lest_they_tell_who_cast_them(
    meeting: Meeting, rule: Rule, ballots: int
) -> None:
    here(meeting)
    opened = meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    with pytest.raises(TooFewBallots):
        meeting.check_count("hs-1", voted=opened.roll[:ballots], early=True)


def test_missing_ballots_have_to_be_given_up_expressly(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    with pytest.raises(BallotsMissing):
        counted(meeting, rule(), agree=8)
    meeting.check_count("hs-1", voted=MEMBERS[:8], early=True)


def test_council_of_two_votes_in_secret_only_if_it_knows_what_that_means(meeting: Meeting, rule: Rule) -> None:
    meeting.members = meeting.members[:2]
    here(meeting, 2)
    with pytest.raises(TooFewVoters):
        meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    assert meeting.open_ballot("hs-1", rule=rule(), act=TODAY, aware=True).aware
    with pytest.raises(TooFewBallots):
        meeting.check_count("hs-1", voted=MEMBERS[:1], early=True)
    meeting.check_count("hs-1", voted=MEMBERS[:2], early=False)


def test_open_vote_of_two_needs_no_warning(meeting: Meeting, rule: Rule) -> None:
    meeting.members = meeting.members[:2]
    here(meeting, 2)
    assert meeting.open_ballot("hs-1", rule=rule(mode="open"), act=TODAY).mode is Mode.OPEN


# Open votes


def test_hands_are_noted_and_what_a_member_entered_stays(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.open_ballot("hs-1", rule=rule(mode="open"), act=TODAY)
    meeting.cast_openly(MEMBERS[2], "hs-1", Vote.DISAGREE)
    with pytest.raises(AlreadyVoted):
        meeting.cast_openly(MEMBERS[2], "hs-1", Vote.AGREE)
    meeting.raise_hands("hs-1", dict.fromkeys(MEMBERS, Vote.AGREE))
    meeting.raise_hands("hs-1", {**dict.fromkeys(MEMBERS, Vote.AGREE), MEMBERS[3]: Vote.BLANK})
    last = meeting.item("hs-1").last
    assert last is not None
    assert (last.hands[MEMBERS[2]], last.hands[MEMBERS[3]], last.hands[MEMBERS[4]]) == ("D", "B", "A")
    with pytest.raises(NotAMember):
        meeting.raise_hands("hs-1", {"nguoi-la": Vote.AGREE})


def test_no_hands_are_noted_in_a_secret_vote(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    with pytest.raises(BallotNotOpen):
        meeting.raise_hands("hs-1", {MEMBERS[0]: Vote.AGREE})


# Conflicts


def proposal(person: str = MEMBERS[3], source: Source = Source.COLLECTIVE) -> Conflict:
    return Conflict(person=person, dossier="hs-1", reason="Cùng tập thể.", source=source, standing=Standing.PROPOSED)


def test_proposed_conflict_waits_for_an_answer_before_the_vote(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    meeting.conflicts = (proposal(),)
    with pytest.raises(ConflictsUnanswered):
        meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    meeting.answer(MEMBERS[3], "hs-1", Answer(by="thu-ky", confirmed=False, why="Đã chuyển công tác."))
    assert MEMBERS[3] in meeting.open_ballot("hs-1", rule=rule(), act=TODAY).roll


def test_refusal_and_later_declaration_are_both_kept_and_the_last_holds(meeting: Meeting) -> None:
    meeting.conflicts = (proposal(),)
    meeting.answer(MEMBERS[3], "hs-1", Answer(by="thu-ky", confirmed=False, why="Không liên quan."))
    assert meeting.recused("hs-1") == ()
    meeting.declare(MEMBERS[3], "hs-1", "Là anh em họ.")
    assert meeting.recused("hs-1") == (MEMBERS[3],)
    [one] = meeting.conflicts
    assert [(said.by, said.confirmed) for said in one.answers] == [("thu-ky", False), (MEMBERS[3], True)]
    assert one.reason == "Cùng tập thể."


def test_nobody_refuses_the_own_conflict(meeting: Meeting) -> None:
    meeting.conflicts = (proposal(meeting.chair),)
    with pytest.raises(OwnConflict):
        meeting.answer(meeting.chair, "hs-1", Answer(by=meeting.chair, confirmed=False, why="Tôi khách quan."))
    meeting.answer(meeting.chair, "hs-1", Answer(by=meeting.chair, confirmed=True, why="Đúng vậy."))


def test_only_what_was_proposed_is_answered(meeting: Meeting) -> None:
    meeting.declare(MEMBERS[3], "hs-1", "Là vợ chồng.")
    for person in (MEMBERS[3], MEMBERS[4]):
        with pytest.raises(NoConflict):
            meeting.answer(person, "hs-1", Answer(by="thu-ky", confirmed=False, why="Không sao."))


# Preparation and end


def test_changed_agenda_tells_members_again_and_changed_papers_do_not(meeting: Meeting) -> None:
    same: dict[str, Any] = {
        "title": meeting.title, "held_on": meeting.held_on, "time": meeting.time, "place": meeting.place,
        "items": meeting.items, "conflicts": (),
    }  # fmt: skip
    meeting.prepare(**same)
    meeting.lay_out([Paper(title="Quy chế Hội đồng")], ["Hội Cựu TNXP"])
    assert not meeting.pending_events
    meeting.prepare(**same | {"items": meeting.items[:1]})
    [told] = meeting.pending_events
    assert isinstance(told, CouncilConvened)


def test_item_with_a_vote_stays_on_the_agenda(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    counted(meeting, rule(), agree=9)
    with pytest.raises(ItemSettled):
        meeting.prepare(
            title="Phiên", held_on=DAY, time="", place="UBND xã", items=meeting.items[1:], conflicts=()
        )  # fmt: skip


def test_closed_meeting_stays_closed(meeting: Meeting, rule: Rule) -> None:
    meeting.convened()
    here(meeting, 8)
    counted(meeting, rule(), agree=8)
    meeting.close(TODAY)
    first, last = meeting.pending_events
    assert isinstance(first, CouncilConvened)
    assert isinstance(last, CouncilClosed)
    assert (last.present, last.members) == (8, 9)
    changes: list[Callable[[], object]] = [
        lambda: meeting.close(TODAY),
        lambda: here(meeting),
        lambda: meeting.note("hs-1", "Thêm."),
        lambda: meeting.repeat("hs-1", reason="Lại."),
        lambda: meeting.open_ballot("hs-2", rule=rule(), act=TODAY),
    ]
    for change in changes:
        with pytest.raises(MeetingOver):
            change()


@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize("action", ON_ITEM)
def test_actions_on_an_item_follow_the_one_table(meeting: Meeting, action: Action, state: ItemState) -> None:
    meeting.items = (meeting.items[0].model_copy(update={"state": state}), meeting.items[1])
    fits = ON_ITEM[action] is state
    assert meeting.can(action, meeting.items[0]) is fits
    if fits:
        meeting.check(action, "hs-1")
    else:
        with pytest.raises(Refused):
            meeting.check(action, "hs-1")


@pytest.mark.parametrize("action", Action)
def test_nothing_is_done_at_a_closed_meeting(meeting: Meeting, action: Action) -> None:
    meeting.state = MeetingState.CLOSED
    assert not meeting.can(action, meeting.items[0])
    with pytest.raises(MeetingOver):
        meeting.check(action, "hs-1")


def test_table_of_items_leads_from_everywhere_to_a_result() -> None:
    assert {state for ways in ITEM.values() for state in ways} == set(ItemState)
    assert set(ITEM) == set(ItemState)


# Councils


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


def test_term_does_not_end_before_it_begins() -> None:
    with pytest.raises(SeatsWrong):
        council((Seat(person="a", valid_from=date(2025, 2, 1), valid_to=date(2025, 1, 1)),))


def test_changed_term_keeps_the_place_and_a_new_member_comes_last() -> None:
    one = council((Seat(person="a", valid_from=date(2025, 1, 1)), Seat(person="b", valid_from=date(2025, 1, 1))))
    one.seat(Seat(person="a", valid_from=date(2025, 1, 1), post=Post.DEPUTY))
    one.seat(Seat(person="c", valid_from=date(2025, 3, 1)))
    assert [(seat.person, seat.post) for seat in one.seats] == [("a", "deputy"), ("b", "member"), ("c", "member")]


def test_round_of_a_secret_vote_has_no_field_for_a_choice(meeting: Meeting, rule: Rule) -> None:
    here(meeting)
    round_: Round = meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
    assert (round_.hands, round_.noted, round_.voted) == ({}, (), ())
