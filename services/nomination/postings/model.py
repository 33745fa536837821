"""Niêm yết, công khai: a list made public for the days of the law, and what citizens say to it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.postings.errors import Answered
from shared.aggregate import Aggregate, StatefulAggregate
from shared.events.nomination import NoticeCommented, PublicNoticePosted


class PostedLine(BaseModel):
    """One who is on the list: a dossier, or a candidate of a sweep who becomes one after the notice."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dossier: str
    award: str
    award_name: str
    nominee: str
    unit_name: str
    candidate: str = ""

    @property
    def about(self) -> str:
        """By which a comment names this line."""
        return self.candidate or self.dossier


class Posting(Aggregate):
    """``closes_on`` is the last of the ``days`` that the law asks for; ``working`` says how they are counted."""

    kind: ClassVar[str] = "posting"
    collection: ClassVar[str] = "postings"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("lines.dossier",), ("unit", "-id"))

    title: str
    unit_name: str
    place: str
    lines: tuple[PostedLine, ...]
    days: int
    working: bool
    citation: str
    posted_on: date
    closes_on: date
    posted_by: str = ""

    def post(self, act: Act) -> None:
        """Make it public."""
        self.posted_by = act.by
        self.record(
            PublicNoticePosted(
                posting=self.id,
                unit=self.unit,
                title=self.title,
                place=self.place,
                posted_on=self.posted_on,
                closes_on=self.closes_on,
                people=len(self.lines),
            )
        )

    def became(self, candidate: str, dossier: str) -> None:
        """A candidate on the list has become a dossier, for which this notice counts."""
        self.lines = tuple(
            one.model_copy(update={"dossier": dossier}) if one.candidate == candidate else one for one in self.lines
        )

    def is_open(self, on: date) -> bool:
        """Whether it still stands on that day, the last one included."""
        return on <= self.closes_on


class CommentState(StrEnum):
    PENDING = "pending"
    """Only the officer reads it."""
    PUBLISHED = "published"
    HIDDEN = "hidden"


class Comment(StatefulAggregate[CommentState]):
    """What a citizen says, of the whole list or ``about`` one line of it.

    ``name`` and ``contact`` are for the officer alone, and are erased some time after. ``address`` is a hash that
    changes every day: it limits how often somebody writes and tells nobody who it was.
    """

    kind: ClassVar[str] = "comment"
    collection: ClassVar[str] = "comments"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("posting", "state", "-id"), ("address",), ("erase_on",))
    transitions = {
        CommentState.PENDING: (CommentState.PUBLISHED, CommentState.HIDDEN),
        CommentState.PUBLISHED: (CommentState.HIDDEN,),
    }

    state: CommentState = CommentState.PENDING
    posting: str
    about: str = ""
    text: str
    name: str = ""
    contact: str = ""
    address: str
    at: datetime
    erase_on: date
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""

    def receive(self, on: date) -> None:
        """Tell the officer that there is one; what it says stays here."""
        self.record(NoticeCommented(comment=self.id, posting=self.posting, unit=self.unit, received_on=on))

    def judge(self, act: Act, *, publish: bool, answer: str) -> None:
        """Publish it with an answer, or hide it, for which the answer is the reason kept here."""
        target = CommentState.PUBLISHED if publish else CommentState.HIDDEN
        self.require(self.can_move(target), Answered())
        self.move(target)
        self.answer, self.answered_on, self.answered_by = answer, act.on, act.by

    def forget(self) -> None:
        """Erase who wrote it."""
        self.name = self.contact = self.address = ""
