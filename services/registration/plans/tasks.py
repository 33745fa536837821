"""A task of a plan: who has it, by when, what was reported, and how it stands on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from shared.calendar import add_working_days, is_working_day


class Period(StrEnum):
    """How often those who have the task report."""

    ONCE = "once"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ALL_YEAR = "all_year"


class Standing(StrEnum):
    """How a task, or one unit's part in it, stands on a day."""

    UNREPORTED = "unreported"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    DONE = "done"


class Indicator(BaseModel):
    """What is counted, and how much of it the plan wants."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1, max_length=200, title="chỉ tiêu")
    unit: str = Field(min_length=1, max_length=40, title="đơn vị tính")
    target: int = Field(ge=0, le=1_000_000_000, title="mức phải đạt")


class TaskDetails(BaseModel):
    """A task as the plan words it."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=r"^[0-9A-Za-z]+(\.[0-9A-Za-z]+)*$", max_length=20, title="số thứ tự")
    title: str = Field(min_length=1, max_length=300, title="tên nhiệm vụ")
    text: str = Field(default="", max_length=5000, title="nội dung")
    leader: str = Field(min_length=1, max_length=80, title="đơn vị chủ trì")
    helpers: tuple[str, ...] = Field(default=(), max_length=50, title="đơn vị phối hợp")
    each_unit: tuple[str, ...] = Field(
        default=(), max_length=100, title="từng đơn vị tự làm", description="Each of these does the task and reports."
    )
    due_on: date | None = Field(default=None, title="thời hạn")
    period: Period = Period.ONCE
    indicator: Indicator | None = None


class Report(BaseModel):
    """What a unit has said about its task. ``value`` is what the indicator has reached so far."""

    model_config = ConfigDict(frozen=True)

    unit: str
    on: date
    done: bool
    summary: str
    value: int | None = None
    by: str
    by_name: str


class Task(TaskDetails):
    """A task with everything that was reported on it, oldest first."""

    reports: tuple[Report, ...] = ()

    @property
    def section(self) -> str:
        """The code of the section it stands in: «II» for «II.3»."""
        return self.code.partition(".")[0]

    @property
    def responsible(self) -> tuple[str, ...]:
        """The units that must report: each unit by itself, or the one that leads."""
        return self.each_unit or (self.leader,)

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that has a part in it."""
        return (self.leader, *self.helpers, *self.each_unit)

    def last(self, unit: str) -> Report | None:
        """What a unit reported last."""
        return next((report for report in reversed(self.reports) if report.unit == unit), None)

    def done_by(self, unit: str) -> bool:
        """Whether a unit has reported its part as done."""
        report = self.last(unit)
        return report is not None and report.done

    @property
    def missing(self) -> tuple[str, ...]:
        """The units whose part is not done."""
        return tuple(unit for unit in self.responsible if not self.done_by(unit))

    def standing(self, today: date) -> Standing:
        """How the whole task stands."""
        if not self.missing:
            return Standing.DONE
        if is_overdue(self.due_on, today):
            return Standing.OVERDUE
        return Standing.UNDER_WAY if self.reports else Standing.UNREPORTED

    def standing_of(self, unit: str, today: date) -> Standing:
        """How one unit's part in it stands."""
        if self.done_by(unit):
            return Standing.DONE
        if is_overdue(self.due_on, today):
            return Standing.OVERDUE
        return Standing.UNDER_WAY if self.last(unit) else Standing.UNREPORTED


def is_overdue(due: date | None, today: date) -> bool:
    """Whether a day has passed; one that is no working day runs to the next (Bộ luật Dân sự 2015, Điều 148 khoản 5)."""
    if due is None:
        return False
    return today > (due if is_working_day(due) else add_working_days(due, 1))
