"""Who may do what with a decision: office × action × state × own or foreign unit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.nomination import access
from services.nomination.decisions.errors import UnderEmbargo
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line, Purpose, Way
from services.nomination.decisions.states import POSSIBLE, TRANSITIONS, Action, DecisionState
from shared.errors import IllegalTransition
from shared.events import Classification, Level
from shared.events.nomination import AwardCorrected, AwardRevoked, CorrectionIssued, DecisionSealed, RevocationIssued
from shared.identity import Actor, OfficeHeld, Role
from tests.unit.nomination.conftest import nominee, on

COMMUNE = "duong-quang"
PREPARE = {Action.EDIT, Action.DISCARD, Action.RECORD, Action.ATTACH, Action.AMEND}
MAY: dict[tuple[Role, str], set[Action]] = {
    (Role.OFFICER, COMMUNE): PREPARE,
    (Role.SIGNER, COMMUNE): PREPARE | {Action.SIGN},
}
"""Everything that anybody may do with a decision of the commune. All else is refused."""
UNITS = (COMMUNE, "duong-quang.truong-tieu-hoc", "bach-sam", "my-hao", "hung-yen")


def decision(state: DecisionState = DecisionState.DRAFT, **more: object) -> Decision:
    """A decision of the commune in that state."""
    line = Line(
        dossier="hs-1", award="TD-CN-LDTT", award_name="Lao động tiên tiến", award_kind="LH-CT", nominee=nominee(),
        nominating_unit="duong-quang.truong-tieu-hoc", origin_unit=COMMUNE, year=2025,
    )  # fmt: skip
    fields: dict[str, object] = {
        "unit": COMMUNE, "level": Level.COMMUNE, "title": "Về việc khen thưởng", "unit_name": "Xã Dương Quang",
        "lines": (line,), "drafted_on": date(2025, 6, 20), "state": state,
    }  # fmt: skip
    return Decision.model_validate(fields | more)


def actor(role: Role, unit: str) -> Actor:
    level = Level.BASE if "." in unit else Level.COMMUNE
    office = OfficeHeld(role=role, unit=unit, path=unit, level=level, valid_from=date(2025, 1, 1))
    return Actor(subject="ai-do", name="Ai Đó", offices=(office,))


def signed(one: Decision) -> Decision:
    one.sign(
        on("2025-06-23"), ordinal=7, bonuses={"hs-1": 710_000}, base_salary=2_340_000, signer_name="Tạ Công Thuần",
        signer_post="Chủ tịch", signer="Chủ tịch Ủy ban nhân dân xã Dương Quang",
    )  # fmt: skip
    return one


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", DecisionState)
def test_buttons_are_what_office_and_state_both_allow(state: DecisionState, role: Role, unit: str) -> None:
    expected = {action for action in MAY.get((role, unit), set()) if state in POSSIBLE[action]}
    assert set(access.decision_actions(actor(role, unit), decision(state))) == expected


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_action_asks_for_its_office(action: Action, role: Role, unit: str) -> None:
    assert access.decides(action, decision())(actor(role, unit)) is (action in MAY.get((role, unit), set()))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("role", Role)
def test_register_is_kept_by_the_officer_of_the_unit(role: Role, unit: str) -> None:
    assert access.keeps_register(COMMUNE)(actor(role, unit)) is ((role, unit) == (Role.OFFICER, COMMUNE))


@pytest.mark.parametrize("target", DecisionState)
@pytest.mark.parametrize("state", DecisionState)
def test_ways_between_states_are_those_of_the_table(state: DecisionState, target: DecisionState) -> None:
    one = decision(state)
    if target.value in TRANSITIONS.get(state, ()):
        one.move(target)
        assert one.state is target
    else:
        with pytest.raises(IllegalTransition):
            one.move(target)


def test_only_awards_are_amended_and_only_paper_is_scanned() -> None:
    assert not decision(DecisionState.SIGNED, purpose=Purpose.REVOCATION).can(Action.AMEND)
    assert not decision(DecisionState.SIGNED, way=Way.DIGITAL).can(Action.ATTACH)
    assert not decision(DecisionState.SIGNED, scan="abc").can(Action.ATTACH)


def test_sealed_decision_is_released_at_its_instant_and_once() -> None:
    until = datetime(2025, 7, 1, 1, tzinfo=UTC)
    one = signed(decision(embargo_until=until))
    [event] = one.take_events()
    assert isinstance(event, DecisionSealed)
    assert nominee().name not in event.model_dump_json()
    with pytest.raises(UnderEmbargo):
        one.release(datetime(2025, 7, 1, 0, 59, 59, tzinfo=UTC))
    one.release(until)
    assert [type(each).__name__ for each in one.take_events()] == ["DecisionIssued"]
    with pytest.raises(IllegalTransition):
        one.release(until)


@pytest.mark.parametrize("event", [CorrectionIssued, RevocationIssued, AwardCorrected, AwardRevoked])
def test_what_corrects_the_public_is_public(event: type) -> None:
    assert event.meta.classification is Classification.PUBLIC  # type: ignore[attr-defined]


def test_what_is_sealed_is_confidential() -> None:
    assert DecisionSealed.meta.classification is Classification.CONFIDENTIAL
