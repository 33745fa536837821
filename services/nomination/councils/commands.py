"""What is done with councils and their meetings, the votes apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from services.nomination import access
from services.nomination.acts import act
from services.nomination.councils.ballots import HELD_OFF
from services.nomination.councils.conflicts import proposed
from services.nomination.councils.errors import CannotSchedule, SeatsWrong
from services.nomination.councils.known import known_members
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes_made import made
from services.nomination.councils.model import Council, Seat
from services.nomination.councils.parts import Answer, Item, Paper, Presence
from services.nomination.councils.states import Action, ItemState
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.holds.queries import not_held
from shared.clock import Clock
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.law import Law, VotingRule
from shared.store import Transaction

RuleOf = Callable[[str], VotingRule]


async def create(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    unit: str,
    name: str,
    chair: str,
    secretary: str,
    seats: tuple[Seat, ...],
) -> Council:
    """Set up a council at a commune, town or province."""
    access.keeps_council(unit).or_deny(actor)
    where = await unit_of(tx, unit)
    if where.level is Level.BASE:
        raise SeatsWrong(
            detail_vi="Hội đồng lập ở xã, thị xã hoặc tỉnh.",
            detail_en="a council belongs to a commune, town or province.",
        )
    council = Council(unit=where.id, level=where.level, name=name, chair=chair, secretary=secretary, seats=())
    council.compose(name=name, chair=chair, secretary=secretary, seats=seats)
    return tx.save(council)


async def compose(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    council_id: str,
    name: str,
    chair: str,
    secretary: str,
    seats: tuple[Seat, ...],
) -> Council:
    """Change who sits in a council; meetings already called keep their members."""
    council = await tx.get(Council, council_id)
    access.keeps_council(council.unit).or_deny(actor)
    council.compose(name=name, chair=chair, secretary=secretary, seats=seats)
    return tx.save(council)


async def seat(tx: Transaction, *, actor: Actor, clock: Clock, council_id: str, seat: Seat) -> Council:
    """Add a member, or change the term, the post or the declared relatives of one."""
    council = await tx.get(Council, council_id)
    access.keeps_council(council.unit).or_deny(actor)
    council.seat(seat)
    return tx.save(council)


async def convene(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    council_id: str,
    title: str,
    held_on: date,
    time: str,
    place: str,
    dossiers: Sequence[str],
    papers: Sequence[Paper] = (),
    guests: Sequence[str] = (),
) -> Meeting:
    """Call the council together about dossiers that its unit has received."""
    council = await tx.get(Council, council_id)
    access.convenes(council).or_deny(actor)
    seats = council.seated(held_on)
    if council.chair not in seats:
        raise SeatsWrong(
            detail_vi="Chủ tịch Hội đồng không còn là ủy viên vào ngày họp.",
            detail_en="the chair is not a member on the day of the meeting.",
        )
    rules = _rules(law, council.level, held_on)
    agenda = await _waiting(tx, council.unit, dossiers, rules)
    items = tuple(_item(dossier) for dossier in agenda)
    meeting = Meeting(
        unit=council.unit,
        level=council.level,
        council=council.id,
        title=title,
        held_on=held_on,
        time=time,
        place=place,
        members=tuple(seats),
        chair=council.chair,
        secretary=council.secretary,
        items=items,
        posts={person: one.post.value for person, one in seats.items()},
        deputies_preside=all(rules(one.award).deputy_presides for one in agenda),
        conflicts=proposed(await known_members(tx, seats, held_on), items),
    )
    meeting.lay_out(papers, guests)
    meeting.convened()
    for dossier in agenda:
        dossier.schedule(act(actor, clock), meeting=meeting.id)
        tx.save(dossier)
    return tx.save(meeting)


async def prepare(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    meeting_id: str,
    title: str,
    held_on: date,
    time: str,
    place: str,
    dossiers: Sequence[str],
    papers: Sequence[Paper] = (),
    guests: Sequence[str] = (),
) -> Meeting:
    """Change agenda, papers and guests. What leaves the agenda goes back to the officer."""
    meeting = await _for(tx, actor, Action.PREPARE, meeting_id)
    kept = {item.dossier: item for item in meeting.items}
    asked = [id_ for id_ in dossiers if id_ not in kept]
    new = await _waiting(tx, meeting.unit, asked, _rules(law, meeting.level, held_on))
    added = {dossier.id: _item(dossier) for dossier in new}
    items = tuple({**kept, **added}[id_] for id_ in dict.fromkeys(dossiers))
    council = await tx.get(Council, meeting.council)
    seats = {one.person: one for one in council.seats if one.person in meeting.members}
    known = await known_members(tx, seats, held_on)
    meeting.prepare(
        title=title,
        held_on=held_on,
        time=time,
        place=place,
        items=items,
        conflicts=proposed(known, items, meeting.conflicts),
    )
    meeting.lay_out(papers, guests)
    for dossier in new:
        dossier.schedule(act(actor, clock), meeting=meeting.id)
        tx.save(dossier)
    for dossier in (await tx.get_many(Dossier, [id_ for id_ in kept if id_ not in dossiers])).values():
        dossier.release(act(actor, clock), reason="Đưa ra khỏi chương trình phiên họp.")
        tx.save(dossier)
    return tx.save(meeting)


async def attend(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, presence: Mapping[str, Presence]
) -> Meeting:
    """Note which members are there, and how."""
    meeting = await _for(tx, actor, Action.ATTEND, meeting_id)
    meeting.attend(presence)
    return tx.save(meeting)


async def declare(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, reason: str, person: str = ""
) -> Meeting:
    """A member steps back from an item; chair and secretary may note it for a member."""
    meeting = await tx.get(Meeting, meeting_id)
    access.declares(meeting, person or actor.subject).or_deny(actor)
    meeting.declare(person or actor.subject, dossier_id, reason, by=actor.subject)
    return tx.save(meeting)


async def answer(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    meeting_id: str,
    dossier_id: str,
    person: str,
    confirmed: bool,
    why: str,
) -> Meeting:
    """Confirm or refuse a conflict that the data propose."""
    meeting = await _for(tx, actor, Action.ANSWER, meeting_id)
    meeting.answer(person, dossier_id, Answer(by=actor.subject, confirmed=confirmed, why=why))
    return tx.save(meeting)


async def note(tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, notes: str) -> Meeting:
    """Write down what was said about an item, for the minutes."""
    meeting = await _for(tx, actor, Action.NOTE, meeting_id)
    meeting.note(dossier_id, notes)
    return tx.save(meeting)


async def close(tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str) -> Meeting:
    """End the meeting: each dossier learns what was decided, and the minutes are made, in the same transaction."""
    meeting = await _for(tx, actor, Action.CLOSE, meeting_id)
    meeting.close(act(actor, clock))
    dossiers = await tx.get_many(Dossier, [item.dossier for item in meeting.items])
    for item in meeting.items:
        dossier = dossiers[item.dossier]
        if item.state is ItemState.CLOSED and item.tally is not None:
            dossier.council_decided(act(actor, clock), approved=bool(item.approved), tally=item.tally)
        else:
            dossier.release(act(actor, clock), reason="Phiên họp kết thúc khi chưa bỏ phiếu mục này.")
        tx.save(dossier)
    for minutes in made(meeting, act(actor, clock)):
        minutes.drafted(meeting.held_on)
        tx.save(minutes)
    return tx.save(meeting)


async def _for(tx: Transaction, actor: Actor, action: Action, meeting_id: str) -> Meeting:
    """The meeting, once it is clear that this person may do that there."""
    meeting = await tx.get(Meeting, meeting_id)
    access.at_meeting(action, meeting).or_deny(actor)
    return meeting


async def _waiting(tx: Transaction, unit: str, ids: Sequence[str], rules: RuleOf) -> list[Dossier]:
    """The dossiers in the order asked for; raises NotFound, CannotSchedule, and UnderExamination by the rule."""
    found = await tx.get_many(Dossier, ids)
    for missing in [id_ for id_ in ids if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    for dossier in found.values():
        if dossier.unit != unit or dossier.state is not State.ACCEPTED:
            raise CannotSchedule(nominee=dossier.nominee.name)
    kept_off = [one for one in found.values() if rules(one.award).held == HELD_OFF]
    await not_held(tx, *(one.nominee for one in kept_off))
    return [found[id_] for id_ in dict.fromkeys(ids)]


def _rules(law: Law, level: Level, on: date) -> RuleOf:
    """The council's rule of that day by award."""
    return lambda award: law.voting(level.value, award, on)


def _item(dossier: Dossier) -> Item:
    return Item(
        dossier=dossier.id,
        award=dossier.award,
        award_name=dossier.award_name,
        nominee=dossier.nominee,
        nominating_unit=dossier.nominating_unit,
    )
