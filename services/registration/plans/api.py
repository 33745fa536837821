"""Plans over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registration.listing import After, Limit
from services.registration.plans import commands, queries
from services.registration.plans.model import (
    AlreadyIssued,
    Distribution,
    ForeignUnit,
    LegalBasis,
    NoSuchTask,
    NotIssued,
    NotResponsible,
    OutcomeUnsaid,
    Plan,
    PlanContent,
    PlanExists,
    PlanState,
    Section,
    TaskTwice,
    WithoutTasks,
)
from services.registration.plans.tasks import Indicator, Standing, Task, TaskDetails
from services.registration.units.model import CODE, UnknownUnit
from shared.errors import IllegalTransition, NotFound, Stale
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/plans", tags=["plans"])
PlanId = Annotated[str, Path(max_length=80, examples=["0198c0de-0000-7000-8000-000000000001"])]
TaskCode = Annotated[str, Path(max_length=20, examples=["II.2"])]

TASK: JsonDict = {
    "code": "II.2",
    "title": "Đăng ký nội dung, tiêu chí thi đua với thị xã",
    "leader": "duong-quang.van-phong",
    "helpers": ["duong-quang.hoi-dong"],
    "each_unit": [],
    "due_on": "2025-03-14",
    "period": "once",
    "indicator": {"name": "Bản đăng ký được thị xã chấp thuận", "unit": "bản", "target": 1},
}
CONTENT: JsonDict = {
    "title": "Kế hoạch công tác thi đua, khen thưởng năm 2025",
    "legal_bases": [{"citation": "Luật Thi đua, khen thưởng năm 2022", "number": "06/2022/QH15"}],
    "sections": [{"code": "II", "title": "Nội dung", "paragraphs": []}],
    "tasks": [TASK],
    "recipients": [{"name": "UBND thị xã", "units": ["my-hao"], "channel": "inbox"}],
}
ROW: JsonDict = {
    "id": "0198c0de-0000-7000-8000-000000000001",
    "unit": "duong-quang",
    "year": 2025,
    "state": "issued",
    "title": "Kế hoạch công tác thi đua, khen thưởng năm 2025",
    "number": "01/KH-UBND",
    "issued_on": "2025-01-06",
}
REPORT: JsonDict = {
    "unit": "duong-quang.van-phong",
    "done": True,
    "value": 1,
    "summary": "Thị xã đã chấp thuận bản đăng ký.",
}


class NewIndicator(Indicator, Input):
    """What is counted."""


class NewTask(TaskDetails, Input):
    """A task of a draft."""

    indicator: NewIndicator | None = None


class NewBasis(LegalBasis, Input):
    """A legal basis of a draft."""


class NewSection(Section, Input):
    """A section of a draft."""


class NewDistribution(Distribution, Input):
    """A line of recipients of a draft."""


class Content(PlanContent, Input):
    """What a draft is to say."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENT]})

    legal_bases: tuple[NewBasis, ...] = Field(default=(), max_length=50)
    sections: tuple[NewSection, ...] = Field(default=(), max_length=20)
    tasks: tuple[NewTask, ...] = Field(default=(), max_length=200)
    recipients: tuple[NewDistribution, ...] = Field(default=(), max_length=50)


class NewPlan(Content):
    """A plan to begin."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENT | {"unit": "duong-quang", "year": 2025}]})

    unit: str = Field(pattern=CODE, max_length=80)
    year: int = Field(ge=2000, le=2100)


class NewReport(Input):
    """How a unit's task stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPORT]})

    unit: str = Field(max_length=80, description="The unit that reports: the leader, or one of `each_unit`.")
    done: bool | None = Field(default=None, description="Left out: the value decides against the target.")
    summary: str = Field(min_length=1, max_length=2000)
    value: int | None = Field(default=None, ge=0, le=1_000_000_000, description="What the indicator has reached.")


class TaskView(Task):
    """A task with its reports and how it stands today."""

    model_config = ConfigDict(json_schema_extra={"examples": [TASK | {"reports": [], "standing": "unreported"}]})

    standing_today: Standing = Field(serialization_alias="standing")
    missing_units: list[str] = Field(description="Units whose part is not done.")

    @classmethod
    def on(cls, task: Task, today: date) -> TaskView:
        """The view of a task on a day."""
        return cls(**task.model_dump(), standing_today=task.standing(today), missing_units=list(task.missing))


