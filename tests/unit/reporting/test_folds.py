"""Rows folded from events: what they say, and that the order of hearing does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.projections import (
    awards,
    bulletins,
    decisions,
    dossiers,
    meetings,
    notices,
    plans,
    registrations,
)
from services.reporting.projections.dossiers import DossierRow, DossierState
from services.reporting.projections.plans import PlanRow, PlanTaskRow
from services.reporting.projections.registrations import RegistrationState
from services.reporting.projections.row import Row
from shared.events import Envelope
from shared.events.nomination import AwardGranted
from shared.record import Record
from tests.unit.reporting.story import Story, small_year


def told(envelopes: Sequence[Envelope[Any]], kind: str, id_: str) -> list[Envelope[Any]]:
    return [one for one in envelopes if one.subject == f"{kind}/{id_}"]


def dossier_of(envelopes: Sequence[Envelope[Any]], id_: str) -> DossierRow:
    row = DossierRow(id=id_)
    for one in envelopes:
        if one.subject == f"dossier/{id_}":
            row = dossiers.fold(row, one.data, one)
        elif isinstance(one.data, AwardGranted) and one.data.dossier == id_:
            row = dossiers.granted(row, one.data, one)
    return row


def test_awarded_dossier_knows_its_decision_and_how_long_each_step_took() -> None:
    row = dossier_of(small_year().envelopes, "hs-2")
    assert row.state is DossierState.DECIDED
    assert (row.first_on, row.received_on, row.granted_on) == (date(2025, 4, 2), date(2025, 4, 8), date(2025, 4, 16))
    assert [step.what for step in row.steps] == ["submitted", "returned", "submitted", "accepted", "approved"]
    assert [(span.state, span.days) for span in row.spans] == [
        ("submitted", 1), ("returned", 3), ("submitted", 2), ("accepted", 7), ("approved", 1),
    ]  # fmt: skip
    assert (row.bonus, row.granted_by, row.applied) == (710_000, "duong-quang", 5)


def test_forwarded_dossier_is_in_hand_above_and_keeps_its_origin() -> None:
    row = dossier_of(small_year().envelopes, "hs-5")
    assert (row.state, row.unit, row.origin_unit, row.forwarded) == ("forwarded", "my-hao", "duong-quang", True)


def test_withdrawn_and_returned_dossiers_keep_the_reason() -> None:
    envelopes = small_year().envelopes
    assert dossier_of(envelopes, "hs-7").steps[-1].reason == "Chuyển công tác."
    assert dossier_of(envelopes, "hs-8").state is DossierState.RETURNED


def test_award_counts_the_days_since_the_achievement() -> None:
    (seen,) = told(small_year().envelopes, "award", "kt-hs-1")
    row = awards.fold(awards.AwardRow(id="kt-hs-1"), seen.data, seen)
    assert (row.days, row.words, row.level, row.applied) == (18, "luu van uoc", "commune", 1)


def test_award_without_a_day_of_achievement_has_no_days() -> None:
    (seen,) = told(small_year().envelopes, "award", "kt-hs-1")
    row = awards.fold(awards.AwardRow(id="x"), seen.data.model_copy(update={"achieved_on": None}), seen)
    assert row.days is None


def tasks_of(story: Story) -> dict[str, PlanTaskRow]:
    plan = PlanRow(id="kh-duong-quang")
    rows: dict[str, PlanTaskRow] = {}
    for seen in told(story.envelopes, "plan", "kh-duong-quang"):
        plan = plans.fold(plan, seen.data, seen)
        if task := getattr(seen.data, "task", ""):
            row = rows.get(task) or PlanTaskRow(id=plans.task_id(plan.id, task), plan=plan.id, task=task)
            rows[task] = plans.fold_task(row, seen.data, plan)
    assert plan.applied == 7
    return rows


def test_task_of_several_units_is_done_with_the_last_of_them() -> None:
    task = tasks_of(small_year())["III.3"]
    assert (task.parts, task.parts_done, task.done_on) == (2, 2, date(2025, 3, 7))
    assert task.late_units == ("duong-quang.mat-tran",)
    assert task.late(date(2025, 12, 31))


def test_task_is_late_only_after_its_last_day() -> None:
    tasks = tasks_of(small_year())
    assert not tasks["II.2"].late(date(2025, 12, 31))
    assert not tasks["II.8"].late(date(2025, 12, 26))
    assert tasks["II.8"].late(date(2025, 12, 27))


def test_due_date_on_a_sunday_runs_to_monday() -> None:
    assert plans.deadline_of(date(2025, 3, 16)) == date(2025, 3, 17)


def test_registration_remembers_how_often_it_came_back() -> None:
    row = registrations.RegistrationRow(id="dk-1")
    for seen in told(small_year().envelopes, "registration", "dk-1"):
        row = registrations.fold(row, seen.data, seen)
    assert (row.state, row.returned, row.applied) == (RegistrationState.APPROVED, 1, 4)
    assert row.approved_on == date(2025, 2, 27)


def test_meeting_keeps_how_many_sat_but_not_who() -> None:
    row = meetings.MeetingRow(id="hop-hs-1")
    for seen in told(small_year().envelopes, "meeting", "hop-hs-1"):
        row = meetings.fold(row, seen.data, seen)
    assert (row.present, row.members, row.dossiers, row.applied) == (8, 9, ("hs-1",), 2)
    assert "a" not in row.model_dump_json(exclude={"id", "dossiers"}).split('"')


def test_notices_are_counted_without_the_person() -> None:
    row = notices.NoticeCount(id="x")
    for seen in told(small_year().envelopes, "notice", "tb-hs-1"):
        row = notices.fold(row, seen.data, seen)
    assert (row.delivered, row.acknowledged, row.failed, row.applied) == (1, 1, 0, 2)
    assert "dq-thon-2-01" not in row.model_dump_json()


def test_decision_and_bulletin_stand_in_their_rows() -> None:
    envelopes = small_year().envelopes
    (issued,) = told(envelopes, "decision", "qd-hs-1")
    (aired,) = told(envelopes, "bulletin", "bt-hs-1")
    decision = decisions.fold(decisions.DecisionRow(id="qd-hs-1"), issued.data, issued)
    bulletin = bulletins.fold(bulletins.BulletinRow(id="bt-hs-1"), aired.data, aired)
    assert (decision.lines, decision.total_bonus, decision.applied) == (1, 710_000, 1)
    assert (bulletin.decision, bulletin.seconds, bulletin.applied) == ("qd-hs-1", 95, 1)


def rows_after(envelopes: Sequence[Envelope[Any]]) -> dict[str, Record]:
    """All rows in memory: each event handed over as the inbox would."""
    rows: dict[str, Any] = {}

    def row(cls: type[Row], id_: str) -> Any:
        return rows.get(f"{cls.__name__}/{id_}") or cls(id=id_)

    def put(one: Record) -> None:
        rows[f"{type(one).__name__}/{one.id}"] = one

    for seen in envelopes:
        kind, _, id_ = seen.subject.partition("/")
        if kind == "dossier":
            put(dossiers.fold(row(DossierRow, id_), seen.data, seen))
        elif kind == "award":
            put(awards.fold(row(awards.AwardRow, id_), seen.data, seen))
            put(dossiers.granted(row(DossierRow, seen.data.dossier), seen.data, seen))
        elif kind == "notice":
            put(notices.fold(row(notices.NoticeCount, notices.count_id(seen.data, seen)), seen.data, seen))
            put(notices.counted(row(notices.NoticeTrace, seen.correlationid), seen.data))
    return rows


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_subjects_may_be_heard_in_any_order_among_each_other(order: Any) -> None:
    envelopes = small_year().envelopes
    slots = [one.subject for one in envelopes]
    order.shuffle(slots)
    queues = {subject: iter([one for one in envelopes if one.subject == subject]) for subject in slots}
    shuffled = [next(queues[subject]) for subject in slots]
    assert rows_after(shuffled) == rows_after(envelopes)


def test_applied_counts_the_events_of_the_subject() -> None:
    envelopes = small_year().envelopes
    spoken = Counter(one.subject for one in envelopes)
    for key, row in rows_after(envelopes).items():
        kind, _, id_ = key.partition("/")
        if kind in {"DossierRow", "AwardRow"}:
            assert isinstance(row, Row)
            assert row.applied == spoken[f"{kind.removesuffix('Row').lower()}/{id_}"]
