"""Posting lists, and what citizens and officers do with comments."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from services.nomination import access
from services.nomination.acts import act
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.postings.errors import NotPostable, PostingClosed, TooManyComments
from services.nomination.postings.model import Comment, PostedLine, Posting
from services.nomination.postings.sufficiency import last_day
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law
from shared.store import Transaction
from shared.web.filters import ngay

POSTABLE = (State.ACCEPTED, State.SCHEDULED, State.APPROVED)
USUAL_PLACE = "Trụ sở Ủy ban nhân dân và Trang Thông tin điện tử"
A_DAY = 3
"""Comments that may come from one address in a day."""
KEEP_DAYS = 30
"""After the end of the notice, the names and contacts of those who commented are erased."""


async def post(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    title: str,
    dossiers: Sequence[str],
    place: str = "",
) -> Posting:
    """Make a list public, for the longest time that the law asks for any award on it."""
    access.posts(unit).or_deny(actor)
    where, today = await unit_of(tx, unit), clock.today()
    found = await tx.get_many(Dossier, dossiers)
    for missing in [id_ for id_ in dossiers if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    for one in found.values():
        if one.unit != unit or one.state not in POSTABLE:
            raise NotPostable(nominee=one.nominee.name)
    names = await Names.load(tx, units={one.nominating_unit for one in found.values()})
    lines = [_line(found[id_], names) for id_ in dossiers]
    posting = made_public(law, where, today, title=title, place=place, lines=lines)
    posting.post(act(actor, clock))
    return tx.save(posting)


def made_public(
    law: Law, where: DirectoryUnit, today: date, *, title: str, place: str, lines: Sequence[PostedLine]
) -> Posting:
    """The posting of some lines, not yet told, for the longest time that the law asks for any award on it."""
    level = where.level.value
    awards = sorted({one.award for one in lines})
    asked = [law.deadline("public_notice", level=level, on=today, award=code) for code in awards]
    ends = [
        (last_day(today, one.working_days or one.calendar_days or 0, working=one.working_days is not None), one)
        for one in asked
    ]
    closes_on, longest = max(ends, key=lambda pair: pair[0])
    obliged = [law.public_notice(code, today, level=level) for code in awards]
    return Posting(
        unit=where.id,
        level=where.level,
        title=title,
        unit_name=where.name,
        place=place or next((one.where_vi for one in obliged if one), USUAL_PLACE),
        lines=tuple(lines),
        days=longest.working_days or longest.calendar_days or 0,
        working=longest.working_days is not None,
        citation=longest.citation,
        posted_on=today,
        closes_on=closes_on,
    )


async def comment(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    posting_id: str,
    text: str,
    name: str,
    contact: str,
    address: str,
    about: str = "",
) -> Comment:
    """A citizen says something; nobody but the officer reads it until it is published."""
    posting, today = await tx.get(Posting, posting_id), clock.today()
    if about and about not in {line.about for line in posting.lines}:
        raise NotFound(what="người này trong danh sách")
    if not posting.is_open(today):
        raise PostingClosed(closed=ngay(posting.closes_on))
    if await tx.count(Comment, {"address": address}) >= A_DAY:
        raise TooManyComments(most=A_DAY)
    said = Comment(
        unit=posting.unit,
        level=posting.level,
        posting=posting.id,
        about=about,
        text=text,
        name=name,
        contact=contact,
        address=address,
        at=clock.now(),
        erase_on=posting.closes_on + timedelta(days=KEEP_DAYS),
    )
    said.receive(today)
    return tx.save(said)


async def judge(tx: Transaction, *, actor: Actor, clock: Clock, comment_id: str, publish: bool, answer: str) -> Comment:
    """Publish a comment with the answer to it, or hide it with the reason."""
    said = await tx.get(Comment, comment_id)
    access.posts(said.unit).or_deny(actor)
    said.judge(act(actor, clock), publish=publish, answer=answer)
    return tx.save(said)


def hashed(address: str, secret: str, day: date) -> str:
    """An address that is the same all day and tells nothing the day after."""
    return hashlib.sha256(f"{secret}|comments|{day}|{address}".encode()).hexdigest()[:24]


def _line(dossier: Dossier, names: Names) -> PostedLine:
    return PostedLine(
        dossier=dossier.id,
        award=dossier.award,
        award_name=dossier.award_name,
        nominee=dossier.nominee.name,
        unit_name=names.unit(dossier.nominating_unit),
    )
