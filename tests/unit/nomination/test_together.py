"""Several units nominate together: asked, answered, and nothing is sent before all have answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.nomination import access
from services.nomination.dossiers.errors import AlreadyAnswered, AskedTwice, JointUnanswered
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import CoNominator, StepKind
from services.nomination.dossiers.states import Action
from shared.events.nomination import (
    JointNominationAnswered,
    JointNominationAsked,
    JointNominationDropped,
    NominationSubmitted,
)
from shared.identity import Role
from shared.law import Law
from tests.unit.nomination.conftest import nominee, on
from tests.unit.nomination.test_access import actor

Make = Callable[..., Dossier]
VILLAGE, UNION = "duong-quang.thon-4", "duong-quang.hoi-phu-nu"


def asked(one: Dossier, *units: str) -> Dossier:
    its = [CoNominator(unit=unit, name=unit, asked_on=date(2025, 6, 5)) for unit in units]
    one.invite(on("2025-06-05"), its)
    return one


def send(law: Law, one: Dossier) -> None:
    one.submit(on("2025-06-10"), assessment=law.assess(one.award, one.facts, received_on=date(2025, 6, 10)))


def test_dossier_is_not_sent_before_all_have_answered_and_names_those_that_confirmed(law: Law, dossier: Make) -> None:
    one = asked(dossier(), VILLAGE, UNION)
    one.join(on("2025-06-06", "truong-thon"), VILLAGE, agrees=True)
    with pytest.raises(JointUnanswered, match=UNION):
        send(law, one)
    one.join(on("2025-06-07"), UNION, agrees=False, reason="Không phải hội viên.")
    send(law, one)
    *_, sent = one.pending_events
    assert isinstance(sent, NominationSubmitted)
    assert (sent.nominating_unit, sent.co_nominators) == (one.nominating_unit, (VILLAGE,))
    assert one.nominating_units == (one.nominating_unit, VILLAGE)


def test_dossier_is_sent_without_a_unit_that_is_asked_no_more(law: Law, dossier: Make) -> None:
    one = asked(dossier(), VILLAGE)
    one.drop(on("2025-06-06"), VILLAGE)
    send(law, one)
    assert one.nominating_units == (one.nominating_unit,)
    told = [step.what for step in one.history]
    assert told == [StepKind.INVITED, StepKind.DROPPED, StepKind.SUBMITTED]


def test_answer_is_given_once_and_nobody_is_asked_twice(dossier: Make) -> None:
    one = asked(dossier(), VILLAGE)
    one.join(on("2025-06-06"), VILLAGE, agrees=True)
    with pytest.raises(AlreadyAnswered):
        one.join(on("2025-06-06"), VILLAGE, agrees=False)
    for unit in (VILLAGE, one.nominating_unit):
        with pytest.raises(AskedTwice):
            asked(one, unit)


def test_other_nominee_is_asked_about_anew_another_wording_is_not(dossier: Make) -> None:
    one = asked(dossier(), VILLAGE, UNION)
    one.join(on("2025-06-06"), VILLAGE, agrees=True)
    one.take_events()
    one.edit(on("2025-06-07"), achievement="Một cách kể khác của cùng một việc.")
    assert one.pending_events == ()
    one.edit(on("2025-06-07"), nominee=nominee("Nguyễn Ngọc Lan"))
    (again,) = one.take_events()
    assert isinstance(again, JointNominationAsked)
    assert again.units == (VILLAGE,)
    assert [each.agrees for each in one.co_nominators] == [None, None]


def test_withdrawn_dossier_waits_for_no_answer(dossier: Make) -> None:
    one = asked(dossier(), VILLAGE)
    one.take_events()
    one.withdraw(on("2025-06-06"), reason="Nộp nhầm.")
    assert next(type(event) for event in one.pending_events) is JointNominationDropped


def test_only_heads_of_units_that_were_asked_and_have_not_answered_answer(dossier: Make) -> None:
    one = asked(dossier(), VILLAGE, UNION)
    one.join(on("2025-06-06"), UNION, agrees=True)
    may = [
        (role, unit)
        for role in Role
        for unit in (VILLAGE, UNION, "duong-quang", one.nominating_unit, "bach-sam")
        if access.allowed(Action.JOIN, one)(actor(role, unit))
    ]
    assert may == [(Role.UNIT_HEAD, VILLAGE)]
    assert not access.joins(one, UNION)(actor(Role.UNIT_HEAD, VILLAGE))


def test_answer_tells_how_many_are_left(dossier: Make) -> None:
    one = asked(dossier(), VILLAGE, UNION)
    one.join(on("2025-06-06"), VILLAGE, agrees=False, reason="Chưa rõ.")
    *_, answer = one.pending_events
    assert isinstance(answer, JointNominationAnswered)
    assert (answer.joint_unit, answer.agrees, answer.left) == (VILLAGE, False, 1)
