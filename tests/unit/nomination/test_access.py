"""Who may do what: office × action × state × own or foreign unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from services.nomination import access
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes, MinutesKind, Wording
from services.nomination.councils.model import Council
from services.nomination.councils.parts import Item
from services.nomination.councils.states import (
    ON_ITEM,
    ON_MINUTES,
    ItemState,
    MeetingState,
    MinutesAction,
    MinutesState,
)
from services.nomination.councils.states import Action as AtMeeting
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Opinion
from services.nomination.dossiers.states import POSSIBLE, Action, State
from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role
from tests.unit.nomination.conftest import MEMBERS, at, on

COMMUNE, SCHOOL = "duong-quang", "duong-quang.truong-tieu-hoc"
NOMINATE = {Action.EDIT, Action.SUBMIT, Action.WITHDRAW, Action.SUPPLEMENT, Action.INVITE}
HANDLE = {
    Action.RETURN, Action.ACCEPT, Action.FORWARD, Action.ASK, Action.CONSULT, Action.OPINE, Action.CONCLUDE,
}  # fmt: skip

MAY: dict[tuple[Role, str], set[Action]] = {
    (Role.UNIT_HEAD, SCHOOL): NOMINATE,
    (Role.OFFICER, COMMUNE): NOMINATE | HANDLE,
    (Role.SIGNER, COMMUNE): {Action.FORWARD},
}
"""Everything that anybody may do with a dossier of the school that the commune has in hand. All else is refused."""

UNITS = (COMMUNE, SCHOOL, "duong-quang.truong-thcs", "bach-sam", "my-hao", "hung-yen")


def actor(role: Role, unit: str, subject: str = "ai-do", path: str = "") -> Actor:
    level = Level.BASE if "." in unit else Level.COMMUNE
    office = OfficeHeld(role=role, unit=unit, path=path or unit, level=level, valid_from=date(2025, 1, 1))
    return Actor(subject=subject, name="Ai Đó", offices=(office,))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_dossier_actions(dossier: Callable[..., Dossier], action: Action, role: Role, unit: str) -> None:
    assert access.allowed(action, dossier())(actor(role, unit)) is (action in MAY.get((role, unit), set()))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_buttons_are_what_office_and_state_both_allow(
    dossier: Callable[..., Dossier], state: State, role: Role, unit: str
) -> None:
    expected = {action for action in MAY.get((role, unit), set()) if state in POSSIBLE[action]}
    assert set(access.actions(actor(role, unit), at(dossier(), state))) == expected


def test_commune_loses_its_hand_on_what_it_forwarded(dossier: Callable[..., Dossier]) -> None:
    one = dossier(unit="my-hao", level=Level.TOWN, state=State.FORWARDED)
    assert access.actions(actor(Role.OFFICER, COMMUNE), one) == []
    assert set(access.actions(actor(Role.OFFICER, "my-hao"), one)) == {Action.RETURN, Action.ACCEPT}


def test_only_bodies_that_were_asked_and_have_not_answered_may_answer(dossier: Callable[..., Dossier]) -> None:
    one = at(dossier(), State.ACCEPTED)
    bodies = [Opinion(body="Công an xã", unit="duong-quang.cong-an"), Opinion(body="Chi cục Thuế")]
    one.consult(on("2025-06-16"), question="Chấp hành pháp luật?", opinions=bodies, answer_by=date(2025, 6, 30))
    asked, other = actor(Role.UNIT_HEAD, "duong-quang.cong-an"), actor(Role.UNIT_HEAD, "duong-quang.truong-thcs")
    assert access.actions(asked, one) == [Action.OPINE]
    assert access.actions(other, one) == []
    one.opine(on("2025-06-17"), place=0, agrees=True, text="")
    assert access.actions(asked, one) == []


PATHS = ("hung-yen/my-hao/duong-quang/duong-quang.truong-tieu-hoc", "hung-yen/my-hao/duong-quang")


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("hung-yen", True),
        ("hung-yen/my-hao", True),
        ("hung-yen/my-hao/duong-quang", True),
        ("hung-yen/my-hao/duong-quang/duong-quang.truong-tieu-hoc", True),
        ("hung-yen/my-hao/duong-quang/duong-quang.truong-thcs", False),
        ("hung-yen/my-hao/bach-sam", False),
        ("hung-yen/my-hao/duong", False),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_reading_follows_the_tree(role: Role, path: str, reads: bool) -> None:
    assert access.reads_dossier(PATHS)(actor(role, path.rsplit("/", 1)[-1], path=path)) is reads


def test_member_reads_what_is_on_the_agenda() -> None:
    stranger = actor(Role.COUNCIL_MEMBER, "khac", subject="uy-vien-1")
    assert not access.reads_dossier(PATHS)(stranger)
    assert access.reads_dossier(PATHS, ["uy-vien-1"])(stranger)


def test_nobody_without_an_office_does_anything(dossier: Callable[..., Dossier], meeting: Meeting) -> None:
    nobody = Actor(subject=MEMBERS[0])
    assert not [action for action in Action if access.allowed(action, dossier())(nobody)]
    assert not access.sits(meeting)(nobody)
    assert not access.attends(meeting)(nobody)


ROLES_AT_MEETING = {
    "sits": {(Role.COUNCIL_MEMBER, "uy-vien-2"), (Role.COUNCIL_MEMBER, "uy-vien-1"), (Role.COUNCIL_CHAIR, "uy-vien-1"),
             (Role.COUNCIL_CHAIR, "uy-vien-2")},
    "runs": {(Role.COUNCIL_CHAIR, "uy-vien-1"), (Role.COUNCIL_SECRETARY, "thu-ky")},
}  # fmt: skip


@pytest.mark.parametrize("unit", [COMMUNE, "bach-sam", SCHOOL])
@pytest.mark.parametrize("subject", ["uy-vien-1", "uy-vien-2", "thu-ky", "nguoi-la"])
@pytest.mark.parametrize("role", Role)
def test_meeting_is_of_its_own_people_in_office(meeting: Meeting, role: Role, subject: str, unit: str) -> None:
    who = actor(role, unit, subject)
    own = unit == COMMUNE
    assert access.sits(meeting)(who) is (own and (role, subject) in ROLES_AT_MEETING["sits"])
    assert access.runs(meeting)(who) is (own and (role, subject) in ROLES_AT_MEETING["runs"])
    assert access.declares(meeting, "uy-vien-3")(who) is (own and (role, subject) in ROLES_AT_MEETING["runs"])
    assert access.declares(meeting, subject)(who) is (access.runs(meeting)(who) or access.sits(meeting)(who))


@pytest.mark.parametrize("unit", [COMMUNE, "bach-sam"])
@pytest.mark.parametrize("role", Role)
def test_councils_and_decisions_by_office(role: Role, unit: str) -> None:
    council = Council(unit=COMMUNE, level=Level.COMMUNE, name="HĐ", chair="a", secretary="b", seats=())
    who, own = actor(role, unit), unit == COMMUNE
    assert access.keeps_council(COMMUNE)(who) is (own and role in {Role.OFFICER, Role.ADMIN})
    convening = {Role.OFFICER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY}
    assert access.convenes(council)(who) is (own and role in convening)
    assert access.drafts(COMMUNE)(who) is (own and role in {Role.OFFICER, Role.SIGNER})
    assert access.signs(COMMUNE)(who) is (own and role is Role.SIGNER)


SEATS = {("uy-vien-1", Role.COUNCIL_CHAIR), ("uy-vien-1", Role.COUNCIL_MEMBER), ("uy-vien-2", Role.COUNCIL_MEMBER),
         ("uy-vien-2", Role.COUNCIL_CHAIR)}  # fmt: skip
CHAIR, SECRETARY = ("uy-vien-1", Role.COUNCIL_CHAIR), ("thu-ky", Role.COUNCIL_SECRETARY)
OFFICERS = {(person, Role.OFFICER) for person in ("uy-vien-1", "uy-vien-2", "thu-ky", "nguoi-la")}
AT_MEETING: dict[AtMeeting, set[tuple[str, Role]]] = {
    **{action: {CHAIR, SECRETARY} for action in AtMeeting},
    AtMeeting.PREPARE: {CHAIR, SECRETARY, *OFFICERS},
    AtMeeting.DECLARE: {CHAIR, SECRETARY, *SEATS},
    AtMeeting.CAST: SEATS,
    AtMeeting.BREAK_TIE: {CHAIR},
}
"""Everything that anybody may do at a meeting of the commune. All else is refused."""


@pytest.mark.parametrize("unit", [COMMUNE, "bach-sam", "my-hao"])
@pytest.mark.parametrize("subject", ["uy-vien-1", "uy-vien-2", "thu-ky", "nguoi-la"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", AtMeeting)
def test_meeting_actions(meeting: Meeting, action: AtMeeting, role: Role, subject: str, unit: str) -> None:
    who = actor(role, unit, subject)
    may = unit == COMMUNE and (subject, role) in AT_MEETING[action]
    assert access.at_meeting(action, meeting)(who) is may


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("item_state", ItemState)
@pytest.mark.parametrize("action", AtMeeting)
def test_meeting_actions_make_sense_in_their_states_alone(
    meeting: Meeting, action: AtMeeting, item_state: ItemState, state: MeetingState
) -> None:
    first: Item = meeting.items[0].model_copy(update={"state": item_state})
    meeting.items, meeting.state = (first, meeting.items[1]), state
    voting = item_state is ItemState.OPEN
    quiet = not voting or action in {AtMeeting.DECLARE, AtMeeting.ANSWER, AtMeeting.NOTE, *_WHILE_OPEN}
    fits = ON_ITEM.get(action, item_state) is item_state
    assert meeting.can(action, first) is (state is MeetingState.CONVENED and quiet and fits)


_WHILE_OPEN = {AtMeeting.CAST, AtMeeting.RAISE, AtMeeting.COUNT, AtMeeting.VOID, AtMeeting.BREAK_TIE}


@pytest.mark.parametrize("unit", [COMMUNE, "bach-sam"])
@pytest.mark.parametrize("subject", ["uy-vien-1", "uy-vien-2", "thu-ky"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", MinutesState)
@pytest.mark.parametrize("action", MinutesAction)
def test_minutes_are_worded_by_the_secretary_and_signed_by_the_chair(
    action: MinutesAction, state: MinutesState, role: Role, subject: str, unit: str
) -> None:
    moment = datetime(2025, 6, 20, 3, tzinfo=UTC)
    minutes = Minutes(
        unit=COMMUNE, level=Level.COMMUNE, state=state, meeting="hop", what=MinutesKind.MEETING, title="Biên bản",
        chair="uy-vien-1", secretary="thu-ky", wording=Wording(started=moment, ended=moment), written_on=moment.date(),
    )  # fmt: skip
    wanted = SECRETARY if action in {MinutesAction.CORRECT, MinutesAction.PRESENT} else CHAIR
    own = unit == COMMUNE
    assert access.with_minutes(action, minutes)(actor(role, unit, subject)) is (own and (subject, role) == wanted)
    assert minutes.can(action) is (state in ON_MINUTES[action])
