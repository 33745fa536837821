"""The plan of a unit for a year: drafted, issued once under a number, and reported on task by task."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from services.registration.plans.tasks import Report, Task, TaskDetails
from shared.aggregate import StatefulAggregate
from shared.errors import Conflict, NotFound, RuleBroken
from shared.events import Level
from shared.events.parts import Recipient
from shared.events.registration import PlanIssued, PlanTaskAssigned, PlanTaskReported
from shared.identity import Actor


class PlanState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class PlanExists(Conflict):
    code = "plan.exists"
    title_vi = "Đơn vị {unit} đã có kế hoạch năm {year}."
    title_en = "The unit {unit} already has a plan for {year}."


class AlreadyIssued(Conflict):
    code = "plan.issued"
    title_vi = "Kế hoạch đã ban hành thì không sửa được nữa."
    title_en = "A plan that has been issued cannot be changed."


class NotIssued(Conflict):
    code = "plan.not_issued"
    title_vi = "Kế hoạch chưa ban hành nên chưa báo cáo được."
    title_en = "The plan has not been issued, so nothing can be reported yet."


class WithoutTasks(RuleBroken):
    code = "plan.empty"
    title_vi = "Kế hoạch cần ít nhất một nhiệm vụ trước khi ban hành."
    title_en = "A plan needs at least one task before it is issued."


class TaskTwice(RuleBroken):
    code = "plan.task_twice"
    title_vi = "Hai nhiệm vụ cùng mang số {task}."
    title_en = "Two tasks carry the number {task}."


class ForeignUnit(RuleBroken):
    code = "plan.foreign_unit"
    title_vi = "Nhiệm vụ {task}: {unit} không phải đơn vị thuộc {owner}."
    title_en = "Task {task}: {unit} does not belong to {owner}."


class NoSuchTask(NotFound):
    code = "plan.no_task"
    title_vi = "Kế hoạch không có nhiệm vụ {task}."
    title_en = "The plan has no task {task}."


class NotResponsible(RuleBroken):
    code = "plan.not_responsible"
    title_vi = "Đơn vị {unit} không phải đơn vị báo cáo nhiệm vụ {task}."
    title_en = "The unit {unit} does not report on task {task}."


class OutcomeUnsaid(RuleBroken):
    code = "plan.outcome_unsaid"
    title_vi = "Hãy nói rõ nhiệm vụ {task} đã hoàn thành hay chưa, hoặc nhập số đã đạt được."
    title_en = "Say whether task {task} is done, or give the figure that was reached."


class Channel(StrEnum):
    """How a recipient gets the plan."""

    INBOX = "inbox"
    MAIL = "mail"
    WEB = "web"
    ARCHIVE = "archive"


class LegalBasis(BaseModel):
    """A text on which the plan rests."""

    model_config = ConfigDict(frozen=True)

    citation: str = Field(min_length=1, max_length=500, title="căn cứ")
    number: str = Field(default="", max_length=60, title="số, ký hiệu")
    issued: date | None = Field(default=None, title="ngày ban hành")
    issuer: str = Field(default="", max_length=200, title="nơi ban hành")


class Section(BaseModel):
    """A part of the plan: its number, its heading and what stands before its tasks."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=r"^[0-9A-Za-z]+$", max_length=10, title="số phần")
    title: str = Field(min_length=1, max_length=200, title="tên phần")
    paragraphs: tuple[str, ...] = Field(default=(), max_length=50)


class Distribution(BaseModel):
    """A line of «Nơi nhận»: a name as it is printed, the units behind it, and the channel."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1, max_length=200, title="nơi nhận")
    units: tuple[str, ...] = Field(min_length=1, max_length=200)
    channel: Channel = Channel.INBOX


class PlanContent(BaseModel):
    """What a draft says."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1, max_length=300, title="tên kế hoạch")
    basis: str = Field(default="", max_length=2000, title="câu dẫn căn cứ")
    legal_bases: tuple[LegalBasis, ...] = Field(default=(), max_length=50)
    sections: tuple[Section, ...] = Field(default=(), max_length=20)
    tasks: tuple[TaskDetails, ...] = Field(default=(), max_length=200)
    recipients: tuple[Distribution, ...] = Field(default=(), max_length=50)