class PlanView(BaseModel):
    """A plan as it is now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                CONTENT
                | {"id": "0198c0de-0000-7000-8000-000000000001", "unit": "duong-quang", "year": 2025, "version": 2}
                | {"state": "issued", "number": "01/KH-UBND", "issued_on": "2025-01-06", "basis": ""}
                | {"signer_name": "Trần Đức Bính"}
            ]
        }
    )

    id: str
    unit: str
    year: int
    state: PlanState
    title: str
    number: str
    issued_on: date | None
    signer_name: str
    basis: str
    legal_bases: list[LegalBasis]
    sections: list[Section]
    tasks: list[Task]
    recipients: list[Distribution]
    version: int

    @classmethod
    def of(cls, plan: Plan) -> PlanView:
        """The view of a plan."""
        return cls(**plan.model_dump(include=set(cls.model_fields)))


class PlanRow(BaseModel):
    """A plan in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [ROW]})

    id: str
    unit: str
    year: int
    state: PlanState
    title: str
    number: str
    issued_on: date | None


class PlanList(BaseModel):
    """A page of plans; ``after`` is the cursor of the next."""

    items: list[PlanRow]
    after: str | None


class TaskList(BaseModel):
    """The tasks of a plan and how they stand today."""

    items: list[TaskView]


@router.post(
    "",
    status_code=201,
    response_model=PlanView,
    summary="Draft a plan",
    responses=problems(PlanExists, UnknownUnit, ForeignUnit, TaskTwice),
)
async def draft(plan: NewPlan, work: Work) -> PlanView | Response:
    """Begins the plan of a unit for a year. Officer or signer of that unit."""
    return await work.do(commands.draft, view=PlanView.of, unit=plan.unit, year=plan.year, content=plan)


@router.get("", summary="List plans", responses=problems())
async def listed(
    work: Work,
    unit: Annotated[str | None, Query(pattern=CODE)] = None,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    after: After = None,
    limit: Limit = 50,
) -> PlanList:
    """Issued plans of the units above, at and below the own offices, and the drafts one works on."""
    page = await queries.listed(work.reads, actor=work.actor, unit=unit, year=year, after=after, limit=limit)
    rows = [PlanRow(**plan.model_dump(include=set(PlanRow.model_fields))) for plan in page.items]
    return PlanList(items=rows, after=page.after)


@router.get("/{plan_id}", summary="Read a plan", responses=problems(NotFound))
async def read(plan_id: PlanId, work: Work, response: Response) -> PlanView:
    """One plan with its reports; the ETag is its version."""
    plan = await queries.get(work.reads, plan_id, actor=work.actor)
    response.headers["ETag"] = f'"{plan.version}"'
    return PlanView.of(plan)


@router.get("/{plan_id}/tasks", summary="Read how the tasks stand", responses=problems(NotFound))
async def tasks(plan_id: PlanId, work: Work) -> TaskList:
    """Every task with its standing today, by working days."""
    plan = await queries.get(work.reads, plan_id, actor=work.actor)
    return TaskList(items=[TaskView.on(task, work.clock.today()) for task in plan.tasks])


@router.put(
    "/{plan_id}",
    response_model=PlanView,
    summary="Rewrite a draft",
    responses=problems(NotFound, AlreadyIssued, UnknownUnit, ForeignUnit, TaskTwice, Stale),
)
async def revise(plan_id: PlanId, content: Content, work: Work) -> PlanView | Response:
    """Replaces what the draft says."""
    return await work.do(commands.revise, view=PlanView.of, plan_id=plan_id, content=content)


@router.post(
    "/{plan_id}/issuance",
    response_model=PlanView,
    summary="Issue a plan",
    responses=problems(NotFound, IllegalTransition, WithoutTasks, Stale),
)
async def issue(plan_id: PlanId, work: Work) -> PlanView | Response:
    """Signs the plan: it gets the next number of the year and goes to its recipients. Signer of the unit."""
    return await work.do(commands.issue, view=PlanView.of, plan_id=plan_id)


@router.post(
    "/{plan_id}/tasks/{task}/reports",
    status_code=201,
    response_model=PlanView,
    summary="Report on a task",
    responses=problems(NotFound, NoSuchTask, NotIssued, NotResponsible, OutcomeUnsaid, Stale),
)
async def report(plan_id: PlanId, task: TaskCode, body: NewReport, work: Work) -> PlanView | Response:
    """Head or officer of the unit that has the task, or the officer of the plan's unit."""
    return await work.do(
        commands.report,
        view=PlanView.of,
        plan_id=plan_id,
        task=task,
        unit=body.unit,
        done=body.done,
        summary=body.summary,
        value=body.value,
    )
