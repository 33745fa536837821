"""The year of one unit at a glance: its plan, its movements, and the registrations that wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.registration import access
from services.registration.movements.model import Movement
from services.registration.movements.queries import listed as movements_listed
from services.registration.plans.model import Plan, PlanState
from services.registration.plans.queries import of_year
from services.registration.plans.tasks import Standing, Task
from services.registration.registrations.model import Registration, State
from services.registration.registrations.queries import listed as registrations_listed
from services.registration.units import queries as units
from services.registration.units.model import Unit
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor, OfficeHeld
from shared.store import Reads


@dataclass(frozen=True, kw_only=True)
class Part:
    """A task of the plan as it stands, for one unit or as a whole. ``unit`` may report on it here and now."""

    task: Task
    standing: Standing
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the first page shows."""

    unit: Unit
    year: int
    plan: Plan | None
    mine: list[Part]
    others: list[Part]
    movements: list[Movement]
    registrations: list[Registration]
    names: dict[str, str]
    below: list[Unit]


def home(actor: Actor) -> str:
    """The commune or town whose year the actor sees first: that of the first office, above a base unit."""
    return next((_owner(office) for office in actor.offices if office.path), "")


async def overview(reads: Reads, *, actor: Actor, unit: str, today: date) -> Overview:
    """The year of a unit on a day; raises NotFound where the actor has no business."""
    owner = await units.get(reads, unit)
    if not access.reads_document_of(owner.path)(actor):
        raise NotFound(what=f"đơn vị {unit}")
    plan = await of_year(reads, unit, today.year, actor=actor)
    movements = (await movements_listed(reads, actor=actor, unit=unit)).items
    registrations = (await registrations_listed(reads, actor=actor, year=today.year, limit=100)).items
    mine, others = parts(plan, actor, today)
    codes = {one.from_unit for one in registrations} | {one.to_unit for one in registrations}
    codes |= {part.task.leader for part in (*mine, *others)} | {part.unit for part in mine}
    covered = await units.covered(reads, actor)
    return Overview(
        unit=owner,
        year=today.year,
        plan=plan,
        mine=mine,
        others=others,
        movements=[one for one in movements if one.ends_on.year >= today.year],
        registrations=registrations,
        names=await units.names(reads, codes),
        below=[one for one in covered if one.parent == unit],
    )


def parts(plan: Plan | None, actor: Actor, today: date) -> tuple[list[Part], list[Part]]:
    """The tasks that an own unit must report on, and all others, the most urgent first."""
    if plan is None or plan.state is PlanState.DRAFT:
        return [], []
    heads = {office.unit for office in actor.offices}
    mine, others = [], []
    for task in plan.tasks:
        own = [unit for unit in task.responsible if unit in heads]
        mine += [Part(task=task, standing=task.standing_of(unit, today), unit=unit) for unit in own]
        if not own:
            others.append(Part(task=task, standing=task.standing(today)))
    return sorted(mine, key=_urgency), sorted(others, key=_urgency)


def waiting(registrations: list[Registration], actor: Actor) -> list[Registration]:
    """The registrations whose next step is the actor's."""
    return [
        one
        for one in registrations
        if (one.state is State.SUBMITTED and access.reviews_for(one.to_unit)(actor))
        or (one.editable and access.registers_for(one.from_unit)(actor))
    ]


def _owner(office: OfficeHeld) -> str:
    codes = office.path.split("/")
    return codes[-2] if office.level is Level.BASE and len(codes) > 1 else codes[-1]


def _urgency(part: Part) -> tuple[bool, date]:
    return part.standing is Standing.DONE, part.task.due_on or date.max
