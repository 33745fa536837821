"""The conference of models: the old books, and the selection of delegates."""

from __future__ import annotations

import datetime as dt

from deploy.local.play.data.row import Row


class Decision(Row):
    """The decision of a year."""

    year: int
    number: str
    town_number: str
    date: dt.date


class Past(Row):
    """Somebody in the old books."""

    nominee: str
    field: str
    category: str = ""
    awards: dict[str, tuple[int, ...]]
    sudden: tuple[int, ...] = ()


class Books(Row):
    """The register of the years before."""

    unit: str
    issuer: str
    town_issuer: str
    of_town: tuple[str, ...]
    decisions: tuple[Decision, ...]
    people: tuple[Past, ...]


class Adjusted(Row):
    """What the officer changes by hand."""

    nominee: str
    chosen: bool
    reason: str


class Selection(Row):
    """The selection for a conference."""

    unit: str
    title: str
    from_year: int
    to_year: int
    held_on: dt.date
    place: str
    seats: int
    adjusted: tuple[Adjusted, ...]


class Conference(Row):
    """Both."""

    books: Books
    selection: Selection
