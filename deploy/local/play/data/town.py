"""Where people are and who they are: units, reorganisations, accounts with their offices, nominees."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from deploy.local.play.data.row import Row


class Unit(Row):
    """A unit of the tree."""

    code: str
    name: str
    level: str
    kind: str
    parent: str | None = None
    valid_to: date | None = None


class Change(Row):
    """A reorganisation: one unit ends, those below it go elsewhere."""

    code: str
    effective: date
    closes: str
    new_parent: str


class Office(Row):
    """An office and its time."""

    role: str
    unit: str
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")


class Officer(Row):
    """A person with an account."""

    id: str
    name: str
    honorific: str
    position: str
    email: str
    offices: tuple[Office, ...]


class Nominee(Row):
    """Who is nominated."""

    id: str
    kind: str
    name: str
    unit: str
    position: str = ""
    honorific: str = ""
