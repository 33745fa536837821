"""What the year sets out to do: the plan, movements, what is registered with the town."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from deploy.local.play.data.row import Row


class Task(Row):
    """A task of the plan."""

    code: str
    title: str
    text: str
    leader: str
    helpers: tuple[str, ...] = ()
    each_unit: tuple[str, ...] = ()
    due: date
    period: str
    indicator: dict[str, Any]


class LegalBasis(Row):
    """A text on which the plan rests."""

    citation: str
    number: str = ""
    issued: date | None = None
    issuer: str = ""


class Purpose(Row):
    """An aim or demand of the plan, before its tasks."""

    code: str
    title: str
    text: tuple[str, ...]


class Section(Row):
    """A part of the plan."""

    code: str
    title: str


class Recipients(Row):
    """A line of «Nơi nhận»."""

    name: str
    units: tuple[str, ...]
    channel: str


class Heading(Row):
    """The head of the plan."""

    basis: str


class Plan(Row):
    """The commune's plan for the year."""

    key: str
    unit: str
    year: int
    title: str
    heading: Heading
    legal_bases: tuple[LegalBasis, ...]
    purposes: tuple[Purpose, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    recipients: tuple[Recipients, ...]


class Criterion(Row):
    """What earns points."""

    code: str
    group: str
    name: str
    max_points: int


class Movement(Row):
    """A movement and its criteria."""

    key: str
    title: str
    form: str
    unit: str
    since: date = Field(alias="from")
    until: date = Field(alias="to")
    objective: str
    scope: str
    subjects: tuple[str, ...]
    measures: str
    criteria: tuple[Criterion, ...]


class Target(Row):
    """A content that is registered, with the figure to be reached."""

    content: str
    unit: str
    target: int


class Version(Row):
    """One version of the registration, and what the town said to it."""

    version: int
    reason: str | None = None
    criteria: tuple[str, ...]
    titles_aimed_at: tuple[str, ...] = ()


class Registration(Row):
    """What the commune registers with the town."""

    key: str
    unit: str
    to_unit: str
    movement: str
    contents: tuple[Target, ...]
    versions: tuple[Version, ...]


class AimedAt(Row):
    """A title that a person goes for."""

    person: str
    title: str


class TitleRegistration(Row):
    """The titles that a unit goes for."""

    unit: str
    by: str
    individuals: tuple[AimedAt, ...]
    collective: str | None = None
