"""Whether a list was public long enough: asked before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.nomination.dossiers.model import Dossier
from services.nomination.holds.queries import not_held
from services.nomination.postings.errors import NoticeTooShort
from services.nomination.postings.model import Posting
from shared.calendar import add_working_days
from shared.law import Law
from shared.store import Reads
from shared.web.filters import ngay

MOST = 2000


def last_day(posted_on: date, days: int, *, working: bool) -> date:
    """The last of so many days; the day of posting itself does not count."""
    return add_working_days(posted_on, days) if working else posted_on + timedelta(days=days)


@dataclass(frozen=True)
class Obstacle:
    """Why the notice does not suffice, in both languages."""

    vi: str
    en: str


def notice_lacks(
    law: Law, *, award: str, level: str, received_on: date, postings: Sequence[Posting], on: date
) -> Obstacle | None:
    """None if these postings suffice on that day; else why not.

    Where the law asks for a public notice, one that took the days of the law must be over. What a unit posts without
    being obliged to must be over as well.
    """
    for one in postings:
        if one.is_open(on):
            end = ngay(one.closes_on)
            return Obstacle(
                f"danh sách còn niêm yết công khai đến hết ngày {end}", f"the list is public until the end of {end}"
            )
    asked = law.public_notice(award, received_on, level=level)
    if asked is None:
        return None
    days, working = asked.working_days or asked.calendar_days or 0, asked.working_days is not None
    if any(last_day(one.posted_on, days, working=working) < on for one in postings):
        return None
    count = f"{days} ngày{' làm việc' if working else ''}"
    return Obstacle(
        f"danh sách phải được niêm yết công khai đủ {count} ({asked.citation})",
        f"the list must be public for {days} {'working ' if working else ''}days ({asked.citation})",
    )


def notice_is_sufficient(law: Law, dossier: Dossier, postings: Sequence[Posting], on: date) -> NoticeTooShort | None:
    """None if the dossier may be decided on that day; else why not."""
    its = [one for one in postings if any(line.dossier == dossier.id for line in one.lines)]
    lacks = notice_lacks(
        law,
        award=dossier.award,
        level=dossier.level.value,
        received_on=dossier.received_on or on,
        postings=its,
        on=on,
    )
    return NoticeTooShort(nominee=dossier.nominee.name, why=lacks.vi, why_en=lacks.en) if lacks else None


async def require_clear(reads: Reads, law: Law, dossiers: Sequence[Dossier], on: date) -> None:
    """Raise NoticeTooShort or UnderExamination for the first dossier that may not be decided on that day."""
    ids = [dossier.id for dossier in dossiers]
    postings = await reads.find(Posting, {"lines.dossier": {"$in": ids}}, limit=MOST)
    for dossier in dossiers:
        if refusal := notice_is_sufficient(law, dossier, postings, on):
            raise refusal
    await not_held(reads, *(dossier.nominee for dossier in dossiers))
