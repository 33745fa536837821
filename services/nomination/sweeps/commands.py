"""Opening and closing sweeps, entering people, setting them aside and taking them up again."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from services.nomination import access
from services.nomination.acts import act
from services.nomination.dossiers.deadlines import allowance
from services.nomination.dossiers.model import Dossier
from services.nomination.holds import commands as holds
from services.nomination.holds.model import Hold
from services.nomination.sweeps.candidate import Candidate, key_of
from services.nomination.sweeps.deadlines import SWEEP_ENTRY, turns
from services.nomination.sweeps.duplicates import OVER, twins_of
from services.nomination.sweeps.errors import DossierAlive, PerhapsTwice
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.parts import CandidateTwin
from services.nomination.sweeps.states import WAITING, Action, CandidateState
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law, ProceedingKind
from shared.law.facts import Day
from shared.law.rows import SweepSubject
from shared.store import Transaction


class Person(BaseModel):
    """Who somebody on the list is, as the hamlet knows it. ``person`` keeps histories together where it is known."""

    model_config = ConfigDict(frozen=True)

    person: str = Field("", max_length=80)
    name: str = Field(min_length=2, max_length=200)
    honorific: str = Field("", max_length=20)
    birth_year: int = Field(ge=1900, le=2200)
    living: bool = True
    served: str = Field("", max_length=200)
    served_in: str = Field("", max_length=300)


async def open_sweep(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    subject: str,
    title: str,
    hamlets: Sequence[str],
    association: str = "",
) -> Sweep:
    """Open a sweep of some hamlets. ``association`` is the code of its unit here, empty if it has no account."""
    access.sweeps(unit).or_deny(actor)
    where, today = await unit_of(tx, unit), clock.today()
    row = next((one for one in law.entries(SweepSubject, today) if one.id == subject), None)
    if row is None:
        raise NotFound(what=f"đối tượng {subject}")
    wanted = tuple(dict.fromkeys(hamlets))
    known = await tx.get_many(DirectoryUnit, [*wanted, *filter(None, (association,))])
    for code in filter(None, (*wanted, association)):
        if code not in known or known[code].parent != unit:
            raise NotFound(what=f"đơn vị {code} của {where.name}")
    sweep = Sweep(
        unit=unit,
        level=where.level,
        title=title,
        subject=row.id,
        subject_name=row.name_vi,
        award=row.award or "",
        award_name=law.award(row.award, today).name_vi if row.award else "",
        association=(known[association].name if association else row.association_vi or "")
        if row.association_vi
        else "",
        association_unit=association if row.association_vi else "",
        hamlets=wanted,
        opened_on=today,
        enter_by=allowance(law, SWEEP_ENTRY, level=where.level.value, award=row.award or "", on=today).due(today),
    )
    sweep.open(act(actor, clock))
    return tx.save(sweep)


async def report(tx: Transaction, *, actor: Actor, clock: Clock, sweep_id: str, hamlet: str) -> Sweep:
    """A hamlet says that it has gone through all of its people."""
    sweep = await tx.get(Sweep, sweep_id)
    access.enters(sweep.unit, hamlet).or_deny(actor)
    found = await tx.count(Candidate, {"sweep": sweep.id, "hamlet": hamlet})
    sweep.report(act(actor, clock), hamlet=hamlet, found=found)
    return tx.save(sweep)


async def close(tx: Transaction, *, actor: Actor, clock: Clock, sweep_id: str) -> Sweep:
    """End a sweep when nobody on its lists waits for anything any more."""
    sweep = await tx.get(Sweep, sweep_id)
    access.sweeps(sweep.unit).or_deny(actor)
    its = {"sweep": sweep.id}
    waiting = await tx.count(Candidate, its | {"state": {"$in": [state.value for state in WAITING]}})
    proposed = await tx.count(Candidate, its | {"state": CandidateState.PROPOSED.value})
    aside = await tx.count(Candidate, its | {"state": CandidateState.SET_ASIDE.value})
    sweep.close(act(actor, clock), waiting=waiting, proposed=proposed, set_aside=aside)
    return tx.save(sweep)


async def enter(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    sweep_id: str,
    hamlet: str,
    person: Person,
    distinct_reason: str = "",
) -> Candidate:
    """Enter somebody. Who may be known already is refused unless a reason tells the two apart."""
    sweep = await tx.get(Sweep, sweep_id)
    access.enters(sweep.unit, hamlet).or_deny(actor)
    place = await unit_of(tx, hamlet)
    sweep.takes(hamlet, place.name)
    twins = await twins_of(tx, unit=sweep.unit, award=sweep.award, name=person.name, birth_year=person.birth_year)
    if twins and not distinct_reason:
        raise PerhapsTwice(twins)
    candidate = Candidate(
        unit=sweep.unit,
        level=sweep.level,
        sweep=sweep.id,
        subject=sweep.subject,
        award=sweep.award,
        award_name=sweep.award_name,
        association=sweep.association,
        association_unit=sweep.association_unit,
        hamlet=hamlet,
        key=key_of(person.name, person.birth_year),
        twins=tuple(twins),
        distinct_reason=distinct_reason if twins else "",
        **person.model_dump(),
    )
    candidate.found(act(actor, clock), turns(law, clock.today()))
    return tx.save(candidate)


async def edit(
    tx: Transaction, *, actor: Actor, clock: Clock, candidate_id: str, person: Person, distinct_reason: str = ""
) -> Candidate:
    """Write otherwise who it is."""
    candidate = await candidate_for(tx, actor, Action.EDIT, candidate_id)
    twins = await _twins(tx, candidate, person)
    if twins and not (distinct_reason or candidate.distinct_reason):
        raise PerhapsTwice(twins)
    before = Person.model_validate(candidate.model_dump(include=set(Person.model_fields)))
    changed = [
        f"{_FIELDS[name]}: «{_said(old)}» → «{_said(getattr(person, name))}»"
        for name, old in before
        if old != getattr(person, name)
    ]
    candidate.edit(
        act(actor, clock),
        changes="; ".join(changed),
        twins=tuple(twins),
        distinct_reason=distinct_reason or candidate.distinct_reason,
        **person.model_dump(),
    )
    return tx.save(candidate)


async def set_aside(tx: Transaction, *, actor: Actor, clock: Clock, candidate_id: str, reason: str) -> Candidate:
    """Do not go on with somebody for now; the name and the reason stay."""
    candidate = await candidate_for(tx, actor, Action.SET_ASIDE, candidate_id)
    candidate.set_aside(act(actor, clock), reason=reason)
    return tx.save(candidate)


async def take_up(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str, reason: str
) -> Candidate:
    """Go on again with somebody who was set aside, or whose dossier ended without an award."""
    candidate = await candidate_for(tx, actor, Action.TAKE_UP, candidate_id)
    if candidate.state is CandidateState.PROPOSED:
        dossier = await tx.get(Dossier, candidate.dossier)
        if dossier.state.value not in OVER or dossier.number:
            raise DossierAlive(nominee=candidate.name)
    candidate.take_up(act(actor, clock), turns(law, clock.today()), reason=reason)
    return tx.save(candidate)


async def hold(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    candidate_id: str,
    what: ProceedingKind,
    since: Day,
    basis: str,
) -> Hold:
    """Note that a candidate is examined, as a comment on the list may lead to: no dossier until it is over."""
    candidate = await candidate_for(tx, actor, Action.HOLD, candidate_id)
    candidate.only(Action.HOLD)
    return await holds.place_on(
        tx,
        act(actor, clock),
        candidate.nominee,
        unit=candidate.unit,
        level=candidate.level,
        what=what,
        since=since,
        basis=basis,
    )


async def candidate_for(tx: Transaction, actor: Actor, action: Action, candidate_id: str) -> Candidate:
    """The candidate, once it is clear that this person may do that."""
    candidate = await tx.get(Candidate, candidate_id)
    access.with_candidate(action, candidate).or_deny(actor)
    return candidate


async def _twins(tx: Transaction, candidate: Candidate, person: Person) -> list[CandidateTwin]:
    return await twins_of(
        tx,
        unit=candidate.unit,
        award=candidate.award,
        name=person.name,
        birth_year=person.birth_year,
        but=(candidate.id, candidate.nominee.id, candidate.dossier),
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "còn sống" if value else "đã mất"
    return str(value) or "trống"


_FIELDS = {
    "person": "mã người",
    "name": "họ tên",
    "honorific": "danh xưng",
    "birth_year": "năm sinh",
    "living": "tình trạng",
    "served": "thời gian tham gia",
    "served_in": "đơn vị tham gia",
}
