"""Reading decisions: signed ones are public, drafts belong to their unit."""

from __future__ import annotations

from typing import Any

from services.nomination.decisions.model import Decision, DecisionState
from services.nomination.searching import covered_units
from shared.errors import Denied
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Reads
from shared.store.reads import Page


async def get(reads: Reads, *, actor: Actor, decision_id: str) -> Decision:
    """A decision; a draft only for those whose offices cover its unit."""
    decision = await reads.get(Decision, decision_id)
    if decision.state is DecisionState.DRAFT and not actor.covers((await unit_of(reads, decision.unit)).path):
        raise Denied
    return decision


async def page(
    reads: Reads, *, actor: Actor, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Decision]:
    """Signed decisions, and the drafts of the units that the person's offices cover; newest first."""
    codes = sorted(await covered_units(reads, actor))
    filter_: dict[str, Any] = {"$or": [{"state": DecisionState.SIGNED.value}, {"unit": {"$in": codes}}]}
    if unit:
        filter_ = {"$and": [filter_, {"unit": unit}]}
    return await reads.page(Decision, filter_, after=after, limit=limit)
