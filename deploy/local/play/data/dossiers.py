"""Dossiers and what becomes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from deploy.local.play.data.row import Row


class Paper(Row):
    """A part of a dossier; ``first_missing``: not there at the first submission."""

    part: str
    name: str
    file: str
    first_missing: bool = False


class Returned(Row):
    """Why a dossier came back."""

    missing: tuple[str, ...]
    reason: str


class Withdrawn(Row):
    """Why a dossier was taken back."""

    reason: str


class Revoked(Row):
    """Why an award was taken back, and the days that count."""

    title: str
    ground: str
    conclusion: str
    concluded_on: date
    reported_on: date
    reason: str


class Ineligible(Row):
    """The condition that does not hold, and its article."""

    article: str


class Overridden(Row):
    """The condition that does not hold, and why the unit nominates all the same."""

    article: str
    reason: str


class Section(Row):
    """A section of the achievement report: running text, or labelled lines."""

    section: str
    text: str = ""
    fields: dict[str, str] = {}


class ListLine(Row):
    """Somebody on a list, and for what."""

    name: str
    achievement: str


class NominationList(Row):
    """A list from a workbook; ``subject`` as its column says it."""

    id: str
    title: str
    unit: str
    award: str
    kind: str
    year: int
    subject: str
    lines: tuple[ListLine, ...]


class Dossier(Row):
    """A dossier; ``facts`` are what the law asks about."""

    id: str
    award: str
    kind: str
    nominee: str
    achievement: str
    attachments: tuple[Paper, ...]
    facts: dict[str, Any]
    returned: Returned | None = None
    withdrawn: Withdrawn | None = None
    revoked: Revoked | None = None
    ineligible: Ineligible | None = None
    overridden: Overridden | None = None
    together: tuple[str, ...] = ()
    report: tuple[Section, ...] = ()

    @property
    def achieved_on(self) -> date | None:
        """The day of a sudden achievement."""
        day: date | None = self.facts["achievement"].get("counted_from")
        return day
