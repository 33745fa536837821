"""Plans and their tasks: one subject, a row for the plan and a row for each task."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from services.reporting.projections.row import Row, owner_of
from shared.calendar import add_working_days, is_working_day
from shared.events import Envelope
from shared.events.registration import PlanIssued, PlanTaskAssigned, PlanTaskReported
from shared.record import Record


class PlanRow(Row):
    """Kế hoạch năm. ``applied`` counts the events of its tasks too."""

    collection: ClassVar[str] = "plan_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year"),)

    unit: str = ""
    year: int = 0
    number: str = ""
    title: str = ""
    issued_on: date | None = None


class TaskReport(BaseModel):
    """What a unit has said about a task."""

    model_config = ConfigDict(frozen=True)

    by: str
    on: date
    done: bool
    summary: str


class PlanTaskRow(Record):
    """Nhiệm vụ. A task of several units is done when each has done its part; ``parts_done`` of ``parts`` have.

    ``deadline`` is the due date, moved to the next working day if it is none (Bộ luật Dân sự 2015, Điều 148
    khoản 5). ``year`` is 0 until the plan has been issued.
    """

    collection: ClassVar[str] = "plan_task_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year"), ("leader", "year"), ("plan",))

    plan: str
    task: str
    unit: str = ""
    year: int = 0
    title: str = ""
    leader: str = ""
    helpers: tuple[str, ...] = ()
    each_unit: tuple[str, ...] = ()
    due_on: date | None = None
    deadline: date | None = None
    reports: tuple[TaskReport, ...] = ()
    parts: int = 1
    parts_done: int = 0
    done_on: date | None = None
    late_units: tuple[str, ...] = ()
    """Those whose part was done after the deadline."""

    def late(self, on: date) -> bool:
        """Done after the deadline, or still not done although that day lies after it."""
        return self.deadline is not None and (self.done_on or on) > self.deadline

    @property
    def summary(self) -> str:
        """What was said last."""
        return self.reports[-1].summary if self.reports else ""


def fold(row: PlanRow, event: PlanIssued | PlanTaskAssigned | PlanTaskReported, seen: Envelope[Any]) -> PlanRow:
    """The plan after any event of its subject."""
    changes: dict[str, Any] = {"applied": row.applied + 1, "unit": owner_of(seen.unit)}
    if isinstance(event, PlanIssued):
        changes |= event.model_dump(include={"year", "number", "title", "issued_on"})
    return row.model_copy(update=changes)


def task_id(plan: str, task: str) -> str:
    """The id of a task's row."""
    return f"{plan}|{task}"


def fold_task(row: PlanTaskRow, event: PlanTaskAssigned | PlanTaskReported, plan: PlanRow) -> PlanTaskRow:
    """The task after an event about it; year and unit are the plan's."""
    changes: dict[str, Any] = {"unit": plan.unit, "year": plan.year}
    if isinstance(event, PlanTaskAssigned):
        changes |= event.model_dump(include={"title", "leader", "helpers", "each_unit", "due_on"})
        changes["deadline"] = deadline_of(event.due_on)
    else:
        report = TaskReport(by=event.by, on=event.on, done=event.done, summary=event.summary)
        changes["reports"] = (*row.reports, report)
    return _measured(row.model_copy(update=changes))


def deadline_of(due: date | None) -> date | None:
    """The last day on which a task is in time."""
    return due if due is None or is_working_day(due) else add_working_days(due, 1)


def _measured(row: PlanTaskRow) -> PlanTaskRow:
    """Who has done the part, since when, and who was late with it."""
    responsible = row.each_unit or (row.leader,)
    done: dict[str, date] = {}
    for report in row.reports:
        if not report.done:
            done.pop(report.by, None)
        elif report.by in responsible:
            done.setdefault(report.by, report.on)
    late = tuple(unit for unit, on in done.items() if row.deadline is not None and on > row.deadline)
    return row.model_copy(
        update={
            "parts": len(responsible),
            "parts_done": len(done),
            "done_on": max(done.values()) if len(done) == len(responsible) else None,
            "late_units": late,
        }
    )


def fold_issue(row: PlanTaskRow, plan: PlanRow) -> PlanTaskRow:
    """A task that was assigned before its plan was issued."""
    return row.model_copy(update={"unit": plan.unit, "year": plan.year})
