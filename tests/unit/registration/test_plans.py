"""The plan of the year: drafted, issued once, reported on task by task."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.registration.plans.model import (
    AlreadyIssued,
    Distribution,
    NoSuchTask,
    NotIssued,
    NotResponsible,
    OutcomeUnsaid,
    Plan,
    PlanContent,
    PlanState,
    TaskTwice,
    WithoutTasks,
)
from services.registration.plans.tasks import Indicator, Standing, Task, TaskDetails, is_overdue
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.registration import PlanIssued, PlanTaskAssigned, PlanTaskReported
from tests.unit.registration.people import HEAD, SIGNER

DAY = date(2025, 1, 6)
OFFICE, FRONT, WOMEN = "duong-quang.van-phong", "duong-quang.mat-tran", "duong-quang.hoi-phu-nu"


def task(code: str = "II.2", **more: Any) -> TaskDetails:
    return TaskDetails(
        **{"code": code, "title": f"Nhiệm vụ {code}", "leader": OFFICE, "due_on": date(2025, 3, 14)} | more
    )


def draft(*tasks: TaskDetails, **more: Any) -> Plan:
    content = PlanContent(title="Kế hoạch năm 2025", tasks=tasks, **more)
    return Plan.draft(content, year=2025, unit="duong-quang", level=Level.COMMUNE)


def issued(*tasks: TaskDetails, **more: Any) -> Plan:
    plan = draft(*tasks, **more)
    plan.issue(number="01/KH-UBND", by=SIGNER, on=DAY)
    plan.take_events()
    return plan


def say(plan: Plan, unit: str = OFFICE, code: str = "II.2", done: bool | None = True, value: int | None = None) -> None:
    plan.report(code, unit=unit, done=done, summary="Đã làm.", value=value, by=HEAD, on=DAY)


def test_issuing_tells_of_the_plan_and_of_every_task() -> None:
    plan = draft(task(), task("III.3", each_unit=(FRONT, WOMEN), helpers=(FRONT,)))
    plan.issue(number="01/KH-UBND", by=SIGNER, on=DAY)
    first, *assigned = plan.take_events()
    assert isinstance(first, PlanIssued)
    assert (first.number, first.tasks, plan.signer_name) == ("01/KH-UBND", 2, SIGNER.name)
    assert [(one.task, one.helpers, one.each_unit) for one in assigned if isinstance(one, PlanTaskAssigned)] == [
        ("II.2", (), ()),
        ("III.3", (FRONT, WOMEN), (FRONT, WOMEN)),
    ]


def test_each_recipient_gets_the_plan_once() -> None:
    lines = (
        Distribution(name="UBND thị xã", units=("my-hao",)),
        Distribution(name="Các ngành", units=(FRONT, "my-hao", WOMEN)),
    )
    assert [(one.unit, one.name) for one in draft(recipients=lines).distribution()] == [
        ("my-hao", "UBND thị xã"),
        (FRONT, "Các ngành"),
        (WOMEN, "Các ngành"),
    ]


def test_transition_table_is_complete() -> None:
    assert set(Plan.transitions) == set(PlanState)
    assert {source: set(targets) for source, targets in Plan.transitions.items()} == {
        "draft": {"issued"},
        "issued": set(),
    }


def test_plan_is_issued_once_and_never_empty() -> None:
    with pytest.raises(WithoutTasks):
        draft().issue(number="01/KH-UBND", by=SIGNER, on=DAY)
    with pytest.raises(IllegalTransition):
        issued(task()).issue(number="02/KH-UBND", by=SIGNER, on=DAY)


def test_draft_can_be_rewritten_and_an_issued_plan_cannot() -> None:
    plan = draft(task())
    plan.revise(PlanContent(title="Tên khác", tasks=(task("I.1"),)))
    assert (plan.title, [one.code for one in plan.tasks]) == ("Tên khác", ["I.1"])
    with pytest.raises(AlreadyIssued):
        issued(task()).revise(PlanContent(title="Tên khác"))


def test_two_tasks_cannot_carry_one_number() -> None:
    with pytest.raises(TaskTwice):
        draft(task(), task())


def test_report_is_kept_and_told() -> None:
    plan = issued(task())
    say(plan)
    assert plan.task("II.2").done_by(OFFICE)
    assert plan.take_events() == (
        PlanTaskReported(plan=plan.id, task="II.2", by=OFFICE, on=DAY, done=True, summary="Đã làm."),
    )


def test_report_on_a_draft_by_a_stranger_or_on_no_task_is_refused() -> None:
    with pytest.raises(NotIssued):
        say(draft(task()))
    with pytest.raises(NotResponsible):
        say(issued(task()), unit=FRONT)
    with pytest.raises(NotResponsible):
        say(issued(task(each_unit=(FRONT,))), unit=OFFICE)
    with pytest.raises(NoSuchTask):
        say(issued(task()), code="IX.1")


@pytest.mark.parametrize(("value", "done"), [(23, False), (24, True), (0, False)])
def test_value_decides_against_the_target(value: int, done: bool) -> None:
    plan = issued(task(indicator=Indicator(name="Tin", unit="tin", target=24)))
    say(plan, done=None, value=value)
    assert plan.task("II.2").done_by(OFFICE) is done


def test_what_was_said_counts_more_than_the_value() -> None:
    plan = issued(task(indicator=Indicator(name="Tin", unit="tin", target=24)))
    say(plan, done=True, value=20)
    assert plan.task("II.2").done_by(OFFICE)


def test_outcome_must_be_said_where_no_figure_can_tell() -> None:
    with pytest.raises(OutcomeUnsaid):
        say(issued(task()), done=None, value=3)
    with pytest.raises(OutcomeUnsaid):
        say(issued(task(indicator=Indicator(name="Tin", unit="tin", target=24))), done=None)


def test_task_of_many_is_done_when_each_has_done_it() -> None:
    plan = issued(task(each_unit=(FRONT, WOMEN), indicator=Indicator(name="Đơn vị", unit="đơn vị", target=2)))
    say(plan, unit=FRONT, done=None, value=1)
    assert (plan.task("II.2").missing, plan.task("II.2").standing(DAY)) == ((WOMEN,), Standing.UNDER_WAY)
    say(plan, unit=WOMEN, done=None, value=1)
    assert plan.task("II.2").standing(DAY) is Standing.DONE


def test_last_report_counts() -> None:
    plan = issued(task())
    say(plan, done=True)
    say(plan, done=False)
    assert plan.task("II.2").standing(DAY) is Standing.UNDER_WAY


@pytest.mark.parametrize(
    ("reports", "today", "standing"),
    [
        ([], "2025-03-14", Standing.UNREPORTED),
        ([], "2025-03-15", Standing.OVERDUE),
        ([False], "2025-03-14", Standing.UNDER_WAY),
        ([False], "2025-03-17", Standing.OVERDUE),
        ([False, True], "2025-12-31", Standing.DONE),
    ],
)
def test_standing_of_a_task_on_a_day(reports: list[bool], today: str, standing: Standing) -> None:
    plan = issued(task())
    for done in reports:
        say(plan, done=done)
    day = date.fromisoformat(today)
    assert plan.task("II.2").standing(day) is plan.task("II.2").standing_of(OFFICE, day) is standing


@pytest.mark.parametrize(
    ("due", "today", "overdue"),
    [
        (None, "2025-12-31", False),
        ("2025-03-14", "2025-03-14", False),
        ("2025-03-14", "2025-03-15", True),
        # a Saturday runs to the Monday after
        ("2025-03-15", "2025-03-17", False),
        ("2025-03-15", "2025-03-18", True),
        # 30 April and 1 May are holidays: a day before the long weekend ends with the next working day
        ("2025-04-30", "2025-05-02", False),
        ("2025-04-30", "2025-05-06", True),
    ],
)
def test_day_that_is_no_working_day_runs_to_the_next(due: str | None, today: str, overdue: bool) -> None:
    assert is_overdue(date.fromisoformat(due) if due else None, date.fromisoformat(today)) is overdue


def test_section_of_a_task_is_the_number_before_the_dot() -> None:
    assert [Task(**task(code).model_dump()).section for code in ("II.3", "III.1", "IV")] == ["II", "III", "IV"]
