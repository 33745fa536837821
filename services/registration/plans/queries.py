"""Reading plans: what was issued by those whom it binds and those above, drafts by those who write them."""

from __future__ import annotations

from typing import Any

from services.registration import access
from services.registration.plans.model import Plan, PlanState
from services.registration.units import queries as units
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Page, Reads


async def get(reads: Reads, plan_id: str, *, actor: Actor) -> Plan:
    """A plan that the actor may read; raises NotFound, so that nobody learns of drafts elsewhere."""
    plan = await reads.get(Plan, plan_id)
    unit = await units.get(reads, plan.unit)
    may = access.reads_draft_of(unit.id)
    if plan.state is PlanState.ISSUED:
        may = may | access.reads_document_of(unit.path) | access.receives(unit_codes(plan))
    if not may(actor):
        raise NotFound(what=f"kế hoạch {plan_id}")
    return plan


async def listed(
    reads: Reads, *, actor: Actor, unit: str | None, year: int | None, after: str | None, limit: int
) -> Page[Plan]:
    """A page of the plans that the actor may read, newest first."""
    access.uses_directory.or_deny(actor)
    covered = [one.id for one in await units.covered(reads, actor)]
    bound = sorted({*covered, *access.codes_on_path(actor.offices)})
    where: dict[str, Any] = {
        "$or": [
            {"state": PlanState.ISSUED.value, "unit": {"$in": bound}},
            {"unit": {"$in": access.units_writing_drafts(actor)}},
        ]
    }
    narrowed = {name: value for name, value in (("unit", unit), ("year", year)) if value is not None}
    return await reads.page(Plan, {"$and": [where, narrowed]} if narrowed else where, after=after, limit=limit)


async def of_year(reads: Reads, unit: str, year: int, *, actor: Actor) -> Plan | None:
    """The plan of a unit for a year, if there is one that the actor may read."""
    plan = await reads.find_one(Plan, {"unit": unit, "year": year})
    if plan is None or (plan.state is PlanState.DRAFT and not access.reads_draft_of(unit)(actor)):
        return None
    return plan


def unit_codes(plan: Plan) -> set[str]:
    """The units to which a plan goes."""
    return {recipient.unit for recipient in plan.distribution()}
