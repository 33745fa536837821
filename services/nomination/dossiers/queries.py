"""Reading dossiers: always within what the person's offices cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.nomination import access
from services.nomination.councils.meeting import Meeting
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.searching import by_words, covered_units
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Reads
from shared.store.reads import Page


async def get(reads: Reads, *, actor: Actor, dossier_id: str) -> Dossier:
    """A dossier the person may read; raises NotFound, Denied."""
    dossier = await reads.get(Dossier, dossier_id)
    concerned = [dossier.unit, dossier.nominating_unit, dossier.origin_unit, *dossier.consulted]
    concerned += [one.unit for one in dossier.co_nominators]
    units = await reads.get_many(DirectoryUnit, concerned)
    paths = [unit.path for unit in units.values()]
    if not access.reads_dossier(paths)(actor):
        meeting = await reads.get_or_none(Meeting, dossier.meeting) if dossier.meeting else None
        access.reads_dossier(paths, meeting.members if meeting else ()).or_deny(actor)
    return dossier


async def page(
    reads: Reads,
    *,
    actor: Actor,
    states: tuple[State, ...] = (),
    year: int | None = None,
    unit: str = "",
    text: str = "",
    after: str | None = None,
    limit: int = 50,
) -> Page[Dossier]:
    """A page of the dossiers that the person may read, newest first."""
    conditions: list[dict[str, Any]] = [await _within(reads, actor)]
    if states:
        conditions.append({"state": {"$in": [state.value for state in states]}})
    if year:
        conditions.append({"year": year})
    if unit:
        conditions.append({"$or": [{"unit": unit}, {"origin_unit": unit}, {"nominating_unit": unit}]})
    if text:
        conditions.append(by_words(text))
    return await reads.page(Dossier, {"$and": [one for one in conditions if one]}, after=after, limit=limit)


async def drafts(reads: Reads, units: Sequence[str], *, limit: int = 5) -> list[Dossier]:
    """What these units have begun and not sent, newest first."""
    where = {"nominating_unit": {"$in": list(units)}, "state": State.DRAFT.value}
    return await reads.find(Dossier, where, sort=(("_id", -1),), limit=limit)


async def counts(reads: Reads, *, actor: Actor) -> dict[str, int]:
    """How many dossiers the person may read, by state."""
    pipeline = [{"$match": await _within(reads, actor)}, {"$group": {"_id": "$state", "count": {"$sum": 1}}}]
    return {row["_id"]: row["count"] for row in await reads.aggregate(Dossier, pipeline)}


async def _within(reads: Reads, actor: Actor) -> dict[str, Any]:
    codes = sorted(await covered_units(reads, actor))
    meetings = await reads.find(Meeting, {"members": actor.subject, "state": "convened"})
    concerned = ("unit", "origin_unit", "nominating_unit", "consulted", "co_nominators.unit")
    scope: list[dict[str, Any]] = [{name: {"$in": codes}} for name in concerned]
    return {"$or": [*scope, {"meeting": {"$in": [meeting.id for meeting in meetings]}}]}
