"""Reading councils and meetings. Of an open ballot nobody sees more than who has voted."""

from __future__ import annotations

from dataclasses import dataclass

from services.nomination import access
from services.nomination.councils.ballot import BallotBox, box_id
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.model import Council
from services.nomination.searching import covered_units
from shared.errors import Denied
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Reads
from shared.store.reads import Page


@dataclass(frozen=True)
class Turnout:
    """Of one item: whether the person asking has voted; how many have, for chair and secretary alone."""

    voted_myself: bool
    voted: int | None
    tokens: tuple[str, ...]


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
    """Of each item whose ballot was opened, what this person may know, by dossier."""
    ids = {box_id(meeting.id, item.dossier): item.dossier for item in meeting.items}
    boxes = await reads.get_many(BallotBox, list(ids))
    runs = access.runs(meeting)(actor)
    return {
        ids[box.id]: Turnout(
            voted_myself=actor.subject in box.voted,
            voted=len(box.voted) if runs or box.counted else None,
            tokens=box.tokens,
        )
        for box in boxes.values()
    }
