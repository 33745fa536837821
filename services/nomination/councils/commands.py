"""What is done with councils and their meetings."""

from __future__ import annotations

from datetime import date

from services.nomination import access
from services.nomination.acts import act
from services.nomination.councils.errors import CannotSchedule, SeatsWrong
from services.nomination.councils.meeting import Item, ItemState, Meeting
from services.nomination.councils.model import Council, Seat
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from shared.clock import Clock
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Transaction


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


async def convene(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    council_id: str,
    title: str,
    held_on: date,
    time: str,
    place: str,
    dossiers: tuple[str, ...],
) -> Meeting:
    """Call the council together about dossiers that its unit has received."""
    council = await tx.get(Council, council_id)
    access.convenes(council).or_deny(actor)
    found = await tx.get_many(Dossier, dossiers)
    for missing in [id_ for id_ in dossiers if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    agenda = [found[id_] for id_ in dossiers]
    for dossier in agenda:
        if dossier.unit != council.unit or dossier.state is not State.ACCEPTED:
            raise CannotSchedule(nominee=dossier.nominee.name)
    members = council.members(held_on)
    if council.chair not in members:
        raise SeatsWrong(
            detail_vi="Chủ tịch Hội đồng không còn là ủy viên vào ngày họp.",
            detail_en="the chair is not a member on the day of the meeting.",
        )
    meeting = Meeting(
        unit=council.unit,
        level=council.level,
        council=council.id,
        title=title,
        held_on=held_on,
        time=time,
        place=place,
        members=members,
        chair=council.chair,
        secretary=council.secretary,
        items=tuple(
            Item(dossier=one.id, award=one.award, award_name=one.award_name, nominee=one.nominee) for one in agenda
        ),
    )
    meeting.convened()
    for dossier in agenda:
        dossier.schedule(act(actor, clock), meeting=meeting.id)
        tx.save(dossier)
    return tx.save(meeting)


async def attend(tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, present: tuple[str, ...]) -> Meeting:
    """Note which members are there."""
    meeting = await tx.get(Meeting, meeting_id)
    access.runs(meeting).or_deny(actor)
    meeting.attend(present)
    return tx.save(meeting)


async def declare(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, reason: str, person: str = ""
) -> Meeting:
    """A member steps back from an item; chair and secretary may note it for a member."""
    meeting = await tx.get(Meeting, meeting_id)
    access.declares(meeting, person or actor.subject).or_deny(actor)
    meeting.declare(person or actor.subject, dossier_id, reason)
    return tx.save(meeting)


async def close(tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str) -> Meeting:
    """End the meeting: each dossier learns what the council decided, in the same transaction."""
    meeting = await tx.get(Meeting, meeting_id)
    access.runs(meeting).or_deny(actor)
    meeting.close(act(actor, clock))
    dossiers = await tx.get_many(Dossier, [item.dossier for item in meeting.items])
    for item in meeting.items:
        dossier = dossiers[item.dossier]
        if item.state is ItemState.CLOSED and item.tally is not None:
            dossier.council_decided(act(actor, clock), approved=bool(item.approved), tally=item.tally)
        else:
            dossier.release(act(actor, clock), reason="Phiên họp kết thúc khi chưa bỏ phiếu mục này.")
        tx.save(dossier)
    return tx.save(meeting)
