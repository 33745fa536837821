"""Models of a period: one person across units, who is chosen and why, what state and office allow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.nomination import access
from services.nomination.awards.model import Award
from services.nomination.exemplars.errors import (
    NobodyChosen,
    SelectionNotPossible,
    SharesNotKept,
    TooManyChosen,
)
from services.nomination.exemplars.model import Candidate, Gender, PastEntry, Selection, ShareCheck
from services.nomination.exemplars.picking import checked, gender_of, judged, picked
from services.nomination.exemplars.register import Succession, people
from services.nomination.exemplars.states import POSSIBLE, TRANSITIONS, Action, State
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.nomination import ExemplarsConfirmed
from shared.events.parts import Nominee, SubjectKind
from shared.identity import Role
from shared.law import Law
from tests.unit.nomination.conftest import on
from tests.unit.nomination.test_access import actor

COMMUNE = "duong-quang"
DAY = date(2025, 5, 12)
UNITS = Succession({"duong-quang.thon-1": "duong-quang.thon-1", "duong-quang.thon-cu": "duong-quang.thon-1"})


def award(id_: str, name: str, unit: str, year: int, code: str = "TD-CN-LDTT", number: str = "") -> Award:
    nominee = Nominee(id=id_, kind=SubjectKind.INDIVIDUAL, name=name, unit=unit)
    return Award(
        unit=COMMUNE, level=Level.COMMUNE, decision="", number=number or f"{year}/QĐ", dossier="", award=code,
        award_name=code, award_kind="", nominee=nominee, nominating_unit=unit, origin_unit=COMMUNE, year=year,
        granted_on=date(year, 12, 20), bonus=0,
    )  # fmt: skip


def candidate(law: Law, person: str, *, titles: int = 3, code: str = "TD-CN-LDTT", **more: Any) -> Candidate:
    past = tuple(
        PastEntry(award_id=f"{person}-{n}", award=code, award_name=code, award_kind="", year=2025 - n, number=str(n),
                  granted_on=date(2025 - n, 1, 2), unit="duong-quang.thon-1")
        for n in range(titles)
    )  # fmt: skip
    fields = {"id": person, "selection": "s", "person": person, "kind": "individual", "name": person, "awards": past}
    one = Candidate.model_validate({**fields, "unit": f"duong-quang.{person}", **more})
    return judged(law, one, to_year=2025, on=DAY)


def why(found: list[Candidate]) -> dict[str, str]:
    return {one.person: one.why for one in found}


# One person


def test_awards_under_a_former_unit_and_another_id_are_one_persons() -> None:
    old = award("so-cu-1", "Hoàng Văn Lôi", "duong-quang.thon-cu", 2021)
    new = award("ca-nhan-1", "hoàng văn lôi", "duong-quang.thon-1", 2024)
    namesake = award("ca-nhan-2", "Hoàng Văn Lôi", "duong-quang.thon-2", 2024)
    assert people([old, namesake, new], UNITS) == [[old, new], [namesake]]


def test_two_groups_become_one_when_an_award_ties_them() -> None:
    married = award("ca-nhan-1", "Trần Thị Hoa", "duong-quang.thon-1", 2023)
    other = award("so-cu-1", "Trần Thị Mai Hoa", "duong-quang.thon-cu", 2021)
    tie = award("ca-nhan-1", "Trần Thị Mai Hoa", "duong-quang.thon-1", 2024)
    [group] = people([other, married, tie], UNITS)
    assert sorted(one.year for one in group) == [2021, 2023, 2024]


@pytest.mark.parametrize(
    ("honorific", "gender"),
    [
        ("Bà", Gender.FEMALE),
        ("cô", Gender.FEMALE),
        ("Ông", Gender.MALE),
        ("Thầy", Gender.UNKNOWN),
        ("", Gender.UNKNOWN),
    ],
)
def test_gender_is_what_the_honorific_says(honorific: str, gender: Gender) -> None:
    assert gender_of(honorific) is gender


# Who is chosen


def test_who_lacks_the_required_titles_is_out_and_told_which(law: Law) -> None:
    [one] = picked(law, [candidate(law, "a", titles=2)], seats=9, on=DAY)
    assert (one.chosen, one.eligible) == (False, False)
    assert one.why.startswith("Chưa đủ tiêu chí: Trong giai đoạn có từ 03 danh hiệu")


def test_points_rank_and_seats_end(law: Law) -> None:
    fighter, steady, plain = (
        candidate(law, "c", code="TD-CN-CSTDCS", titles=4), candidate(law, "b", titles=4), candidate(law, "a"),
    )  # fmt: skip
    found = picked(law, [plain, steady, fighter], seats=2, on=DAY)
    assert [(one.person, one.points, one.chosen) for one in found] == [("c", 4, True), ("b", 2, True), ("a", 0, False)]
    assert found[-1].why == "Đủ tiêu chí, 0 điểm, nhưng đã hết 2 chỗ."


def test_nobody_takes_more_than_the_seats_of_one_unit(law: Law) -> None:
    same = [candidate(law, name, unit="duong-quang.truong") for name in "abcd"]
    found = picked(law, same, seats=9, on=DAY)
    assert [one.chosen for one in found] == [True, True, True, False]
    assert found[-1].why.endswith("đơn vị đã có đủ số đại biểu.")


def test_share_is_kept_before_rank_and_it_is_said(law: Law) -> None:
    men = [candidate(law, f"nam{n}", titles=4, gender="male", category="worker", field=f"f{n}") for n in range(4)]
    women = [candidate(law, f"nu{n}", gender="female", category="worker", field="g") for n in range(2)]
    found = picked(law, [*men, *women], seats=4, on=DAY)
    chosen = {one.person for one in found if one.chosen}
    assert {"nu0", "nu1"} <= chosen
    assert "chọn để giữ cơ cấu: Nữ có ít nhất 30%" in why(found)["nu0"]
    assert all(share.kept for share in checked(law, found, on=DAY))


def test_make_up_that_is_not_kept_says_what_there_is(law: Law) -> None:
    found = picked(law, [candidate(law, f"nam{n}", gender="male") for n in range(3)], seats=9, on=DAY)
    said = {share.id: share for share in checked(law, found, on=DAY)}
    assert (said["women"].kept, said["women"].found) == (False, "0 trên 3")
    assert said["direct"].found == "0 trên 3, 3 chưa ghi"
    assert said["fields"].found == "chưa ghi lĩnh vực"


def test_hand_goes_before_criteria_and_seats(law: Law) -> None:
    kept_in = candidate(law, "a", titles=1, settled=True, reason="Hiến máu 40 lần")
    kept_out = candidate(law, "b", titles=5, settled=False, reason="Đã chuyển đi")
    found = picked(law, [kept_in, kept_out, candidate(law, "c")], seats=1, on=DAY)
    assert {one.person for one in found if one.chosen} == {"a"}
    assert why(found)["a"] == "Đưa vào theo đề nghị của công chức: Hiến máu 40 lần"
    assert why(found)["b"] == "Đưa ra theo đề nghị của công chức: Đã chuyển đi"


def test_who_is_examined_waits(law: Law) -> None:
    [one] = picked(law, [candidate(law, "a", held="đang thanh tra từ 02/05/2025")], seats=9, on=DAY)
    assert (one.chosen, one.why) == (False, "Chưa xét: đang thanh tra từ 02/05/2025.")


def test_choosing_again_changes_nothing(law: Law) -> None:
    once = picked(law, [candidate(law, name) for name in "cab"], seats=2, on=DAY)
    assert picked(law, reversed(once), seats=2, on=DAY) == once


# The list


def selection(**more: Any) -> Selection:
    fields: dict[str, Any] = {
        "unit": COMMUNE, "level": Level.COMMUNE, "unit_name": "Xã Dương Quang", "title": "Hội nghị", "from_year": 2020,
        "to_year": 2025, "held_on": date(2025, 5, 28), "place": "Hội trường", "seats": 3, "counted_on": DAY,
        "chosen": 2,
    }  # fmt: skip
    return Selection(**(fields | more))


MISSED = ShareCheck(id="women", vi="Nữ có ít nhất 30%.", found="0 trên 2", kept=False)


@pytest.mark.parametrize(("chosen", "error"), [(0, NobodyChosen), (4, TooManyChosen)])
def test_list_goes_up_with_somebody_on_it_and_no_more_than_there_are_seats(chosen: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        selection(chosen=chosen).propose(on("2025-05-15"))


def test_make_up_that_is_not_kept_needs_a_reason_that_stays() -> None:
    its = selection(shares=(MISSED,))
    with pytest.raises(SharesNotKept):
        its.propose(on("2025-05-15"))
    its.propose(on("2025-05-15"), reason="Ít nữ trong giai đoạn.")
    assert (its.shares_reason, its.history[-1].reason) == ("Ít nữ trong giai đoạn.",) * 2


def test_confirmed_list_is_numbered_and_told_once() -> None:
    its = selection()
    its.propose(on("2025-05-15"))
    its.confirm(on("2025-05-16", "dq-chu-tich-01"), delegates=(), ordinal=1, name="Tạ Công Thuần", post="Chủ tịch")
    told = [event for event in its.pending_events if isinstance(event, ExemplarsConfirmed)]
    assert [event.number for event in told] == ["01/DS-UBND"]
    for action in Action:
        assert not its.can(action)


@pytest.mark.parametrize("target", State)
@pytest.mark.parametrize("state", State)
def test_transitions_are_those_of_the_table(state: State, target: State) -> None:
    its = selection(state=state)
    if target.value in TRANSITIONS.get(state, ()):
        its.move(target)
        assert its.state is target
    else:
        with pytest.raises(IllegalTransition):
            its.move(target)


@pytest.mark.parametrize("state", State)
def test_wrong_state_is_refused(state: State) -> None:
    its = selection(state=state)
    for action in Action:
        if POSSIBLE[action] is state:
            its.only(action)
        else:
            with pytest.raises(SelectionNotPossible):
                its.only(action)


OFFICER = {Action.RECOUNT, Action.ADJUST, Action.DESCRIBE, Action.PROPOSE, Action.DISCARD}
MAY = {
    Role.OFFICER: OFFICER,
    Role.COUNCIL_CHAIR: {Action.CONFIRM, Action.RETURN},
    Role.SIGNER: {Action.CONFIRM, Action.RETURN},
}


@pytest.mark.parametrize("unit", [COMMUNE, "bach-sam", "my-hao", "duong-quang.thon-1"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_actions_by_office_and_state(state: State, role: Role, unit: str) -> None:
    may = MAY.get(role, set()) if unit == COMMUNE else set()
    expected = {action for action in may if POSSIBLE[action] is state}
    assert set(access.selection_actions(actor(role, unit), selection(state=state))) == expected


@pytest.mark.parametrize("role", Role)
def test_unit_of_a_delegate_reads_the_list_through_its_head_alone(role: Role) -> None:
    who = actor(role, "duong-quang.thon-1", path="hung-yen/my-hao/duong-quang/duong-quang.thon-1")
    rule = access.reads_selection("hung-yen/my-hao/duong-quang", ["duong-quang.thon-1"])
    assert rule(who) is (role is Role.UNIT_HEAD)
    assert not access.reads_selection("hung-yen/my-hao/duong-quang", [])(who)
