"""Looking through the register, adjusting, proposing and confirming a list of models."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.nomination import access
from services.nomination.acts import act
from services.nomination.exemplars import picking, register
from services.nomination.exemplars.errors import NotACandidate, StillExamined, TooManyCandidates, YearsOutOfOrder
from services.nomination.exemplars.model import SYMBOL, Candidate, Selection
from services.nomination.exemplars.queries import invited
from services.nomination.exemplars.states import Action
from services.nomination.holds.model import WORDS, Hold
from services.nomination.holds.queries import held_among
from services.nomination.names import Names
from shared.clock import Clock
from shared.identity import Actor
from shared.identity.directory import DirectoryPerson, DirectoryUnit, unit_of
from shared.law import Law
from shared.store import Transaction
from shared.web.filters import ngay

MOST_YEARS = 10
MOST = 5_000
FIELDS = ("gender", "field", "category", "position")
"""What an officer may fill in of a candidate."""


@dataclass(frozen=True, kw_only=True)
class Conference:
    """What the models are chosen for."""

    title: str
    from_year: int
    to_year: int
    held_on: date
    place: str
    seats: int


async def draft(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, unit: str, conference: Conference
) -> Selection:
    """Look through the register of a period and choose by the criteria; nothing is settled yet."""
    access.selects(unit).or_deny(actor)
    where, who = await unit_of(tx, unit), act(actor, clock)
    years = conference.to_year - conference.from_year + 1
    if not 1 <= years <= MOST_YEARS or conference.to_year > who.on.year:
        raise YearsOutOfOrder(most=MOST_YEARS)
    its = Selection(unit=where.id, level=where.level, unit_name=where.name, counted_on=who.on, **vars(conference))
    found = await _look(tx, law, its, where, {})
    its.counted(who, candidates=len(found), again=False)
    return _keep(tx, law, its, found)


async def recount(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, selection_id: str) -> Selection:
    """Look through the register again. What was settled or filled in by hand stays."""
    its = await _for(tx, actor, Action.RECOUNT, selection_id)
    before = {one.person: one for one in await _all(tx, its.id)}
    found = await _look(tx, law, its, await unit_of(tx, its.unit), before)
    for gone in before.keys() - {one.person for one in found}:
        tx.remove(Candidate, before[gone].id)
    its.counted(act(actor, clock), candidates=len(found), again=True)
    return _keep(tx, law, its, found)


async def adjust(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    selection_id: str,
    person: str,
    chosen: bool,
    reason: str,
) -> Selection:
    """Take somebody in or out. Nobody comes in while something about them is examined."""
    its = await _for(tx, actor, Action.ADJUST, selection_id)
    found = await _all(tx, its.id)
    one = _named(found, person)
    if chosen:
        _not_held(await held_among(tx, [one.nominee]))
    its.adjusted(act(actor, clock), one, chosen=chosen, reason=reason)
    settled = one.model_copy(update={"settled": chosen, "reason": reason})
    return _keep(tx, law, its, [settled if other.person == person else other for other in found])


async def describe(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    selection_id: str,
    values: Mapping[str, Mapping[str, str]],
) -> Selection:
    """Fill in of each person what the register does not know; who is chosen is worked out anew."""
    its = await _for(tx, actor, Action.DESCRIBE, selection_id)
    found = {one.person: one for one in await _all(tx, its.id)}
    changed: list[Candidate] = []
    for person, said in values.items():
        one = _named(list(found.values()), person)
        new = {field: said[field] for field in FIELDS if field in said}
        filled = Candidate.model_validate({**vars(one), **new, "described": tuple(sorted({*one.described, *new}))})
        found[person] = picking.judged(law, filled, to_year=its.to_year, on=its.counted_on)
        changed.append(filled)
    its.described(act(actor, clock), changed)
    return _keep(tx, law, its, list(found.values()))


async def propose(tx: Transaction, *, actor: Actor, clock: Clock, selection_id: str, reason: str = "") -> Selection:
    """Lay it before the chair of the council or the signer."""
    its = await _for(tx, actor, Action.PROPOSE, selection_id)
    its.propose(act(actor, clock), reason=reason)
    return tx.save(its)


async def send_back(tx: Transaction, *, actor: Actor, clock: Clock, selection_id: str, reason: str) -> Selection:
    """Send it back to the officer."""
    its = await _for(tx, actor, Action.RETURN, selection_id)
    its.send_back(act(actor, clock), reason=reason)
    return tx.save(its)


async def discard(tx: Transaction, *, actor: Actor, clock: Clock, selection_id: str, reason: str) -> Selection:
    """Give it up."""
    its = await _for(tx, actor, Action.DISCARD, selection_id)
    its.discard(act(actor, clock), reason=reason)
    return tx.save(its)


async def confirm(
    tx: Transaction, *, actor: Actor, clock: Clock, selection_id: str, post: str = "Chủ tịch"
) -> Selection:
    """Settle the list: it gets its number, the units of the delegates are told. ``post`` is that of who signs it."""
    its = await _for(tx, actor, Action.CONFIRM, selection_id)
    its.only(Action.CONFIRM)
    chosen = [one for one in await _all(tx, its.id) if one.chosen]
    _not_held(await held_among(tx, [one.nominee for one in chosen]))
    names = await Names.load(tx, units={one.unit for one in chosen})
    who = act(actor, clock)
    person = await tx.get_or_none(DirectoryPerson, actor.subject)
    its.confirm(
        who,
        delegates=[invited(one, names) for one in chosen],
        ordinal=await tx.next_number(f"{its.unit}/{who.on.year}/{SYMBOL}"),
        name=person.name if person else actor.name,
        post=post,
    )
    return tx.save(its)


async def _for(tx: Transaction, actor: Actor, action: Action, selection_id: str) -> Selection:
    """The selection, once it is clear that this person may do that with it."""
    its = await tx.get(Selection, selection_id)
    access.with_selection(action, its).or_deny(actor)
    return its


async def _all(tx: Transaction, selection_id: str) -> list[Candidate]:
    return await tx.find(Candidate, {"selection": selection_id}, sort=(("place", 1),), limit=MOST)


async def _look(
    tx: Transaction, law: Law, its: Selection, root: DirectoryUnit, before: Mapping[str, Candidate]
) -> list[Candidate]:
    """Everybody with an award of the period, held against the criteria. Whoever is examined is noted."""
    units = await register.succession(tx, root)
    found = await register.awarded(tx, units, selection=its.id, from_year=its.from_year, to_year=its.to_year)
    if len(found) > MOST:
        raise TooManyCandidates(number=len(found), most=MOST)
    held = await held_among(tx, [one.nominee for one in found])
    noted = [_again(one, before.get(one.person), held.get(one.person)) for one in found]
    return await asyncio.to_thread(
        lambda: [picking.judged(law, one, to_year=its.to_year, on=its.counted_on) for one in noted]
    )


def _again(new: Candidate, old: Candidate | None, hold: Hold | None) -> Candidate:
    kept = {field: getattr(old, field) for field in ("settled", "reason", "described", *old.described)} if old else {}
    return new.model_copy(update={**kept, "held": _said(hold) if hold else ""})


def _said(hold: Hold) -> str:
    return f"{WORDS[hold.what][0]} từ {ngay(hold.since)}"


def _keep(tx: Transaction, law: Law, its: Selection, found: Sequence[Candidate]) -> Selection:
    """Choose anew and write down what changed."""
    ranked = picking.picked(law, found, seats=its.seats, on=its.counted_on)
    for one in ranked:
        tx.put(one)
    its.made_up(chosen=sum(one.chosen for one in ranked), shares=picking.checked(law, ranked, on=its.counted_on))
    return tx.save(its)


def _named(found: Sequence[Candidate], person: str) -> Candidate:
    one = next((each for each in found if each.person == person), None)
    if one is None:
        raise NotACandidate
    return one


def _not_held(held: Mapping[str, Hold]) -> None:
    for hold in held.values():
        what, what_en = WORDS[hold.what]
        raise StillExamined(nominee=hold.shown, what=what, what_en=what_en, since=ngay(hold.since))
