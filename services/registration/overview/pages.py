"""The first page of the service."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.registration import access, tones
from services.registration.movements.model import Movement
from services.registration.overview import queries
from services.registration.pages import PAGES
from services.registration.plans.tasks import Standing
from services.registration.registrations.model import Registration, State
from services.registration.units.model import CODE
from shared.service import Work
from shared.web.filters import ngay
from shared.web.parts import Task

router = APIRouter(include_in_schema=False)


@router.get("/")
async def index(
    request: Request, work: Work, unit: Annotated[str, Query(pattern=f"{CODE}|^$", max_length=80)] = ""
) -> HTMLResponse:
    """The year of the own unit, or of one below it."""
    access.uses_directory.or_deny(work.actor)
    shown = unit or queries.home(work.actor)
    if not shown:
        return PAGES.render(request, "overview/nowhere.html")
    today = work.clock.today()
    found = await queries.overview(work.reads, actor=work.actor, unit=shown, today=today)
    mine, others = ([_task(part, found, today) for part in some] for some in (found.mine, found.others))
    return PAGES.render(
        request,
        "overview/index.html",
        found=found,
        waiting=[_registration(one, found.names) for one in queries.waiting(found.registrations, work.actor)],
        mine=mine,
        others=others,
        movements=[_movement(one, today) for one in found.movements],
        summary=_summary(found.registrations),
        may_register=bool(access.registering_units(work.actor)),
    )


def _task(part: queries.Part, found: queries.Overview, today: date) -> Task:
    """A task of the plan: what an own unit must report leads to the form, everything else to the plan."""
    plan, done = found.plan, part.standing is Standing.DONE
    assert plan is not None, "tasks come from a plan"
    pressing = bool(part.unit) and not done and tones.is_near(part.task.due_on, today)
    address = f"/registration/plans/{plan.id}"
    form = f"{address}/tasks/{part.task.code}/report?unit={part.unit}"
    return Task(
        title=f"{part.task.code}. {part.task.title}",
        url=form if part.unit and not done else f"{address}#nhiem-vu-{part.task.code}",
        status=PAGES.labels.name(part.standing),
        tone="attention" if pressing else tones.STANDING[part.standing],
        due=None if done else part.task.due_on,
        note=found.names[part.unit or part.task.leader],
    )


def _registration(one: Registration, names: dict[str, str]) -> Task:
    """A registration whose next step is the actor's."""
    to_edit = one.state is not State.SUBMITTED
    return Task(
        title=one.title,
        url=f"/registration/registrations/{one.id}" + ("/edit" if to_edit else ""),
        status=PAGES.labels.name(one.state),
        tone="attention",
        note=f"{names[one.from_unit]} gửi {names[one.to_unit]}",
    )


def _movement(movement: Movement, today: date) -> Task:
    phase = movement.phase(today)
    return Task(
        title=movement.title,
        url=f"/registration/movements/{movement.id}",
        status=PAGES.labels.name(phase),
        tone=tones.PHASE[phase],
        note=f"{ngay(movement.starts_on)} đến {ngay(movement.ends_on)}",
    )


def _summary(registrations: list[Registration]) -> str:
    """How many registrations there are in each state, in words."""
    if not registrations:
        return "Chưa có bản đăng ký nào trong năm."
    counts = Counter(one.state for one in registrations)
    return "; ".join(f"{PAGES.labels.name(state)}: {counts[state]}" for state in State if counts[state]) + "."
