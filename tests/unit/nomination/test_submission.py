"""A submission's states, who may do what with it, and the way of a dossier read out of its history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.nomination import access
from services.nomination.bundles.records import state_of
from services.nomination.decisions.parts import Way
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.trace import Stage, Standing, stages
from services.nomination.submissions.errors import SubmissionNotPossible
from services.nomination.submissions.model import Line, Submission
from services.nomination.submissions.states import POSSIBLE, TRANSITIONS, Action, SubmissionState
from shared.events import Level
from shared.events.nomination import SubmissionReturned
from shared.events.parts import Tally
from shared.identity import Role
from shared.law import Law
from tests.unit.nomination.conftest import on
from tests.unit.nomination.test_access import actor
from tests.unit.nomination.test_dossier import accepted

Make = Callable[..., Dossier]
TALLY = Tally(agree=9, disagree=0, blank=0, present=9, members=9, base=9)
BELOW = {Action.EDIT, Action.DISCARD, Action.SEND, Action.EXPORT}
ABOVE = {Action.RECEIVE, Action.TAKE, Action.RETURN, Action.ANSWER}
MAY = {
    (Role.OFFICER, "duong-quang"): BELOW,
    (Role.SIGNER, "duong-quang"): BELOW,
    (Role.OFFICER, "my-hao"): ABOVE,
}
"""Everything that anybody may do with a submission of the commune to the town. All else is refused."""


def submission(state: SubmissionState = SubmissionState.DRAFT, dossiers: int = 2) -> Submission:
    """A submission of the commune to the town."""
    lines = tuple(Line(dossier=f"hs-{n}", nominee=f"Người {n}", award_name="CSTĐCS") for n in range(1, dossiers + 1))
    return Submission(
        unit="duong-quang", level=Level.COMMUNE, to_unit="my-hao", to_level=Level.TOWN, unit_name="Xã Dương Quang",
        to_name="Thị xã Mỹ Hào", title="Về việc đề nghị khen thưởng", lines=lines, state=state,
        drafted_on=on("2025-06-20").on,
    )  # fmt: skip


def send(its: Submission) -> None:
    its.send(on("2025-06-20"), ordinal=5, signed_by="ct", signer_name="A", signer_post="Chủ tịch", way=Way.WET)


@pytest.mark.parametrize("unit", ["duong-quang", "my-hao", "bach-sam", "hung-yen", "duong-quang.van-phong"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", SubmissionState)
def test_buttons_are_what_office_and_state_both_allow(state: SubmissionState, role: Role, unit: str) -> None:
    expected = {action for action in MAY.get((role, unit), set()) if state in POSSIBLE[action]}
    assert set(access.submission_actions(actor(role, unit), submission(state))) == expected


@pytest.mark.parametrize("unit", ["my-hao", "duong-quang"])
@pytest.mark.parametrize("role", Role)
def test_file_is_read_in_by_the_officer_it_is_addressed_to(role: Role, unit: str) -> None:
    assert access.takes_in("my-hao")(actor(role, unit)) is ((role, unit) == (Role.OFFICER, "my-hao"))


@pytest.mark.parametrize("state", SubmissionState)
@pytest.mark.parametrize("action", [Action.EDIT, Action.DISCARD, Action.SEND, Action.RECEIVE, Action.RETURN])
def test_action_outside_its_states_is_refused(action: Action, state: SubmissionState) -> None:
    its = submission(state)
    acts: dict[Action, Callable[[], None]] = {
        Action.EDIT: lambda: its.revise(on("2025-06-20"), title="Khác", reason="", lines=its.lines),
        Action.DISCARD: lambda: its.discard(on("2025-06-20"), reason="Thôi."),
        Action.SEND: lambda: send(its),
        Action.RECEIVE: lambda: its.receive(on("2025-06-23")),
        Action.RETURN: lambda: its.return_(on("2025-06-23"), dossiers={"hs-1"}, reason="Thiếu."),
    }
    if state in POSSIBLE[action]:
        acts[action]()
        return
    with pytest.raises(SubmissionNotPossible):
        acts[action]()
    assert its.state is state
    assert not its.pending_events


def test_every_possible_action_has_a_way_in_the_table() -> None:
    targets = {
        Action.DISCARD: SubmissionState.DISCARDED, Action.SEND: SubmissionState.SENT,
        Action.RECEIVE: SubmissionState.RECEIVED, Action.RETURN: SubmissionState.RETURNED,
    }  # fmt: skip
    for action, target in targets.items():
        for state in POSSIBLE[action]:
            assert target in TRANSITIONS[state]


def test_last_dossier_that_comes_back_ends_the_submission() -> None:
    its = submission()
    send(its)
    its.return_(on("2025-06-23"), dossiers={"hs-1"}, reason="Thiếu B.")
    assert (its.state, its.history[-1].names) == (SubmissionState.SENT, ("Người 1",))
    its.return_(on("2025-06-24"), dossiers={"hs-2"}, reason="Thiếu C.")
    assert (its.state, [line.reason for line in its.lines]) == (SubmissionState.RETURNED, ["Thiếu B.", "Thiếu C."])
    left = [event.left for event in its.pending_events if isinstance(event, SubmissionReturned)]
    assert left == [1, 0]


def test_bundle_tells_nothing_of_a_sealed_decision(dossier: Make) -> None:
    one = dossier()
    one.hold("qd-1")
    assert "qd-1" not in str(state_of(one))


def told(found: list[Stage]) -> list[tuple[str, Standing]]:
    return [(stage.unit, stage.standing) for stage in found]


def gone_up(law: Law, dossier: Make) -> Dossier:
    """Approved by the commune, on its way to the town."""
    one = accepted(law, dossier("TD-CN-CSTDCS", "HTXS"), "2025-06-09")
    one.schedule(on("2025-06-13"), meeting="hop-1")
    one.council_decided(on("2025-06-20"), approved=True, tally=TALLY)
    one.forward(
        on("2025-06-20", "ct"), to_unit="my-hao", to_level=Level.TOWN, letter="05/TTr-UBND", decided_by_level="town",
        submission="tt-5",
    )  # fmt: skip
    return one


def test_way_tells_each_unit_with_days_letters_and_people(law: Law, dossier: Make) -> None:
    one = gone_up(law, dossier)
    below, above = stages(one)
    assert told([below, above]) == [("duong-quang", Standing.PASSED), ("my-hao", Standing.HERE)]
    assert (below.left_letter, below.left_letter_id, below.left_by, below.approved) == (
        "05/TTr-UBND",
        "tt-5",
        "ct",
        True,
    )
    assert (above.letter, above.arrived_on, above.received_on) == ("05/TTr-UBND", on("2025-06-20").on, None)


def test_way_goes_down_and_up_again_when_it_was_sent_back(law: Law, dossier: Make) -> None:
    one = gone_up(law, dossier)
    one.return_(on("2025-06-24", "mh"), reason="Thiếu giấy chứng nhận.")
    assert told(stages(one)) == [
        ("duong-quang", Standing.PASSED), ("my-hao", Standing.SENT_BACK), ("duong-quang", Standing.HERE),
    ]  # fmt: skip
    assert (stages(one)[1].reason, stages(one)[1].left_by, stages(one)[1].days) == ("Thiếu giấy chứng nhận.", "mh", 2)
    assessment = law.assess(one.award, one.facts, received_on=on("2025-06-25").on)
    one.submit(on("2025-06-25"), assessment=assessment)
    one.accept(on("2025-06-25"), assessment=assessment)
    one.forward(on("2025-06-26"), to_unit="my-hao", to_level=Level.TOWN, letter="06/TTr-UBND", decided_by_level="town")
    one.accept(on("2025-06-27"), assessment=assessment)
    *_, last = found = stages(one, ["hung-yen"])
    assert told(found)[2:] == [
        ("duong-quang", Standing.PASSED), ("my-hao", Standing.HERE), ("hung-yen", Standing.AHEAD),
    ]  # fmt: skip
    assert last.days is None


def test_way_ends_where_it_was_decided_and_names_the_decision(law: Law, dossier: Make) -> None:
    one = gone_up(law, dossier)
    one.accept(on("2025-06-23"), assessment=law.assess(one.award, one.facts, received_on=on("2025-06-23").on))
    one.schedule(on("2025-06-23"), meeting="hop-2")
    one.council_decided(on("2025-06-25"), approved=True, tally=TALLY)
    one.decide(on("2025-06-27"), decision="qd-1", number="01/QĐ-UBND")
    *_, last = found = stages(one, ["hung-yen"])
    assert told(found) == [("duong-quang", Standing.PASSED), ("my-hao", Standing.ENDED)]
    assert (last.number, last.decision, last.left_on) == ("01/QĐ-UBND", "qd-1", on("2025-06-27").on)
