"""A candidate of a sweep: from being found to the dossier, and by when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.nomination import access
from services.nomination.acts import Act
from services.nomination.sweeps.candidate import Candidate, key_of
from services.nomination.sweeps.deadlines import answer_by, turns, way_points
from services.nomination.sweeps.errors import AnswerStillDue, CandidateNotPossible, RelativeMustDeclare, StillWaiting
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.parts import Declaration, Proof, Stint
from services.nomination.sweeps.states import POSSIBLE, TRANSITIONS, WAITING, Action, CandidateState
from shared.errors import IllegalTransition
from shared.events import Level
from shared.identity import Actor, Role
from shared.law import Facts, Law
from shared.law.proof import evidence_kinds, proof_by
from shared.law.simplified import case_of, cases, without_council
from tests.unit.nomination.conftest import on
from tests.unit.nomination.test_access import actor

COMMUNE, HAMLET, ASSOCIATION = "duong-quang", "duong-quang.thon-3", "duong-quang.hoi-cuu-tnxp"
MARCH_1968, MAY_1971 = date(1968, 3, 1), date(1971, 5, 1)


def candidate(**more: Any) -> Candidate:
    """Somebody of hamlet 3, just entered."""
    fields: dict[str, Any] = {
        "unit": COMMUNE, "level": Level.COMMUNE, "sweep": "dot-1", "subject": "TNXP", "award": "KT-HCH-TNXPVV",
        "award_name": "Huy chương Thanh niên xung phong vẻ vang", "association": "Hội Cựu thanh niên xung phong xã",
        "association_unit": ASSOCIATION, "hamlet": HAMLET, "name": "Trần Xuân Huân", "birth_year": 1949, "living": True,
        "key": key_of("Trần Xuân Huân", 1949),
    }  # fmt: skip
    return Candidate(**(fields | more))


def declared(by: str = "self", **more: Any) -> Declaration:
    fields: dict[str, Any] = {
        "by": by, "on": date(2025, 4, 21), "home_town": "Dương Quang", "residence": "Thôn 3",
        "stints": (Stint(since=MARCH_1968, until=MAY_1971, unit="Đội 25"),),
    }  # fmt: skip
    return Declaration(**(fields | more))


def proof(kind: str, who: Act) -> Proof:
    return Proof(id=kind, kind=kind, what="Giấy chứng nhận số 12", by=who.by, at=who.at)


def proved(law: Law, day: str = "2025-04-24") -> Candidate:
    """Declared on the Monday before, complete on Thursday 24 April 2025, before the holidays."""
    one, who = candidate(), on("2025-04-21")
    one.declare(who, turns(law, who.on), declared())
    one.add_proof(who, proof("completion", who))
    one.confirm(on(day), turns(law, date.fromisoformat(day)))
    return one


def test_commune_has_five_days_to_publish_and_fifteen_working_days_to_forward(law: Law) -> None:
    publish, forward = way_points(law, proved(law))
    assert (publish.due, publish.verified) == (date(2025, 4, 29), True)
    assert forward.due == date(2025, 5, 20)  # 30 April, 1 and 2 May are holidays
    assert "28/2024" in publish.citation


def test_clock_stands_while_the_association_is_asked(law: Law) -> None:
    one, asked, answered = proved(law), on("2025-04-25"), on("2025-05-06")
    one.ask(asked, turns(law, asked.on), question="Đúng không?", answer_by=answer_by(law, one, asked.on))
    assert (one.waits_at, one.due_on) == (ASSOCIATION, date(2025, 5, 14))
    one.opine(answered, turns(law, answered.on), agrees=True, text="Đúng.", given_on=answered.on)
    assert one.paused_days == 4
    assert [point.due for point in way_points(law, one)] == [date(2025, 5, 8), date(2025, 5, 26)]
    assert (one.waits_at, one.due_on) == (COMMUNE, date(2025, 5, 8))


def test_association_is_waited_for_until_its_day_has_passed(law: Law) -> None:
    one, asked = proved(law), on("2025-04-25")
    one.ask(asked, turns(law, asked.on), question="Đúng không?", answer_by=date(2025, 5, 14))
    with pytest.raises(AnswerStillDue):
        one.conclude(on("2025-05-14"), turns(law, date(2025, 5, 14)), reason="Không trả lời")
    one.conclude(on("2025-05-15"), turns(law, date(2025, 5, 15)), reason="Không trả lời")
    assert one.state is CandidateState.OPINED
    assert one.opinion is None


def test_for_the_dead_a_relative_declares(law: Law) -> None:
    one, who = candidate(living=False), on("2025-04-21")
    with pytest.raises(RelativeMustDeclare):
        one.declare(who, turns(law, who.on), declared("self"))
    one.declare(who, turns(law, who.on), declared("relative", declarant="Trần Văn Con", relation="con"))
    assert one.state is CandidateState.DECLARED


def test_months_are_counted_by_the_calendar() -> None:
    assert declared().months == 38
    two = (
        Stint(since=MARCH_1968, until=MARCH_1968, unit="Đội 25"),
        Stint(since=date(1971, 2, 1), until=date(1973, 8, 1), unit="Binh trạm"),
    )
    assert declared(stints=two).months == 30


@pytest.mark.parametrize(
    ("kinds", "sufficient"),
    [
        ([], False),
        (["completion"], True),
        (["decision"], True),
        (["witnesses"], False),
        (["witnesses", "unit-confirmation"], True),
        (["witnesses", "insurance"], True),
    ],
)
def test_one_paper_suffices_or_confirmations_stand_beside_each_other(
    law: Law, kinds: list[str], sufficient: bool
) -> None:
    found = proof_by(law, "TNXP", kinds, date(2025, 4, 24))
    assert found.sufficient is sufficient
    assert bool(found.missing_vi) is not sufficient
    if "witnesses" in kinds:
        assert not found.verified  # what a confirmation is worth is a setting of the locality
    else:
        assert "28/2024" in found.citation


def test_papers_of_volunteers_prove_nothing_for_labourers(law: Law) -> None:
    kinds = {row.id for row in evidence_kinds(law, "DCHT", date(2025, 4, 24))}
    assert "card" not in kinds
    assert not proof_by(law, "DCHT", ["card"], date(2025, 4, 24)).sufficient


@pytest.mark.parametrize("state", CandidateState)
@pytest.mark.parametrize("action", Action)
def test_action_out_of_its_states_is_refused(law: Law, action: Action, state: CandidateState) -> None:
    one = candidate(state=state)
    if state in POSSIBLE[action]:
        one.only(action)
    else:
        with pytest.raises(CandidateNotPossible):
            one.only(action)


def test_nobody_is_lost() -> None:
    """From every state somebody still can be set aside with a reason, is in a dossier, or can be taken up again."""
    for state in CandidateState:
        assert state in POSSIBLE[Action.SET_ASIDE] or state in POSSIBLE[Action.TAKE_UP]
    assert set(TRANSITIONS) == set(CandidateState)
    with pytest.raises(IllegalTransition):
        candidate(state=CandidateState.SET_ASIDE).move(CandidateState.POSTED)


def test_set_aside_and_taken_up_again_goes_on_from_the_declaration(law: Law) -> None:
    one, who = proved(law), on("2025-05-05")
    one.set_aside(who, reason="Thời gian chưa rõ")
    assert (one.waits_at, one.due_on, one.set_aside_reason) == ("", None, "Thời gian chưa rõ")
    one.take_up(who, turns(law, who.on), reason="Đã tìm được giấy")
    assert (one.state, one.received_on, one.set_aside_reason) == (CandidateState.DECLARED, None, "")


def test_sweep_is_not_closed_while_anybody_waits() -> None:
    sweep = Sweep(
        unit=COMMUNE, level=Level.COMMUNE, title="Rà soát", subject="TNXP", subject_name="Thanh niên xung phong",
        award="KT-HCH-TNXPVV", award_name="Huy chương", hamlets=(HAMLET,), opened_on=date(2025, 4, 10),
        enter_by=date(2025, 5, 6),
    )  # fmt: skip
    with pytest.raises(StillWaiting):
        sweep.close(on("2025-09-30"), waiting=1, proposed=1, set_aside=1)
    sweep.close(on("2025-09-30"), waiting=0, proposed=1, set_aside=1)
    (event,) = sweep.pending_events
    assert (event.found, event.proposed, event.set_aside) == (2, 1, 1)  # type: ignore[attr-defined]


def test_names_of_candidates_are_confidential(law: Law) -> None:
    one = proved(law)
    assert {event.meta.classification.value for event in one.pending_events} == {"confidential"}


WRITE = {Action.EDIT, Action.DECLARE, Action.PROVE, Action.PROPOSE}
MAY: dict[tuple[Role, str], set[Action]] = {
    (Role.UNIT_HEAD, HAMLET): WRITE,
    (Role.OFFICER, COMMUNE): set(Action),
    (Role.UNIT_HEAD, ASSOCIATION): {Action.OPINE},
}
UNITS = (COMMUNE, HAMLET, ASSOCIATION, "duong-quang.thon-2", "bach-sam", "my-hao", "hung-yen")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", CandidateState)
def test_buttons_are_what_office_and_state_both_allow(state: CandidateState, role: Role, unit: str) -> None:
    expected = {action for action in MAY.get((role, unit), set()) if state in POSSIBLE[action]}
    assert set(access.candidate_actions(actor(role, unit), candidate(state=state))) == expected


PATH = "hung-yen/my-hao/duong-quang"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "path",
    ["hung-yen", "hung-yen/my-hao", PATH, f"{PATH}/{HAMLET}", f"{PATH}/duong-quang.thon-2", "hung-yen/my-hao/bach-sam"],
)
def test_lists_are_read_by_who_oversees_the_commune_and_by_the_hamlet(role: Role, path: str) -> None:
    who = actor(role, path.rsplit("/", 1)[-1], path=path)
    above = path in ("hung-yen", "hung-yen/my-hao", PATH)
    expected = (above and role in access.OVERSEE) or (role is Role.UNIT_HEAD and path.endswith(HAMLET))
    assert access.reads_candidate(candidate(), PATH)(who) is expected


def test_association_reads_a_candidate_once_it_is_asked(law: Law) -> None:
    head, one, who = actor(Role.UNIT_HEAD, ASSOCIATION), proved(law), on("2025-04-25")
    assert not access.reads_candidate(one, PATH)(head)
    one.ask(who, turns(law, who.on), question="Đúng không?", answer_by=date(2025, 5, 14))
    assert access.reads_candidate(one, PATH)(head)
    assert not access.reads_candidate(one, PATH)(Actor(subject="nobody"))


def test_states_that_wait_are_all_but_the_ends() -> None:
    assert set(CandidateState) - set(WAITING) == {CandidateState.PROPOSED, CandidateState.SET_ASIDE}


def simplified(**achievement: Any) -> Facts:
    return Facts.model_validate(
        {
            "subject": {"kind": "individual"}, "year": 2025, "kind": "LH-DX", "procedure": "simplified",
            "achievement": {"reach": 1, **achievement},
        }
    )  # fmt: skip


def test_simplified_procedure_is_open_in_the_cases_of_the_article(law: Law) -> None:
    day = date(2025, 9, 3)
    found = case_of(law, "KT-GK-XA", simplified(bravery=True), day)
    assert found is not None
    assert found.citation.endswith("điểm b")
    assert case_of(law, "KT-GK-XA", simplified(), day) is None
    assert case_of(law, "TD-CN-LDTT", simplified(sudden=True), day) is None  # yearly titles never
    assert not cases(law, "KT-GK-XA", date(2023, 12, 1))
    assert without_council(law, "KT-GK-XA", simplified(found_by_head=True), day)
    assert not without_council(law, "KT-GK-XA", simplified(), day)