class Plan(StatefulAggregate[PlanState]):
    """Kế hoạch công tác thi đua, khen thưởng."""

    kind: ClassVar[str] = "plan"
    collection: ClassVar[str] = "plans"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("!", "unit", "year"),)
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {PlanState.DRAFT: (PlanState.ISSUED,), PlanState.ISSUED: ()}

    state: PlanState = PlanState.DRAFT
    year: int
    title: str
    basis: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    recipients: tuple[Distribution, ...] = ()
    number: str = ""
    issued_on: date | None = None
    signer: str = ""
    signer_name: str = ""

    @classmethod
    def draft(cls, content: PlanContent, *, year: int, unit: str, level: Level) -> Plan:
        """A plan that nobody has signed yet."""
        plan = cls(unit=unit, level=level, year=year, title=content.title)
        plan.revise(content)
        return plan

    def revise(self, content: PlanContent) -> None:
        """Replace what the draft says; raises AlreadyIssued and TaskTwice."""
        self.require(self.state is PlanState.DRAFT, AlreadyIssued())
        codes = [task.code for task in content.tasks]
        for code in codes:
            self.require(codes.count(code) == 1, TaskTwice(task=code))
        self.title, self.basis = content.title, content.basis
        self.legal_bases, self.sections, self.recipients = content.legal_bases, content.sections, content.recipients
        self.tasks = tuple(Task(**task.model_dump()) for task in content.tasks)

    def issue(self, *, number: str, by: Actor, on: date) -> None:
        """Sign it: from now on it says what it says, and every task is somebody's."""
        self.move(PlanState.ISSUED)
        self.require(bool(self.tasks), WithoutTasks())
        self.number, self.issued_on = number, on
        self.signer, self.signer_name = by.subject, by.name
        self.record(
            PlanIssued(
                plan=self.id,
                year=self.year,
                number=number,
                title=self.title,
                unit=self.unit,
                issued_on=on,
                recipients=self.distribution(),
                tasks=len(self.tasks),
            )
        )
        for task in self.tasks:
            self.record(
                PlanTaskAssigned(
                    plan=self.id,
                    task=task.code,
                    title=task.title,
                    leader=task.leader,
                    helpers=tuple(dict.fromkeys((*task.helpers, *task.each_unit))),
                    each_unit=task.each_unit,
                    due_on=task.due_on,
                )
            )

    def report(
        self, code: str, *, unit: str, done: bool | None, summary: str, value: int | None, by: Actor, on: date
    ) -> None:
        """Say how a unit's task stands; without ``done`` the value decides against the target."""
        self.require(self.state is PlanState.ISSUED, NotIssued())
        task = self.task(code)
        self.require(unit in task.responsible, NotResponsible(unit=unit, task=code))
        outcome = done if done is not None else _reached(task, value)
        report = Report(unit=unit, on=on, done=outcome, summary=summary, value=value, by=by.subject, by_name=by.name)
        self.tasks = tuple(
            one.model_copy(update={"reports": (*one.reports, report)}) if one.code == code else one
            for one in self.tasks
        )
        self.record(PlanTaskReported(plan=self.id, task=code, by=unit, on=on, done=outcome, summary=summary))

    def task(self, code: str) -> Task:
        """The task with that number; raises NoSuchTask."""
        for task in self.tasks:
            if task.code == code:
                return task
        raise NoSuchTask(task=code)

    def distribution(self) -> tuple[Recipient, ...]:
        """Where the plan goes: each unit once, by the first line that names it."""
        found: dict[str, Recipient] = {}
        for line in self.recipients:
            for unit in line.units:
                found.setdefault(unit, Recipient(unit=unit, name=line.name, channel=line.channel.value))
        return tuple(found.values())

    @property
    def units(self) -> set[str]:
        """Every unit the plan names."""
        return {self.unit, *(unit for task in self.tasks for unit in task.units)} | {
            unit for line in self.recipients for unit in line.units
        }


def _reached(task: Task, value: int | None) -> bool:
    if value is None or task.indicator is None:
        raise OutcomeUnsaid(task=task.code)
    return value >= (1 if task.each_unit else task.indicator.target)
