"""While a dossier is appraised: one supplement, opinions of others, a clock that stands meanwhile, an end by time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.nomination.dossiers.deadlines import next_step
from services.nomination.dossiers.errors import AlreadyAnswered, AskedBefore, NotPossible
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Opinion
from services.nomination.dossiers.states import State
from shared.events.nomination import ConsultationClosed, NominationExpired, NominationReturned, SupplementGiven
from shared.events.parts import PartReason
from shared.law import Law
from tests.unit.nomination.conftest import on

Make = Callable[..., Dossier]
WHY = (PartReason(part="M", reason="Biên bản chưa có chữ ký của thư ký."),)
BODIES = (Opinion(body="Công an xã", unit="duong-quang.cong-an"), Opinion(body="Chi cục Thuế khu vực"))


def accepted(law: Law, one: Dossier, day: str = "2025-06-09") -> Dossier:
    one.submit(on("2025-06-05"), assessment=law.assess(one.award, one.facts, received_on=date(2025, 6, 5)))
    one.accept(on(day), assessment=law.assess(one.award, one.facts, received_on=on(day).on))
    one.take_events()
    return one


def supplement(law: Law, one: Dossier, day: str) -> None:
    assert one.received_on
    one.supplement(on(day), assessment=law.assess(one.award, one.facts, received_on=one.received_on))


def due(law: Law, one: Dossier, day: str) -> date | None:
    step = next_step(law, one, date.fromisoformat(day))
    assert step is not None
    return step.due


def test_clock_stands_while_a_supplement_is_waited_for(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    assert due(law, one, "2025-06-09") == date(2025, 6, 23)  # ten working days
    one.ask_supplement(on("2025-06-11"), reasons=WHY, answer_by=date(2025, 6, 25))
    step = next_step(law, one, date(2025, 6, 11))
    assert step is not None
    assert (step.unit, step.due, step.stands) == (one.nominating_unit, date(2025, 6, 25), True)
    supplement(law, one, "2025-06-16")  # three working days later
    assert due(law, one, "2025-06-16") == date(2025, 6, 26)
    *_, given = one.pending_events
    assert isinstance(given, SupplementGiven)
    assert given.paused_days == 3


def test_supplement_is_asked_for_once_at_a_unit(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    one.ask_supplement(on("2025-06-11"), reasons=WHY, answer_by=date(2025, 6, 25))
    supplement(law, one, "2025-06-16")
    with pytest.raises(AskedBefore):
        one.ask_supplement(on("2025-06-17"), reasons=WHY, answer_by=date(2025, 7, 1))
    assert one.state is State.ACCEPTED


def test_consultation_ends_with_the_last_answer_and_both_pauses_count(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    one.ask_supplement(on("2025-06-10"), reasons=WHY, answer_by=date(2025, 6, 24))
    supplement(law, one, "2025-06-11")
    one.consult(on("2025-06-12"), question="Chấp hành pháp luật?", opinions=BODIES, answer_by=date(2025, 6, 26))
    assert one.consulted == ("duong-quang.cong-an",)
    one.opine(on("2025-06-13"), place=1, agrees=True, text="Không nợ thuế.")
    assert one.state is State.CONSULTING
    with pytest.raises(AlreadyAnswered):
        one.opine(on("2025-06-13"), place=1, agrees=False, text="")
    one.opine(on("2025-06-17"), place=0, agrees=False, text="Đang xác minh.")
    assert not one.consultation.unanswered if one.consultation else False
    assert sum(pause.days for pause in one.pauses) == 1 + 3
    assert due(law, one, "2025-06-17") == date(2025, 6, 27)


def test_consultation_is_ended_without_those_who_do_not_answer_and_names_them(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    one.consult(on("2025-06-12"), question="Chấp hành pháp luật?", opinions=BODIES, answer_by=date(2025, 6, 26))
    one.opine(on("2025-06-13"), place=0, agrees=True, text="")
    one.conclude(on("2025-06-27"), reason="Đã quá hạn trả lời.")
    *_, closed = one.pending_events
    assert isinstance(closed, ConsultationClosed)
    assert closed.unanswered == ("Chi cục Thuế khu vực",)


def test_dossier_that_is_consulted_on_does_not_go_before_the_council(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    one.consult(on("2025-06-12"), question="?", opinions=BODIES, answer_by=date(2025, 6, 26))
    assert not one.can_move(State.SCHEDULED)


@pytest.mark.parametrize(("day", "ends"), [("2025-06-25", False), ("2025-06-26", True)])
def test_dossier_ends_after_the_day_that_was_named_and_not_on_it(law: Law, dossier: Make, day: str, ends: bool) -> None:
    one = accepted(law, dossier())
    one.ask_supplement(on("2025-06-11"), reasons=WHY, answer_by=date(2025, 6, 25))
    if not ends:
        with pytest.raises(NotPossible):
            one.expire(on(day))
        return
    one.expire(on(day))
    *_, expired = one.pending_events
    assert isinstance(expired, NominationExpired)
    assert expired.asked == WHY[0].reason
    assert one.state is State.EXPIRED


def test_return_names_each_part_with_its_reason_and_a_day(law: Law, dossier: Make) -> None:
    one = dossier()
    one.submit(on("2025-06-05"), assessment=law.assess(one.award, one.facts, received_on=date(2025, 6, 5)))
    one.return_(on("2025-06-06"), reason="Chưa đủ.", parts=["B"], reasons=WHY, answer_by=date(2025, 6, 20))
    *_, returned = one.pending_events
    assert isinstance(returned, NominationReturned)
    assert (returned.parts, returned.reasons, returned.answer_by) == (("B", "M"), WHY, date(2025, 6, 20))


def test_history_shows_what_the_unit_changed_since_it_sent_it_before(law: Law, dossier: Make) -> None:
    one = dossier(achievement="Chủ nhiệm lớp 3B.")
    assessment = law.assess(one.award, one.facts, received_on=date(2025, 6, 5))
    one.submit(on("2025-06-05"), assessment=assessment)
    one.return_(on("2025-06-06"), reason="Chưa có số liệu.", answer_by=date(2025, 6, 20))
    one.edit(on("2025-06-09"), achievement="Chủ nhiệm lớp 3B, 100% học sinh hoàn thành chương trình.")
    one.submit(on("2025-06-09"), assessment=assessment)
    first, _, again = one.history
    assert first.changes == ()
    (change,) = again.changes
    assert (change.what, change.before) == ("Thành tích", "Chủ nhiệm lớp 3B.")
    assert "100%" in change.after


def test_level_above_may_ask_once_as_well(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier())
    one.ask_supplement(on("2025-06-10"), reasons=WHY, answer_by=date(2025, 6, 24))
    supplement(law, one, "2025-06-11")
    one.unit = "my-hao"
    one.ask_supplement(on("2025-06-12"), reasons=WHY, answer_by=date(2025, 6, 26))
    assert one.state is State.SUPPLEMENTING
