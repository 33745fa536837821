"""A dossier and the law, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.nomination.dossiers.deadlines import CHECK, Allowance, allowance, next_step
from services.nomination.dossiers.errors import DecidedHere, Ineligible, NotPossible
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import CoNominator, Consultation, Opinion, Pause
from services.nomination.dossiers.power import deciding_level, lies_on_the_way
from services.nomination.dossiers.states import POSSIBLE, TRANSITIONS, Action, State
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.nomination import NominationForwarded, NominationReturned, NominationSubmitted
from shared.events.parts import PartReason, Tally
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from tests.unit.nomination.conftest import at, on

Make = Callable[..., Dossier]
WHY = (PartReason(part="S", reason="Chưa có dấu của Hội đồng sáng kiến."),)
TALLY = Tally(agree=8, disagree=0, blank=1, present=9, members=9, base=9)


def submitted(law: Law, dossier: Dossier, day: str) -> Dossier:
    dossier.submit(on(day), assessment=law.assess(dossier.award, dossier.facts, received_on=on(day).on))
    return dossier


def accepted(law: Law, dossier: Dossier, day: str) -> Dossier:
    submitted(law, dossier, day)
    dossier.accept(on(day), assessment=law.assess(dossier.award, dossier.facts, received_on=on(day).on))
    return dossier


@pytest.mark.parametrize(
    ("received", "rule_set", "level"), [("2025-06-30", "V1", "town"), ("2025-07-01", "V2", "commune")]
)
def test_grassroots_fighter_is_decided_by_the_town_until_30_june_and_by_the_commune_after(
    law: Law, dossier: Make, received: str, rule_set: str, level: str
) -> None:
    one = accepted(law, dossier("TD-CN-CSTDCS", "HTXS"), received)
    assert (one.rule_set, one.decided_by_level) == (rule_set, level)


def test_law_of_the_first_receipt_stays_when_a_higher_level_receives(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier("TD-CN-CSTDCS", "HTXS"), "2025-06-09")
    one.forward(on("2025-06-20"), to_unit="my-hao", to_level=Level.TOWN, letter="01/TTr-UBND", decided_by_level="town")
    one.accept(on("2025-06-23"), assessment=law.assess(one.award, one.facts, received_on=date(2025, 6, 23)))
    assert (one.received_on, one.received_here_on) == (date(2025, 6, 9), date(2025, 6, 23))


def test_dossier_of_june_is_decided_by_the_commune_once_the_town_has_ended(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier("TD-CN-CSTDCS", "HTXS"), "2025-06-30")
    assert deciding_level(law, one, date(2025, 6, 30)) == "town"
    assert deciding_level(law, one, date(2025, 7, 1)) == "commune"


def test_failing_condition_refuses_and_names_its_article(law: Law, dossier: Make) -> None:
    one = dossier(rating="KHT")
    with pytest.raises(Ineligible) as refused:
        submitted(law, one, "2025-06-05")
    condition = refused.value.extensions["conditions"][0]
    assert "Điều 24" in condition["article"]
    assert one.state is State.DRAFT
    assert not one.pending_events


def test_failing_condition_is_overridden_only_with_a_reason_that_is_kept(law: Law, dossier: Make) -> None:
    one = dossier(rating="KHT")
    assessment = law.assess(one.award, one.facts, received_on=date(2025, 6, 5))
    one.submit(on("2025-06-05"), assessment=assessment, override_reason="Hội đồng trường đề nghị.")
    [event] = one.pending_events
    assert isinstance(event, NominationSubmitted)
    assert event.override_reason == one.override_reason == "Hội đồng trường đề nghị."
    assert one.failed


def test_override_without_need_is_not_kept(law: Law, dossier: Make) -> None:
    one = dossier()
    assessment = law.assess(one.award, one.facts, received_on=date(2025, 6, 5))
    one.submit(on("2025-06-05"), assessment=assessment, override_reason="Cho chắc.")
    assert one.override_reason == ""


def test_unknown_fact_never_fails_but_leaves_a_warning(law: Law, dossier: Make) -> None:
    one = submitted(law, dossier(rating=None), "2025-06-05")
    assert one.state is State.SUBMITTED
    assert [warning.missing_vi for warning in one.warnings] != []


def test_level_above_returns_to_the_unit_it_came_from(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier("TD-CN-CSTDCS", "HTXS"), "2025-06-09")
    one.forward(on("2025-06-20"), to_unit="my-hao", to_level=Level.TOWN, letter="01/TTr-UBND", decided_by_level="town")
    one.return_(on("2025-06-23", "mh-noi-vu-01"), reason="Thiếu giấy chứng nhận.", parts=("S",))
    assert (one.unit, one.level, one.trail) == ("duong-quang", Level.COMMUNE, ())
    *_, forwarded, returned = one.pending_events
    assert isinstance(forwarded, NominationForwarded)
    assert (forwarded.from_unit, forwarded.unit) == ("duong-quang", "my-hao")
    assert isinstance(returned, NominationReturned)
    assert (returned.reason, returned.parts) == ("Thiếu giấy chứng nhận.", ("S",))


def test_level_with_the_power_has_nothing_to_forward(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier(), "2025-06-09")
    with pytest.raises(DecidedHere):
        one.forward(on("2025-06-20"), to_unit="my-hao", to_level=Level.TOWN, letter="", decided_by_level="commune")


def test_council_that_did_not_vote_gives_it_back(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier(), "2025-06-09")
    one.schedule(on("2025-06-13"), meeting="hop-1")
    one.release(on("2025-06-20"), reason="Hết giờ.")
    assert (one.state, one.meeting) == (State.ACCEPTED, "")


def test_history_tells_every_step_once(law: Law, dossier: Make) -> None:
    one = accepted(law, dossier(), "2025-06-09")
    one.schedule(on("2025-06-13"), meeting="hop-1")
    one.council_decided(on("2025-06-20"), approved=True, tally=TALLY)
    one.decide(on("2025-06-23"), decision="qd", number="01/QĐ-UBND")
    assert [step.what.value for step in one.history] == ["submitted", "accepted", "scheduled", "approved", "decided"]
    assert one.history[-1].document == "01/QĐ-UBND"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_action_outside_its_states_is_refused(law: Law, dossier: Make, action: Action, state: State) -> None:
    one = at(dossier(), state)
    assessment = law.assess(one.award, one.facts, received_on=date(2025, 6, 5))
    acts = {
        Action.EDIT: lambda: one.edit(on("2025-06-16"), achievement="Khác"),
        Action.SUBMIT: lambda: one.submit(on("2025-06-05"), assessment=assessment),
        Action.RETURN: lambda: one.return_(on("2025-06-05"), reason="Thiếu."),
        Action.ACCEPT: lambda: one.accept(on("2025-06-05"), assessment=assessment),
        Action.WITHDRAW: lambda: one.withdraw(on("2025-06-05"), reason="Thôi."),
        Action.FORWARD: lambda: one.forward(
            on("2025-06-05"), to_unit="my-hao", to_level=Level.TOWN, letter="1", decided_by_level="town"
        ),
        Action.ASK: lambda: one.ask_supplement(on("2025-06-05"), reasons=WHY, answer_by=date(2025, 6, 19)),
        Action.SUPPLEMENT: lambda: one.supplement(on("2025-06-05"), assessment=assessment),
        Action.CONSULT: lambda: one.consult(
            on("2025-06-05"), question="?", opinions=[Opinion(body="Công an xã")], answer_by=date(2025, 6, 19)
        ),
        Action.OPINE: lambda: one.opine(on("2025-06-05"), place=0, agrees=True, text=""),
        Action.CONCLUDE: lambda: one.conclude(on("2025-06-05"), reason="Quá hạn."),
        Action.INVITE: lambda: one.invite(
            on("2025-06-05"), [CoNominator(unit="b", name="B", asked_on=date(2025, 6, 5))]
        ),
        Action.JOIN: lambda: one.join(on("2025-06-05"), "a", agrees=True),
    }
    if state in (State.SUPPLEMENTING, State.CONSULTING):
        one.pauses = (Pause(since=date(2025, 6, 4)),)
        one.consultation = Consultation(
            question="?", opened_on=date(2025, 6, 4), answer_by=date(2025, 6, 18), opinions=(Opinion(body="Công an"),)
        )
    if action is Action.JOIN:
        one.co_nominators = (CoNominator(unit="a", name="A", asked_on=date(2025, 6, 4)),)
    if state in POSSIBLE[action] and (action, state) != (Action.RETURN, State.FORWARDED):
        acts[action]()
    elif state not in POSSIBLE[action]:
        with pytest.raises(NotPossible):
            acts[action]()
        assert one.state is state


def test_every_possible_action_has_a_way_in_the_table() -> None:
    targets = {
        Action.SUBMIT: State.SUBMITTED, Action.RETURN: State.RETURNED, Action.ACCEPT: State.ACCEPTED,
        Action.WITHDRAW: State.WITHDRAWN, Action.FORWARD: State.FORWARDED, Action.ASK: State.SUPPLEMENTING,
        Action.SUPPLEMENT: State.ACCEPTED, Action.CONSULT: State.CONSULTING, Action.CONCLUDE: State.ACCEPTED,
    }  # fmt: skip
    for action, target in targets.items():
        for state in POSSIBLE[action]:
            assert target in TRANSITIONS[state]


@pytest.mark.parametrize("state", [State.REJECTED, State.DECIDED, State.WITHDRAWN, State.EXPIRED])
def test_ends_are_ends(dossier: Make, state: State) -> None:
    one = at(dossier(), state)
    assert not [target for target in State if one.can_move(target)]
    with pytest.raises(IllegalTransition):
        one.schedule(on("2025-06-05"), meeting="hop-1")


def test_next_step_counts_working_days_over_a_holiday(law: Law, dossier: Make) -> None:
    one = submitted(law, dossier(), "2025-04-29")  # 30/04 and 01/05 are holidays, then a weekend or a working Friday
    following = next_step(law, one, date(2025, 4, 29))
    assert following is not None
    assert following.due == allowance(law, CHECK, level="commune", award="", on=date(2025, 4, 29)).due(
        date(2025, 4, 29)
    )
    assert following.due > date(2025, 5, 1)


@pytest.mark.parametrize("days", [0, 1, 2, 10])
@pytest.mark.parametrize("today", [date(2025, 2, 3), date(2025, 6, 20), date(2025, 6, 22)])
def test_late_means_due_before_today(today: date, days: int) -> None:
    step = Allowance(days)
    first_in_time = step.late_before(today)
    assert step.due(first_in_time) >= today
    assert step.due(date.fromordinal(first_in_time.toordinal() - 1)) < today


def unit(code: str, level: Level, path: str, to: date | None = None) -> DirectoryUnit:
    return DirectoryUnit(
        id=code, name=code, level=level, parent=None, path=path, valid_from=date(2025, 1, 1), valid_to=to
    )


def test_way_up_leads_over_existing_levels_and_not_past_the_power(law: Law) -> None:
    commune = unit("duong-quang", Level.COMMUNE, "hung-yen/my-hao/duong-quang")
    town = unit("my-hao", Level.TOWN, "hung-yen/my-hao", date(2025, 6, 30))
    province = unit("hung-yen", Level.PROVINCE, "hung-yen")
    beside = unit("khoai-chau", Level.TOWN, "hung-yen/khoai-chau")
    june, july = date(2025, 6, 30), date(2025, 7, 1)
    assert lies_on_the_way(law, commune, town, "town", june)
    assert not lies_on_the_way(law, commune, province, "town", june)
    assert lies_on_the_way(law, commune, town, "president", june)
    assert not lies_on_the_way(law, commune, town, "president", july)
    assert lies_on_the_way(law, commune, province, "president", july)
    assert not lies_on_the_way(law, commune, beside, "province", june)
