"""Reading sweeps: who oversees the commune reads all, a hamlet its own, the association whom it is asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.nomination import access
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.model import Reported, Sweep
from services.nomination.sweeps.states import WAITING, CandidateState
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit, unit_of
from shared.store import Page, Reads

MOST = 5000


@dataclass(frozen=True)
class HamletLine:
    """How far a hamlet is: who was found, where they stand, who is late, until when the next step is due."""

    hamlet: str
    name: str
    found: int
    by_state: dict[CandidateState, int]
    waiting: int
    late: int
    next_due: date | None
    reported: Reported | None


async def sweeps(reads: Reads, *, actor: Actor, after: str | None = None, limit: int = 50) -> Page[Sweep]:
    """The sweeps whose page somebody may open, newest first."""
    return await reads.page(Sweep, await _readable(reads, actor), after=after, limit=limit)


async def sweep(reads: Reads, *, actor: Actor, sweep_id: str) -> Sweep:
    """A sweep; raises NotFound, Denied."""
    its = await reads.get(Sweep, sweep_id)
    access.reads_sweep(its, (await unit_of(reads, its.unit)).path).or_deny(actor)
    return its


async def candidate(reads: Reads, *, actor: Actor, candidate_id: str) -> Candidate:
    """A candidate; raises NotFound, Denied."""
    one = await reads.get(Candidate, candidate_id)
    access.reads_candidate(one, (await unit_of(reads, one.unit)).path).or_deny(actor)
    return one


async def candidates(
    reads: Reads,
    *,
    actor: Actor,
    its: Sweep,
    hamlet: str = "",
    states: Sequence[CandidateState] = (),
    after: str | None = None,
    limit: int = 100,
) -> Page[Candidate]:
    """Those on the lists of a sweep that somebody may read, newest first."""
    conditions: list[dict[str, Any]] = [{"sweep": its.id}, await _scope(reads, actor, its)]
    if hamlet:
        conditions.append({"hamlet": hamlet})
    if states:
        conditions.append({"state": {"$in": [state.value for state in states]}})
    return await reads.page(Candidate, {"$and": conditions}, after=after, limit=limit)


async def everybody(reads: Reads, *, actor: Actor, its: Sweep) -> list[Candidate]:
    """All of a sweep that somebody may read, in the order in which they were entered."""
    return await reads.find(Candidate, {"$and": [{"sweep": its.id}, await _scope(reads, actor, its)]}, limit=MOST)


async def hamlets(
    reads: Reads, its: Sweep, people: Sequence[Candidate], on: date, *, shown: Sequence[str]
) -> list[HamletLine]:
    """A line for each hamlet, those without anybody included: a hamlet that found nobody has to say so."""
    names = await reads.get_many(DirectoryUnit, list(shown))
    lines = []
    for code in shown:
        mine = [one for one in people if one.hamlet == code]
        waiting = [one for one in mine if one.state in WAITING]
        dues = [one.due_on for one in waiting if one.due_on]
        lines.append(
            HamletLine(
                hamlet=code,
                name=names[code].name if code in names else code,
                found=len(mine),
                by_state=dict(Counter(one.state for one in mine)),
                waiting=len(waiting),
                late=sum(1 for due in dues if due < on),
                next_due=min(dues, default=None),
                reported=its.report_of(code),
            )
        )
    return lines


def hamlets_of(actor: Actor, its: Sweep) -> list[str]:
    """The hamlets of a sweep for which somebody writes the list."""
    if actor.holds(Role.OFFICER, its.unit):
        return list(its.hamlets)
    return [code for code in its.hamlets if actor.holds(Role.UNIT_HEAD, code)]


async def shown_to(reads: Reads, actor: Actor, its: Sweep) -> list[str]:
    """The hamlets whose line somebody reads: all for who oversees the commune, else one's own."""
    if access.oversees((await unit_of(reads, its.unit)).path)(actor):
        return list(its.hamlets)
    return hamlets_of(actor, its)


async def _readable(reads: Reads, actor: Actor) -> dict[str, Any]:
    units = actor.at(Role.UNIT_HEAD)
    roots = [office.path for office in actor.offices if office.role in access.OVERSEE]
    mine: list[dict[str, Any]] = [{"hamlets": {"$in": units}}, {"association_unit": {"$in": units}}] if units else []
    for root in roots:
        if not root:
            return {}
        below = await reads.find(DirectoryUnit, {"path": {"$regex": f"^{re.escape(root)}(/|$)"}}, limit=MOST)
        mine.append({"unit": {"$in": [one.id for one in below]}})
    return {"$or": mine} if mine else {"_id": ""}


async def _scope(reads: Reads, actor: Actor, its: Sweep) -> dict[str, Any]:
    """Which of its candidates somebody may read."""
    if access.oversees((await unit_of(reads, its.unit)).path)(actor):
        return {}
    headed = actor.at(Role.UNIT_HEAD)
    return {
        "$or": [
            {"hamlet": {"$in": headed}},
            {"association_unit": {"$in": headed}, "consultation": {"$ne": None}},
        ]
    }
