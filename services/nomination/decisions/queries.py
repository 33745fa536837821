"""Reading decisions: signed ones are public, drafts and sealed ones belong to their unit."""

from __future__ import annotations

from typing import Any

from services.nomination.awards.model import Award, AwardState
from services.nomination.decisions.errors import NoSignedFile
from services.nomination.decisions.files import SCAN, SIGNED, DecisionFile, file_id
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line
from services.nomination.decisions.states import DecisionState
from services.nomination.searching import covered_units
from shared.errors import Denied
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Reads
from shared.store.reads import Page


async def get(reads: Reads, *, actor: Actor, decision_id: str) -> Decision:
    """A decision; one that is not public only for those whose offices cover its unit."""
    decision = await reads.get(Decision, decision_id)
    if decision.state is not DecisionState.SIGNED:
        await _covered(reads, actor, decision)
    return decision


async def in_unit(reads: Reads, *, actor: Actor, decision_id: str) -> Decision:
    """A decision for those whose offices cover its unit, public or not."""
    decision = await reads.get(Decision, decision_id)
    await _covered(reads, actor, decision)
    return decision


async def page(
    reads: Reads, *, actor: Actor, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Decision]:
    """Signed decisions, and all others of the units that the person's offices cover; newest first."""
    codes = sorted(await covered_units(reads, actor))
    filter_: dict[str, Any] = {"$or": [{"state": DecisionState.SIGNED.value}, {"unit": {"$in": codes}}]}
    if unit:
        filter_ = {"$and": [filter_, {"unit": unit}]}
    return await reads.page(Decision, filter_, after=after, limit=limit)


async def amendments(reads: Reads, decision_id: str) -> list[Decision]:
    """What corrected or revoked something of this decision, drafts left out."""
    where = {"amends": decision_id, "state": DecisionState.SIGNED.value}
    return await reads.find(Decision, where)


async def awards_of(reads: Reads, decision_id: str) -> list[Award]:
    """The awards that a decision gave and that still stand."""
    where = {"decision": decision_id, "state": AwardState.GRANTED.value}
    return await reads.find(Award, where, limit=2000)


async def as_they_read_now(reads: Reads, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with what a correction has changed since, without those revoked; sealed ones are as they are."""
    now = await reads.get_many(Award, [line.award_id for line in lines])
    return tuple(
        Line.model_validate({**vars(line), **_current(now[line.award_id])}) if line.award_id in now else line
        for line in lines
        if line.award_id not in now or now[line.award_id].state is AwardState.GRANTED
    )


async def file(reads: Reads, *, actor: Actor, decision_id: str) -> DecisionFile:
    """The signed PDF, or the scan of the signed paper; raises NoSignedFile."""
    decision = await get(reads, actor=actor, decision_id=decision_id)
    kept = await reads.get_many(DecisionFile, [file_id(decision.id, what) for what in (SIGNED, SCAN)])
    found = kept.get(file_id(decision.id, SIGNED)) or kept.get(file_id(decision.id, SCAN))
    if found is None:
        raise NoSignedFile(what="bản ký số")
    return found


def _current(award: Award) -> dict[str, Any]:
    names = ("nominee", "honorific", "position", "achievement")
    return {name: getattr(award, name) for name in names}


async def _covered(reads: Reads, actor: Actor, decision: Decision) -> None:
    if not actor.covers((await unit_of(reads, decision.unit)).path):
        raise Denied
