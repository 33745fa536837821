"""Councils, their meetings, how their ballots end."""

from __future__ import annotations

from datetime import date

from deploy.local.play.data.row import Row


class Council(Row):
    """Who sits in a council; the secretary does not vote."""

    unit: str
    chair: str
    secretary: str
    members: tuple[str, ...]


class Absence(Row):
    """A member who does not come to a meeting, or steps back from an item."""

    person: str
    reason: str


class BallotCounts(Row):
    """How a secret ballot ends."""

    agree: int
    disagree: int
    abstain: int


class Item(Row):
    """A dossier on the agenda."""

    dossier: str
    recused: tuple[Absence, ...] = ()
    ballot: BallotCounts
    passed: bool
    notes: str = ""


class MinutesCorrection(Row):
    """What the chair sends the minutes back for, and what the secretary writes then."""

    reason: str
    conclusion: str


class Meeting(Row):
    """A council meeting."""

    id: str
    unit: str
    title: str
    date: date
    time: str
    place: str
    absent: tuple[Absence, ...]
    late: tuple[Absence, ...] = ()
    remote: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    quorum_lost_on: str | None = None
    no_conflict: str = "Không trực tiếp quản lý, không có quyền lợi liên quan."
    correction: MinutesCorrection | None = None
    items: tuple[Item, ...]
