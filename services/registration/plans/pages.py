"""A plan on screen and on paper, and the form in which a unit reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.registration import access, tones
from services.registration.pages import PAGES
from services.registration.plans import commands, queries
from services.registration.plans.model import NotResponsible, Plan, PlanState
from services.registration.plans.tasks import Task
from services.registration.refusals import refused
from services.registration.units import queries as units
from services.registration.units.model import Unit
from shared.errors import RuleBroken
from shared.identity import Actor
from shared.service import Work
from shared.web.filters import ngay, so
from shared.web.forms import FormErrors, FormState, Whole, form
from shared.web.parts import Moment

router = APIRouter(prefix="/plans", include_in_schema=False)


class ReportForm(BaseModel):
    """What a unit says about its task."""

    unit: str = Field(title="đơn vị báo cáo", max_length=80)
    done: bool = Field(title="tình hình thực hiện")
    value: Whole | None = Field(default=None, ge=0, le=1_000_000_000, title="kết quả đạt được")
    summary: str = Field(title="kết quả thực hiện", min_length=10, max_length=2000)


@router.get("/{plan_id}")
async def show(plan_id: str, request: Request, work: Work) -> HTMLResponse:
    """The plan as a document, with how its tasks stand today."""
    plan = await queries.get(work.reads, plan_id, actor=work.actor)
    owner = await units.get(work.reads, plan.unit)
    names = await units.names(work.reads, plan.units)
    return PAGES.render(
        request,
        "plans/show.html",
        plan=plan,
        owner=owner,
        place=place_of(owner),
        today=work.clock.today(),
        facts={task.code: _facts(task, names) for task in plan.tasks},
        moments={task.code: _moments(task, names) for task in plan.tasks},
        tone=tones.STANDING,
        sections=sections(plan),
        reporting={task.code: reporters(task, plan, work.actor) for task in plan.tasks},
        may_issue=plan.state is PlanState.DRAFT and access.issues_plans_of(plan.unit)(work.actor),
    )


@router.post("/{plan_id}/issuance")
async def issue(plan_id: str, work: Work) -> Response:
    """Sign the plan."""
    plan = await work.run(commands.issue, plan_id=plan_id)
    sentence = f"Đã ban hành kế hoạch số {plan.number}. Nơi nhận được báo ngay."
    return PAGES.see_other(f"/registration/plans/{plan.id}", sentence)


@router.get("/{plan_id}/tasks/{code}/report")
async def report_form(
    plan_id: str, code: str, request: Request, work: Work, unit: Annotated[str, Query(max_length=80)] = ""
) -> HTMLResponse:
    """The empty form."""
    return await _report_page(request, work, plan_id, code, FormState({"unit": unit}))


@router.post("/{plan_id}/tasks/{code}/report")
async def report(plan_id: str, code: str, request: Request, work: Work) -> Response:
    """Take the report."""
    sent = await form(request, ReportForm)
    if isinstance(sent, FormErrors):
        return await _report_page(request, work, plan_id, code, sent, status=422)
    try:
        plan = await work.run(commands.report, plan_id=plan_id, task=code, **sent.model_dump())
    except RuleBroken as error:
        return await _report_page(request, work, plan_id, code, refused(sent, error), status=422)
    return PAGES.see_other(f"/registration/plans/{plan.id}", f"Đã ghi báo cáo nhiệm vụ {code}.")


async def _report_page(
    request: Request, work: Work, plan_id: str, code: str, state: FormState, *, status: int = 200
) -> HTMLResponse:
    plan = await queries.get(work.reads, plan_id, actor=work.actor)
    task = plan.task(code)
    mine = reporters(task, plan, work.actor)
    if not mine:
        raise NotResponsible(unit=work.actor.unit_name or "của bạn", task=code)
    names = await units.names(work.reads, [*mine, task.leader])
    return PAGES.render(
        request,
        "plans/report.html",
        status=status,
        plan=plan,
        task=task,
        units=[(unit, names[unit]) for unit in mine],
        leader=names[task.leader],
        form=state,
    )


def _facts(task: Task, names: dict[str, str]) -> list[tuple[str, object]]:
    """Who does a task, by when, and what is counted."""
    rows: list[tuple[str, object]] = [("Chủ trì", names[task.leader])]
    if task.helpers:
        rows.append(("Phối hợp", "; ".join(names[unit] for unit in task.helpers)))
    if task.each_unit:
        rows.append(("Từng đơn vị thực hiện", "; ".join(names[unit] for unit in task.each_unit)))
    if task.due_on:
        rows.append(("Thời hạn", f"{ngay(task.due_on)} ({PAGES.labels.name(task.period).lower()})"))
    if task.indicator:
        rows.append(("Chỉ tiêu", f"{task.indicator.name}: {so(task.indicator.target)} {task.indicator.unit}"))
    if task.reports and len(task.responsible) > 1:
        missing = "; ".join(names[unit] for unit in task.missing)
        rows.append(("Chưa hoàn thành", missing or "không còn đơn vị nào"))
    return rows


def _moments(task: Task, names: dict[str, str]) -> list[Moment]:
    """The reports on a task, oldest first."""
    unit = task.indicator.unit if task.indicator else ""
    return [
        Moment(
            at=report.on,
            title="Báo cáo đã hoàn thành" if report.done else "Báo cáo đang thực hiện",
            who=f"{report.by_name}, {names[report.unit]}",
            note=report.summary + (f" Kết quả: {so(report.value)} {unit}." if report.value is not None else ""),
            tone="done" if report.done else "waiting",
        )
        for report in task.reports
    ]


def reporters(task: Task, plan: Plan, actor: Actor) -> list[str]:
    """The units for which the actor may report on a task of an issued plan."""
    if plan.state is PlanState.DRAFT:
        return []
    return [unit for unit in task.responsible if access.reports_for(unit, owner=plan.unit)(actor)]


def sections(plan: Plan) -> list[tuple[str, str, tuple[str, ...], list[Task]]]:
    """(number, heading, paragraphs, tasks) in the order of the plan; tasks of no section stand at the end."""
    known = {section.code for section in plan.sections}
    rows = [
        (one.code, one.title, one.paragraphs, [task for task in plan.tasks if task.section == one.code])
        for one in plan.sections
    ]
    rest = [task for task in plan.tasks if task.section not in known]
    return [*rows, ("", "Nhiệm vụ", (), rest)] if rest else rows


def place_of(owner: Unit) -> str:
    """The place named before a date: «Dương Quang» for «Xã Dương Quang»."""
    for kind in ("Xã ", "Phường ", "Thị xã ", "Tỉnh "):
        if owner.name.casefold().startswith(kind.casefold()):
            return owner.name[len(kind) :]
    return owner.name
