"""What the pages of a meeting have in common: the meeting, the names in it, and what this person can do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.nomination import access
from services.nomination.councils import queries
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Item, Presence, Vote
from services.nomination.councils.states import Action, MeetingState
from services.nomination.councils.views import ItemView, items
from services.nomination.dossiers.model import Dossier
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.identity import Actor
from shared.web.forms import FormErrors, FormState
from shared.web.parts import Option

KEY_COOKIE = "hom_phieu"
"""The key of the box that is open in a meeting, in the browser of whoever opened it and nowhere else."""


@dataclass(frozen=True)
class Screen:
    """A meeting as one person sees it. ``may`` answers what office and state both allow."""

    meeting: Meeting
    agenda: tuple[ItemView, ...]
    names: Names
    actor: Actor

    @property
    def current(self) -> ItemView | None:
        """The item on which members vote now."""
        return next((item for item in self.agenda if item.state == "open"), None)

    @property
    def next(self) -> ItemView | None:
        """The item whose quorum matters now: the open one, else the first that waits."""
        return self.current or next((item for item in self.agenda if item.state == "pending"), None)

    @property
    def runs(self) -> bool:
        """Whether this person is chair or secretary."""
        return access.runs(self.meeting)(self.actor)

    @property
    def reads_papers(self) -> bool:
        """Whether this person downloads the files for the meeting."""
        return access.reads_papers(self.meeting)(self.actor)

    @property
    def sits(self) -> bool:
        """Whether this person is a voting member."""
        return access.sits(self.meeting)(self.actor)

    def item(self, dossier: str) -> ItemView:
        """An item; raises NotOnAgenda."""
        place = self.meeting.items.index(self.meeting.item(dossier))
        return self.agenda[place]

    def may(self, action: Action, item: ItemView | None = None) -> bool:
        """Whether to show the button."""
        fits = self.meeting.can(action, self.meeting.item(item.dossier) if item else None)
        return fits and access.at_meeting(action, self.meeting)(self.actor)

    @property
    def may_vote(self) -> bool:
        """Whether this person votes now."""
        current = self.current
        going_on = self.meeting.item(current.dossier).last if current else None
        return bool(
            current and going_on and self.actor.subject in going_on.roll and not current.voted_myself and self.sits
        )


async def screen(work: Any, meeting_id: str) -> Screen:
    """The meeting for the person asking; raises NotFound, Denied."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    turnout = await queries.turnout(work.reads, actor=work.actor, meeting=meeting)
    people = {*meeting.members, meeting.chair, meeting.secretary, *meeting.guests}
    names = await Names.load(work.reads, people=people, units={meeting.unit, *_units(meeting)})
    held = await queries.held_items(work.reads, meeting)
    return Screen(meeting, items(meeting, work.resources.law, turnout, held), names, work.actor)


async def show(
    request: Request, work: Any, meeting_id: str, template: str, *, wrong: FormErrors | None = None, **more: Any
) -> HTMLResponse:
    """A page of a meeting; with ``wrong`` the same page again, and what is to be put right."""
    seen = await screen(work, meeting_id)
    meeting, key = seen.meeting, request.cookies.get(KEY_COOKIE, "")
    closed = meeting.state is MeetingState.CLOSED
    page = PAGES.render(
        request,
        template,
        status=422 if wrong else 200,
        screen=seen,
        meeting=meeting,
        names=seen.names,
        base=url(meeting.id),
        item=more.pop("item", None) or seen.current,
        form=wrong or FormState(),
        answers=[(vote.value, PAGES.labels.name(vote)) for vote in Vote],
        ways=[(how.value, PAGES.labels.name(how)) for how in Presence],
        members=[Option(member, seen.names.person(member)) for member in meeting.members],
        key=key if seen.runs and seen.current else "",
        minutes=await queries.minutes_of(work.reads, meeting) if closed else [],
        upward=await _upward(work, meeting) if closed else [],
        **{"Action": Action, **more},
    )
    page.headers["Cache-Control"] = "no-store"
    return page


async def _upward(work: Any, meeting: Meeting) -> list[Item]:
    """What was approved here and is decided above: it goes up with a letter."""
    found = await work.reads.get_many(Dossier, [item.dossier for item in meeting.items if item.approved])
    return [
        item
        for item in meeting.items
        if item.dossier in found and found[item.dossier].decided_by_level not in ("", meeting.level.value)
    ]


def url(meeting_id: str, dossier: str = "") -> str:
    """The address of a meeting, or of an item of it."""
    return f"/nomination/meetings/{meeting_id}" + (f"/items/{dossier}" if dossier else "")


def _units(meeting: Meeting) -> set[str]:
    return {unit for item in meeting.items for unit in (item.nominee.unit, item.nominating_unit)}
