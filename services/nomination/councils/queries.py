"""Reading councils, meetings, boxes and minutes. Of an open ballot nobody sees more than who has voted."""

from __future__ import annotations

from dataclasses import dataclass

from services.nomination import access
from services.nomination.councils.ballot import BallotBox, box_id
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.model import Council
from services.nomination.councils.parts import Mode
from services.nomination.holds.model import WORDS
from services.nomination.holds.queries import held_among
from services.nomination.searching import covered_units
from shared.errors import Denied, NotFound
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Reads
from shared.store.reads import Page
from shared.web.filters import ngay


@dataclass(frozen=True)
class Turnout:
    """Of the last vote on an item: whether the person asking has voted; how many have, for chair and secretary."""

    voted_myself: bool
    voted: int | None


async def council(reads: Reads, *, actor: Actor, council_id: str) -> Council:
    """A council of a unit that the person's offices cover, or in which the person sits."""
    found = await reads.get(Council, council_id)
    sits = actor.subject in {found.chair, found.secretary, *(seat.person for seat in found.seats)}
    if not sits and not actor.covers((await unit_of(reads, found.unit)).path):
        raise Denied
    return found


async def councils(
    reads: Reads, *, actor: Actor, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Council]:
    """The councils of the units that the person's offices cover."""
    codes = await covered_units(reads, actor)
    wanted = sorted(codes & {unit} if unit else codes)
    return await reads.page(Council, {"unit": {"$in": wanted}}, after=after, limit=limit)


async def meeting(reads: Reads, *, actor: Actor, meeting_id: str) -> Meeting:
    """A meeting that the person attends or whose unit the offices cover."""
    found = await reads.get(Meeting, meeting_id)
    access.reads_meeting(found, (await unit_of(reads, found.unit)).path).or_deny(actor)
    return found


async def meetings(
    reads: Reads, *, actor: Actor, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Meeting]:
    """The meetings that the person may see, newest first."""
    codes = sorted(await covered_units(reads, actor))
    seen = {"$or": [{"unit": {"$in": codes}}, {"members": actor.subject}, {"secretary": actor.subject}]}
    filter_ = {"$and": [seen, {"unit": unit}]} if unit else seen
    return await reads.page(Meeting, filter_, after=after, limit=limit)


async def turnout(reads: Reads, *, actor: Actor, meeting: Meeting) -> dict[str, Turnout]:
    """Of each item that was voted on, what this person may know of its last vote, by dossier."""
    runs = access.runs(meeting)(actor)
    secret = {
        box_id(meeting.id, item.dossier, item.last.number): item.dossier
        for item in meeting.items
        if item.last and item.last.mode is Mode.SECRET
    }
    boxes = await reads.get_many(BallotBox, list(secret))
    voted = {secret[box.id]: (box.voted, runs or box.counted) for box in boxes.values()}
    for item in meeting.items:
        if item.last and item.last.mode is Mode.OPEN:
            voted[item.dossier] = (tuple(item.last.hands), True)
    return {id_: Turnout(actor.subject in who, len(who) if told else None) for id_, (who, told) in voted.items()}


async def held_items(reads: Reads, meeting: Meeting) -> dict[str, str]:
    """By dossier, what is examined about its nominee, in words; what that rests on stays with the officer."""
    held = await held_among(reads, [item.nominee for item in meeting.items])
    return {
        item.dossier: f"{WORDS[hold.what][0]} từ {ngay(hold.since)}"
        for item in meeting.items
        if (hold := held.get(item.nominee.id))
    }


async def box(
    reads: Reads, *, actor: Actor, meeting_id: str, dossier_id: str, round_: int
) -> tuple[Meeting, BallotBox]:
    """A secret vote that was counted, for those who may read the meeting; raises NotFound while it is open."""
    found = await meeting(reads, actor=actor, meeting_id=meeting_id)
    item = found.item(dossier_id)
    number = round_ or next((one.number for one in reversed(item.counted) if one.mode is Mode.SECRET), 0)
    kept = await reads.get_or_none(BallotBox, box_id(found.id, dossier_id, number))
    if kept is None or not kept.counted:
        raise NotFound(what="kết quả bỏ phiếu kín nào của mục này")
    return found, kept


async def minutes(reads: Reads, *, actor: Actor, minutes_id: str) -> tuple[Minutes, Meeting]:
    """Minutes with their meeting, for those who may read the meeting."""
    found = await reads.get(Minutes, minutes_id)
    return found, await meeting(reads, actor=actor, meeting_id=found.meeting)


async def minutes_of(reads: Reads, meeting: Meeting) -> list[Minutes]:
    """The minutes of a meeting that the person may read: first those of the meeting, then those of its ballots."""
    found = await reads.find(Minutes, {"meeting": meeting.id})
    return sorted(found, key=lambda one: one.what.value, reverse=True)
