"""A registration is sent, comes back or is agreed to, and what was agreed is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.registration.movements.model import Criterion, CriterionTwice
from services.registration.registrations.lines import Lines, Pledge, Title, TitleTwice
from services.registration.registrations.model import (
    EmptyRegistration,
    Kind,
    NotEditable,
    ReasonMissing,
    Registration,
    State,
    WrongKind,
)
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.registration import RegistrationApproved, RegistrationReturned, RegistrationSubmitted
from tests.unit.registration.people import OFFICER, TOWN

DAY = date(2025, 2, 17)
NOW = datetime(2025, 2, 17, 2, tzinfo=UTC)
CRITERION = Criterion(code="1.1", name="Thu ngân sách", max_points=20)
CONTENT = Lines(criteria=(CRITERION,), pledges=(Pledge(content="Thu ngân sách", unit="%", target=105),))
TITLES = Lines(titles=(Title(subject="Mai Tiến Cẩn", award="TD-CN-LDTT"),))


def draft(lines: Lines = CONTENT, what: Kind = Kind.CONTENT) -> Registration:
    return Registration.draft(
        what=what,
        year=2025,
        title="Đăng ký thi đua năm 2025",
        unit="duong-quang",
        level=Level.COMMUNE,
        from_unit="duong-quang",
        to_unit="my-hao",
        movement=None,
        lines=lines,
    )


def step(registration: Registration, target: State) -> None:
    """Try to bring it into a state by the only method that leads there."""
    match target:
        case State.SUBMITTED:
            registration.submit(by=OFFICER, at=NOW, on=DAY)
        case State.RETURNED:
            registration.send_back(reason="Thiếu điểm tối đa.", by=TOWN, at=NOW)
        case State.APPROVED:
            registration.approve(by=TOWN, at=NOW, on=DAY)
        case State.DRAFT:
            registration.move(State.DRAFT)


ROADS = {
    State.DRAFT: [],
    State.SUBMITTED: [State.SUBMITTED],
    State.RETURNED: [State.SUBMITTED, State.RETURNED],
    State.APPROVED: [State.SUBMITTED, State.APPROVED],
}
ALLOWED = {
    (State.DRAFT, State.SUBMITTED),
    (State.SUBMITTED, State.RETURNED),
    (State.SUBMITTED, State.APPROVED),
    (State.RETURNED, State.SUBMITTED),
}


def brought_to(state: State) -> Registration:
    registration = draft()
    for target in ROADS[state]:
        step(registration, target)
    registration.take_events()
    return registration


@pytest.mark.parametrize("target", State)
@pytest.mark.parametrize("source", State)
def test_only_these_ways_lead_from_state_to_state(source: State, target: State) -> None:
    registration = brought_to(source)
    if (source, target) in ALLOWED:
        step(registration, target)
        assert registration.state is target
    else:
        with pytest.raises(IllegalTransition):
            step(registration, target)
        assert registration.pending_events == ()


def test_transition_table_says_the_same() -> None:
    table = {(State(source), State(to)) for source, targets in Registration.transitions.items() for to in targets}
    assert table == ALLOWED
    assert set(Registration.transitions) == set(State)


def test_every_step_is_told() -> None:
    registration = draft()
    for target in (State.SUBMITTED, State.RETURNED, State.SUBMITTED, State.APPROVED):
        step(registration, target)
    events = registration.take_events()
    assert [type(event) for event in events] == [
        RegistrationSubmitted,
        RegistrationReturned,
        RegistrationSubmitted,
        RegistrationApproved,
    ]
    assert {
        (event.unit, event.to_unit) for event in events if hasattr(event, "unit") and hasattr(event, "to_unit")
    } == {("duong-quang", "my-hao")}
    assert [(moment.deed.value, moment.round) for moment in registration.moments] == [
        ("submitted", 1),
        ("returned", 1),
        ("submitted", 2),
        ("approved", 2),
    ]


def test_return_needs_a_reason_that_the_unit_can_read() -> None:
    with pytest.raises(ReasonMissing):
        brought_to(State.SUBMITTED).send_back(reason="  \n", by=TOWN, at=NOW)
    returned = brought_to(State.RETURNED)
    assert returned.reason == "Thiếu điểm tối đa."
    step(returned, State.SUBMITTED)
    assert returned.reason == ""


def test_what_was_agreed_is_kept_as_it_stood() -> None:
    approved = brought_to(State.APPROVED)
    assert approved.agreed is not None
    assert (approved.agreed.lines, approved.agreed.round, approved.agreed.on) == (CONTENT, 1, DAY)
    with pytest.raises(NotEditable):
        approved.rewrite(Lines())
    assert approved.agreed.lines == CONTENT


@pytest.mark.parametrize(("state", "editable"), [(one, one in (State.DRAFT, State.RETURNED)) for one in State])
def test_it_can_be_changed_only_while_it_is_with_the_unit(state: State, editable: bool) -> None:
    registration = brought_to(state)
    assert registration.editable is editable
    if editable:
        registration.rewrite(CONTENT.model_copy(update={"aims": ("Bằng khen",)}), title="Tên mới")
        assert (registration.lines.count, registration.title) == (3, "Tên mới")
    else:
        with pytest.raises(NotEditable):
            registration.rewrite(CONTENT)


def test_empty_registration_is_not_sent() -> None:
    for registration in (draft(Lines()), draft(Lines(aims=("Bằng khen",)), Kind.TITLES)):
        with pytest.raises(EmptyRegistration):
            registration.submit(by=OFFICER, at=NOW, on=DAY)


def test_kinds_do_not_mix() -> None:
    with pytest.raises(WrongKind):
        draft(TITLES, Kind.CONTENT)
    with pytest.raises(WrongKind):
        draft(CONTENT, Kind.TITLES)


def test_lines_are_counted_and_told_apart() -> None:
    assert (CONTENT.count, CONTENT.points) == (2, 20)
    with pytest.raises(CriterionTwice):
        draft(Lines(criteria=(CRITERION, CRITERION)))
    with pytest.raises(TitleTwice):
        draft(Lines(titles=TITLES.titles * 2), Kind.TITLES)


def test_two_people_of_one_name_are_told_apart_by_id() -> None:
    one, other = (Title(subject="Mai Tiến Cẩn", subject_id=id_, award="TD-CN-LDTT") for id_ in ("a", "b"))
    assert draft(Lines(titles=(one, other)), Kind.TITLES).lines.count == 2
