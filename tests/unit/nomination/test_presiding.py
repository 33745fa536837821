"""Who presides where the chair is away or steps back, what that person may do, and whose opinion breaks a tie."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.nomination import access
from services.nomination.councils.errors import NotPresiding
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.minutes_made import made
from services.nomination.councils.parts import Paper, Presence, Vote
from services.nomination.councils.states import Action, ItemState, MinutesAction
from shared.identity import Role
from shared.law import VotingRule
from tests.unit.nomination.conftest import MEMBERS, on
from tests.unit.nomination.test_access import actor

CHAIR, FIRST, SECOND = MEMBERS[0], MEMBERS[1], MEMBERS[2]
TODAY = on("2025-06-20")
Rule = Callable[..., VotingRule]


@pytest.fixture
def sitting(meeting: Meeting) -> Meeting:
    """The meeting with two deputies, of a council whose rule lets them preside; everybody is there."""
    meeting.deputies_preside = True
    meeting.posts = {FIRST: "deputy", SECOND: "deputy"}
    there(meeting, *MEMBERS)
    return meeting


def there(meeting: Meeting, *people: str) -> None:
    meeting.attend(dict.fromkeys(people, Presence.IN_PERSON))


def test_chair_presides_while_there(sitting: Meeting) -> None:
    assert (sitting.presiding(), sitting.presiding("hs-1"), sitting.stand_ins) == (CHAIR, CHAIR, frozenset())


def test_nobody_stands_in_before_presence_is_noted(sitting: Meeting) -> None:
    there(sitting)
    assert sitting.presiding() == CHAIR


@pytest.mark.parametrize(
    ("away", "recused", "whole", "item"),
    [
        ([CHAIR], [], FIRST, FIRST),
        ([CHAIR, FIRST], [], SECOND, SECOND),
        ([CHAIR, FIRST, SECOND], [], CHAIR, CHAIR),
        ([], [CHAIR], CHAIR, FIRST),
        ([], [CHAIR, FIRST], CHAIR, SECOND),
        ([CHAIR], [FIRST], FIRST, SECOND),
    ],
)
def test_first_deputy_who_is_there_and_free_takes_the_place(
    sitting: Meeting, away: list[str], recused: list[str], whole: str, item: str
) -> None:
    there(sitting, *(one for one in MEMBERS if one not in away))
    for one in recused:
        sitting.declare(one, "hs-1", "Là anh em ruột.")
    assert (sitting.presiding(), sitting.presiding("hs-1")) == (whole, item)


def test_council_whose_rule_knows_no_deputy_waits_for_its_chair(sitting: Meeting) -> None:
    sitting.deputies_preside = False
    there(sitting, *MEMBERS[1:])
    assert (sitting.presiding(), sitting.stand_ins) == (CHAIR, frozenset())


@pytest.mark.parametrize("subject", [CHAIR, FIRST, SECOND, MEMBERS[3]])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("away", [False, True])
def test_deputy_runs_the_meeting_while_standing_in_and_no_longer(
    sitting: Meeting, role: Role, subject: str, away: bool
) -> None:
    there(sitting, *(MEMBERS[1:] if away else MEMBERS))
    may = (subject, role) == (CHAIR, Role.COUNCIL_CHAIR) or (away and (subject, role) == (FIRST, Role.COUNCIL_MEMBER))
    for action in (Action.OPEN, Action.COUNT, Action.BREAK_TIE, Action.CLOSE):
        assert access.at_meeting(action, sitting)(actor(role, "duong-quang", subject)) is may


def test_deputy_of_a_settled_item_stands_in_no_more(sitting: Meeting) -> None:
    sitting.declare(CHAIR, "hs-1", "Là anh em ruột.")
    assert sitting.stand_ins == {FIRST}
    sitting.items = (sitting.items[0].model_copy(update={"state": ItemState.CLOSED}), sitting.items[1])
    assert sitting.stand_ins == frozenset()


def test_opinion_of_who_presides_over_the_item_breaks_its_tie(sitting: Meeting, rule: Rule) -> None:
    half = rule(pct="50", tie="chair", base="present", mode="open")
    sitting.declare(CHAIR, "hs-1", "Là anh em ruột.")
    sitting.open_ballot("hs-1", rule=half, act=TODAY)
    votes = {Vote.AGREE: 4, Vote.DISAGREE: 4, Vote.BLANK: 0}
    sitting.close_ballot("hs-1", rule=half, act=TODAY, counts=votes, voted=MEMBERS[1:])
    assert sitting.item("hs-1").state is ItemState.TIED
    with pytest.raises(NotPresiding):
        sitting.break_tie("hs-1", approve=True, reason="Thành tích rõ.", by=CHAIR)
    sitting.break_tie("hs-1", approve=True, reason="Thành tích rõ.", by=FIRST)
    assert sitting.item("hs-1").approved is True


def signers(minutes: Minutes) -> set[tuple[str, Role]]:
    people = [(subject, role) for subject in (CHAIR, FIRST, "thu-ky") for role in Role]
    rule = access.with_minutes(MinutesAction.SIGN, minutes)
    return {(subject, role) for subject, role in people if rule(actor(role, "duong-quang", subject))}


@pytest.mark.parametrize(
    ("away", "wanted"), [(False, (CHAIR, Role.COUNCIL_CHAIR)), (True, (FIRST, Role.COUNCIL_MEMBER))]
)
def test_minutes_are_signed_by_who_presided(sitting: Meeting, away: bool, wanted: tuple[str, Role]) -> None:
    there(sitting, *(MEMBERS[1:] if away else MEMBERS))
    sitting.close(TODAY)
    [minutes] = made(sitting, TODAY)
    assert signers(minutes) == {wanted}


@pytest.mark.parametrize("unit", ["duong-quang", "bach-sam", "my-hao"])
@pytest.mark.parametrize("subject", [CHAIR, MEMBERS[3], "thu-ky", "nguoi-la"])
@pytest.mark.parametrize("role", Role)
def test_files_are_read_by_members_and_who_prepares(meeting: Meeting, role: Role, subject: str, unit: str) -> None:
    reads = {
        *((one, Role.COUNCIL_MEMBER) for one in (CHAIR, MEMBERS[3])),
        *((one, Role.COUNCIL_CHAIR) for one in (CHAIR, MEMBERS[3])),
        ("thu-ky", Role.COUNCIL_SECRETARY),
        *((one, Role.OFFICER) for one in (CHAIR, MEMBERS[3], "thu-ky", "nguoi-la")),
    }
    may = unit == "duong-quang" and (subject, role) in reads
    assert access.reads_papers(meeting)(actor(role, unit, subject)) is may


def test_links_are_written_anew_and_files_stay(meeting: Meeting) -> None:
    file = {"id": "f1", "name": "quy-che.pdf", "media": "application/pdf", "size": 9, "sha256": "0" * 64, "by": "a",
            "at": TODAY.at}  # fmt: skip
    meeting.put_in(Paper.model_validate({"title": "Quy chế", "file": file}))
    meeting.lay_out([Paper(title="Tờ trình")], ())
    assert [one.title for one in meeting.papers] == ["Tờ trình", "Quy chế"]
    meeting.take_out("f1")
    assert [one.title for one in meeting.papers] == ["Tờ trình"]
