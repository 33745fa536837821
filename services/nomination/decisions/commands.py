"""Drafting and signing decisions. Signing takes the number, grants the awards and settles the dossiers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nomination import access
from services.nomination.acts import Act, act
from services.nomination.awards.model import Award
from services.nomination.decisions.errors import AlreadySigned, BonusNotSet, NotDecidable
from services.nomination.decisions.model import SYMBOL, Decision, DecisionState, Line
from services.nomination.dossiers.commands import words_of
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.states import State
from services.nomination.postings.sufficiency import require_clear
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.law import Law, NoFigure, NoRule
from shared.store import Transaction


async def draft(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, unit: str, title: str, dossiers: Sequence[str]
) -> Decision:
    """Draft a decision on dossiers that the council approved and this level decides."""
    access.drafts(unit).or_deny(actor)
    where = await unit_of(tx, unit)
    today = clock.today()
    found = await _decidable(tx, law, unit=unit, level=where.level.value, ids=dossiers, today=today)
    decision = Decision(
        unit=unit,
        level=where.level,
        title=title,
        unit_name=where.name,
        lines=tuple(_line(dossier) for dossier in found),
        drafted_on=today,
    )
    return tx.save(decision)


async def sign(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, decision_id: str, post: str = "Chủ tịch"
) -> Decision:
    """Sign: the next number of the unit's series of the year, bonuses by the base salary of today, awards granted."""
    decision = await tx.get(Decision, decision_id)
    access.signs(decision.unit).or_deny(actor)
    if decision.state is not DecisionState.DRAFT:
        raise AlreadySigned
    today, who = clock.today(), act(actor, clock)
    ids = [line.dossier for line in decision.lines]
    dossiers = await _decidable(tx, law, unit=decision.unit, level=decision.level.value, ids=ids, today=today)
    await require_clear(tx, law, dossiers, today)
    bonuses, salary = _bonuses(law, decision.lines, today)
    where = await unit_of(tx, decision.unit)
    decision.sign(
        who,
        ordinal=await tx.next_number(f"{decision.unit}/{today.year}/{SYMBOL}"),
        bonuses=bonuses,
        base_salary=salary,
        signer_name=actor.name,
        signer_post=post,
        signer=f"{post} Ủy ban nhân dân {where.name[:1].lower()}{where.name[1:]}",
    )
    for dossier in dossiers:
        dossier.decide(who, decision=decision.id, number=decision.number)
        tx.save(dossier)
    for line in decision.lines:
        tx.save(_award(decision, line, who))
    return tx.save(decision)


async def _decidable(
    tx: Transaction, law: Law, *, unit: str, level: str, ids: Sequence[str], today: date
) -> list[Dossier]:
    """The dossiers in the order asked for; raises NotFound, NotDecidable."""
    found = await tx.get_many(Dossier, ids)
    for missing in [id_ for id_ in ids if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    for dossier in found.values():
        here = dossier.unit == unit and deciding_level(law, dossier, today) == level
        if not here or dossier.state is not State.APPROVED:
            raise NotDecidable(nominee=dossier.nominee.name)
    return [found[id_] for id_ in ids]


def _bonuses(law: Law, lines: Sequence[Line], on: date) -> tuple[dict[str, int], int]:
    """Bonus by dossier and the base salary they rest on. An award for which the law gives no money gets none."""
    bonuses, salary = {}, 0
    for line in lines:
        try:
            bonus = law.bonus(line.award, line.nominee.kind.value, decided_on=on)
        except NoFigure as error:
            raise BonusNotSet(award=line.award_name) from error
        except NoRule:
            bonuses[line.dossier] = 0
        else:
            bonuses[line.dossier], salary = bonus.rounded, bonus.base_salary
    return bonuses, salary


def _line(dossier: Dossier) -> Line:
    category = dossier.facts.subject.category or ""
    return Line.model_validate({**vars(dossier), "dossier": dossier.id, "category": category})


def _award(decision: Decision, line: Line, who: Act) -> Award:
    award = Award(
        **line.model_dump(exclude={"received_on"}),
        unit=decision.unit,
        level=decision.level,
        decision=decision.id,
        number=decision.number,
        granted_on=who.on,
        words=words_of(line.nominee.name),
    )
    award.granted()
    return award
