"""Drafting decisions: from the meeting or from chosen dossiers, changing the draft, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.nomination import access
from services.nomination.acts import act
from services.nomination.councils.meeting import Meeting
from services.nomination.decisions.bases import bases_of
from services.nomination.decisions.decidable import decidable
from services.nomination.decisions.errors import EmbargoPast, NothingApproved
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line, Purpose
from services.nomination.decisions.states import Action
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.states import State
from shared.clock import Clock
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.law import Law
from shared.store import Transaction

MOST_LINES = 2000


async def draft(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    title: str,
    dossiers: Sequence[str] = (),
    meeting: str = "",
    embargo_until: datetime | None = None,
) -> Decision:
    """Draft a decision on dossiers that the council approved and this level decides.

    With a meeting and no dossiers it is about everything that the meeting approved and nobody has decided yet.
    """
    access.drafts(unit).or_deny(actor)
    where = await unit_of(tx, unit)
    today = clock.today()
    met = await tx.get(Meeting, meeting) if meeting else None
    ids = list(dossiers) or await _approved(tx, law, clock, unit=unit, level=where.level.value, meeting=meeting)
    found = await decidable(tx, law, unit=unit, level=where.level.value, ids=ids, today=today)
    lines = tuple(line_of(dossier) for dossier in found)
    decision = Decision(
        unit=unit,
        level=where.level,
        title=title,
        unit_name=where.name,
        lines=lines,
        bases=bases_of(law, lines, today),
        meeting=meeting,
        met_on=met.held_on if met else None,
        drafted_on=today,
        embargo_until=_ahead(embargo_until, clock),
    )
    decision.drafted(act(actor, clock))
    return tx.save(decision)


async def revise(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    decision_id: str,
    title: str,
    bases: Sequence[str],
    dossiers: Sequence[str] = (),
    embargo_until: datetime | None = None,
) -> Decision:
    """Change a draft. Without dossiers the list of an award decision stays; an amending one keeps its own."""
    decision = await tx.get(Decision, decision_id)
    access.decides(Action.EDIT, decision).or_deny(actor)
    today = clock.today()
    lines = decision.lines
    if decision.purpose is Purpose.AWARD and dossiers:
        level = decision.level.value
        found = await decidable(tx, law, unit=decision.unit, level=level, ids=dossiers, today=today)
        lines = tuple(line_of(dossier) for dossier in found)
    until = _ahead(embargo_until, clock) if decision.purpose is Purpose.AWARD else None
    decision.revise(
        act(actor, clock),
        title=title,
        lines=lines,
        bases=tuple(bases) or bases_of(law, lines, today),
        embargo_until=until,
    )
    return tx.save(decision)


async def discard(tx: Transaction, *, actor: Actor, clock: Clock, decision_id: str, reason: str) -> Decision:
    """Give a draft up and say why."""
    decision = await tx.get(Decision, decision_id)
    access.decides(Action.DISCARD, decision).or_deny(actor)
    decision.discard(act(actor, clock), reason=reason)
    return tx.save(decision)


def line_of(dossier: Dossier) -> Line:
    """The line of a decision that a dossier leads to."""
    category = dossier.facts.subject.category or ""
    short = dossier.state is State.ACCEPTED
    more = {"dossier": dossier.id, "category": category, "without_council": short}
    return Line.model_validate({**vars(dossier), **more})


async def _approved(tx: Transaction, law: Law, clock: Clock, *, unit: str, level: str, meeting: str) -> list[str]:
    where = {"unit": unit, "state": State.APPROVED.value, "meeting": meeting, "held_by": {"$in": [None, ""]}}
    found = await tx.find(Dossier, where, limit=MOST_LINES)
    ids = [one.id for one in found if deciding_level(law, one, clock.today()) == level]
    if not ids:
        raise NothingApproved
    return ids


def _ahead(until: datetime | None, clock: Clock) -> datetime | None:
    if until is not None and until <= clock.now():
        raise EmbargoPast
    return until
