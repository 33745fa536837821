"""Drafting the decisions that correct or revoke what an earlier one gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.nomination import access
from services.nomination.acts import act
from services.nomination.awards.model import Award, AwardState
from services.nomination.decisions.bases import sources
from services.nomination.decisions.errors import (
    DaysOutOfOrder,
    NotConcerned,
    NothingChanged,
    NotPossible,
    NotTheirPower,
    UnknownGround,
)
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Change, Correctable, Ground, Line, Purpose
from services.nomination.decisions.states import Action
from services.nomination.dossiers.deadlines import allowance
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law, NoRule
from shared.store import Transaction

REPORT, DECIDE = "revocation_report", "revocation_decide"


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What a revocation rests on: the ground's code, the paper that concludes it, and the two days."""

    ground: str
    paper: str
    concluded_on: date
    reported_on: date


async def draft_correction(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    title: str,
    amends: str,
    values: Mapping[str, Mapping[Correctable, str]],
    reason: str,
) -> Decision:
    """Draft a correction. ``values`` are the right texts by award and field; those that were right already fall out."""
    first, where = await _begin(tx, actor, clock, law, unit=unit, amends=amends)
    awards = await _concerned(tx, first, list(values))
    changes = tuple(
        Change(award=award.id, field=field, before=award.value(field.value), after=after)
        for award in awards
        for field, after in values[award.id].items()
        if after != award.value(field.value)
    )
    if not changes:
        raise NothingChanged
    touched = {change.award for change in changes}
    lines = tuple(_line(award) for award in awards if award.id in touched)
    return _drafted(
        tx, actor, clock, first=first, where=where, purpose=Purpose.CORRECTION, title=title, lines=lines,
        reason=reason, changes=changes,
        bases=sources(law, [clock.today()], clock.today()),
    )  # fmt: skip


async def draft_revocation(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    title: str,
    amends: str,
    awards: Sequence[str],
    conclusion: Conclusion,
    reason: str,
) -> Decision:
    """Draft a revocation on one of the law's grounds. A deadline that has passed is noted; it stops nothing."""
    today = clock.today()
    if not conclusion.concluded_on <= conclusion.reported_on <= today:
        raise DaysOutOfOrder
    first, where = await _begin(tx, actor, clock, law, unit=unit, amends=amends)
    concerned = await _concerned(tx, first, list(dict.fromkeys(awards)))
    ground = ground_of(law, conclusion, level=where.level.value, on=today)
    return _drafted(
        tx, actor, clock, first=first, where=where, purpose=Purpose.REVOCATION, title=title,
        reason=reason, ground=ground,
        lines=tuple(_line(award) for award in concerned),
        bases=tuple(dict.fromkeys((ground.citation, *sources(law, [today], today)))),
    )  # fmt: skip


def ground_of(law: Law, conclusion: Conclusion, *, level: str, on: date) -> Ground:
    """The ground with its deadlines; raises UnknownGround."""
    row = next((one for one in law.grounds(on) if one.id == conclusion.ground), None)
    if row is None:
        raise UnknownGround
    report = allowance(law, REPORT, level=level, award="", on=conclusion.concluded_on)
    decide = allowance(law, DECIDE, level=level, award="", on=conclusion.reported_on)
    return Ground(
        code=row.id,
        text=row.vi,
        citation=row.citation,
        conclusion=conclusion.paper,
        concluded_on=conclusion.concluded_on,
        reported_on=conclusion.reported_on,
        report_due=report.due(conclusion.concluded_on),
        decide_due=decide.due(conclusion.reported_on),
    )


async def _begin(
    tx: Transaction, actor: Actor, clock: Clock, law: Law, *, unit: str, amends: str
) -> tuple[Decision, DirectoryUnit]:
    """The first decision and the unit that amends it: the one that decided, or who has its power now."""
    first = await tx.get_or_none(Decision, amends)
    if first is None:
        raise NotFound(what=f"quyết định {amends}")
    access.drafts(unit).or_deny(actor)
    where = await unit_of(tx, unit)
    if not first.can(Action.AMEND):
        raise NotPossible(state=first.state.value, action=Action.AMEND.value)
    if unit != first.unit and not await _succeeds(tx, law, first, where, clock.today()):
        raise NotTheirPower
    return first, where


async def _succeeds(tx: Transaction, law: Law, first: Decision, where: DirectoryUnit, today: date) -> bool:
    """Whether the unit that decided has ended, and this one has the power over those awards today."""
    ended = (await unit_of(tx, first.unit)).valid_to
    if ended is None or today <= ended:
        return False
    try:
        levels = {law.authority(line.award, today).level.value for line in first.lines}
    except NoRule:
        return False
    return levels == {where.level.value} and all(line.origin_unit == where.id for line in first.lines)


async def _concerned(tx: Transaction, first: Decision, ids: Sequence[str]) -> list[Award]:
    found = await tx.get_many(Award, ids)
    for id_ in ids:
        award = found.get(id_)
        if award is None or award.decision != first.id or award.state is not AwardState.GRANTED:
            raise NotConcerned(nominee=award.nominee.name if award else id_)
    return [found[id_] for id_ in ids]


def _line(award: Award) -> Line:
    return Line.model_validate({**vars(award), "award_id": award.id})


def _drafted(
    tx: Transaction,
    actor: Actor,
    clock: Clock,
    *,
    first: Decision,
    where: DirectoryUnit,
    purpose: Purpose,
    title: str,
    lines: tuple[Line, ...],
    bases: tuple[str, ...],
    reason: str,
    changes: tuple[Change, ...] = (),
    ground: Ground | None = None,
) -> Decision:
    decision = Decision(
        unit=where.id,
        level=where.level,
        unit_name=where.name,
        purpose=purpose,
        title=title,
        lines=lines,
        bases=bases,
        drafted_on=clock.today(),
        amends=first.id,
        amends_number=first.number,
        amends_signed_on=first.signed_on,
        reason=reason,
        changes=changes,
        ground=ground,
    )
    decision.drafted(act(actor, clock))
    return tx.save(decision)
