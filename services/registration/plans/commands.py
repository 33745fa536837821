"""What officers, signers and heads of units do with plans."""

from __future__ import annotations

from services.registration import access
from services.registration.plans.model import ForeignUnit, Plan, PlanContent, PlanExists
from services.registration.units.model import Unit, UnknownUnit
from services.registration.units.queries import get as get_unit
from shared.clock import Clock
from shared.identity import Actor
from shared.store import Transaction


async def draft(tx: Transaction, *, actor: Actor, clock: Clock, unit: str, year: int, content: PlanContent) -> Plan:
    """Begin the plan of a unit for a year."""
    access.drafts_plans_of(unit).or_deny(actor)
    if await tx.find_one(Plan, {"unit": unit, "year": year}):
        raise PlanExists(unit=unit, year=year)
    owner = await get_unit(tx, unit)
    plan = Plan.draft(content, year=year, unit=unit, level=owner.level)
    await _check_units(tx, plan, owner)
    return tx.save(plan)


async def revise(tx: Transaction, *, actor: Actor, clock: Clock, plan_id: str, content: PlanContent) -> Plan:
    """Replace what a draft says."""
    plan = await tx.get(Plan, plan_id)
    access.drafts_plans_of(plan.unit).or_deny(actor)
    plan.revise(content)
    await _check_units(tx, plan, await get_unit(tx, plan.unit))
    return tx.save(plan)


async def issue(tx: Transaction, *, actor: Actor, clock: Clock, plan_id: str) -> Plan:
    """Sign a plan; it gets the next number of the unit's series of the year."""
    plan = await tx.get(Plan, plan_id)
    access.issues_plans_of(plan.unit).or_deny(actor)
    today = clock.today()
    number = await tx.next_number(f"{plan.unit}/{today.year}/KH-UBND")
    plan.issue(number=f"{number:02d}/KH-UBND", by=actor, on=today)
    return tx.save(plan)


async def report(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    plan_id: str,
    task: str,
    unit: str,
    done: bool | None,
    summary: str,
    value: int | None = None,
) -> Plan:
    """Say how a unit's task stands."""
    plan = await tx.get(Plan, plan_id)
    access.reports_for(unit, owner=plan.unit).or_deny(actor)
    plan.report(task, unit=unit, done=done, summary=summary, value=value, by=actor, on=clock.today())
    return tx.save(plan)


async def _check_units(tx: Transaction, plan: Plan, owner: Unit) -> None:
    """Tasks are given to units of the plan's own tree; recipients may be anywhere, but must exist."""
    known = await tx.get_many(Unit, sorted(plan.units))
    for code in sorted(plan.units):
        if code not in known:
            raise UnknownUnit(unit=code)
    for task in plan.tasks:
        for code in task.units:
            if known[code].path != owner.path and not known[code].path.startswith(f"{owner.path}/"):
                raise ForeignUnit(task=task.code, unit=code, owner=owner.id)
