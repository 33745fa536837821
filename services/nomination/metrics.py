"""Figures of the field for the operator: how many dossiers where, how many decisions, what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.nomination.decisions.model import Decision
from services.nomination.decisions.states import DecisionState
from services.nomination.dossiers.deadlines import CHECK, allowance
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.resources import Resources
from shared.clock import Clock
from shared.events import Level
from shared.law import Law
from shared.observability.metrics import DECISIONS, DOSSIERS, STEPS_OVERDUE
from shared.service import Tick
from shared.store import Store
from shared.store.documents import Document

SECONDS = 15.0
WAITING = (State.SUBMITTED.value, State.FORWARDED.value)
ADMINISTRATIVE = (Level.PROVINCE, Level.TOWN, Level.COMMUNE)


async def measure(store: Store, clock: Clock, resources: Resources) -> None:
    """Set the gauges; one query for each."""
    await _dossiers(store)
    await _decisions(store)
    await _overdue(store, resources.law, clock.today())


async def _dossiers(store: Store) -> None:
    group: Document = {"_id": {"state": "$state", "level": "$level"}, "count": {"$sum": 1}}
    rows = await store.reads.aggregate(Dossier, [{"$group": group}])
    counted = {(row["_id"]["state"], row["_id"]["level"]): row["count"] for row in rows}
    for state in State:
        for level in ADMINISTRATIVE:
            DOSSIERS.labels(state=state.value, level=level.value).set(counted.get((state.value, level.value), 0))


async def _decisions(store: Store) -> None:
    rows = await store.reads.aggregate(
        Decision,
        [{"$match": {"state": DecisionState.SIGNED.value}}, {"$group": {"_id": "$level", "count": {"$sum": 1}}}],
    )
    counted = {row["_id"]: row["count"] for row in rows}
    for level in ADMINISTRATIVE:
        DECISIONS.labels(level=level.value).set(counted.get(level.value, 0))


async def _overdue(store: Store, law: Law, today: date) -> None:
    late: list[dict[str, Any]] = []
    for level in ADMINISTRATIVE:
        before = allowance(law, CHECK, level=level.value, award="", on=today).late_before(today)
        late.append({"level": level.value, "submitted_on": {"$lt": before.isoformat()}})
    match: Document = {"state": {"$in": list(WAITING)}, "$or": late}
    rows = await store.reads.aggregate(
        Dossier, [{"$match": match}, {"$group": {"_id": "$level", "count": {"$sum": 1}}}]
    )
    counted = {row["_id"]: row["count"] for row in rows}
    for level in ADMINISTRATIVE:
        STEPS_OVERDUE.labels(level=level.value).set(counted.get(level.value, 0))


TICK = Tick(name="nomination-metrics", seconds=SECONDS, run=measure, everywhere=True)
