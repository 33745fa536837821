"""The sample year as typed data: what the eight files say, as far as somebody acts on it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).resolve().parents[3] / "samples" / "duong-quang-2025"


class Row(BaseModel):
    """A row of a file; what is only for readers is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


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

    @property
    def achieved_on(self) -> date | None:
        """The day of a sudden achievement."""
        day: date | None = self.facts["achievement"].get("counted_from")
        return day


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


class Report(Row):
    """A report to file."""

    key: str
    title: str
    unit: str
    span: str
    signer: str
    since: date = Field(alias="from")
    until: date = Field(alias="to")


class Sample:
    """All of it, by key."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The tree, parents before children."""
        tree = self._read("units")
        rows: list[dict[str, Any]] = []
        for top in (tree["province"], tree["town"]):
            rows += [top, *({**unit, "parent": top["code"], "level": "base"} for unit in top["units"])]
        rows += [{**unit, "level": "commune"} for unit in tree["communes"]]
        rows += [{**unit, "level": "base"} for unit in tree["base_units"]]
        return {row["code"]: Unit.model_validate(row) for row in rows}

    @cached_property
    def changes(self) -> dict[str, Change]:
        """The reorganisations of the year."""
        return {row["code"]: Change.model_validate(row) for row in self._read("units")["changes"]}

    @cached_property
    def officers(self) -> dict[str, Officer]:
        """Who has an account."""
        return {row["id"]: Officer.model_validate(row) for row in self._read("people")["officers"]}

    @cached_property
    def nominees(self) -> dict[str, Nominee]:
        """Who can be nominated: persons, households, small collectives, and every unit as a collective."""
        rows = [Nominee.model_validate(row) for row in self._read("people")["nominees"]]
        units = [Nominee(id=u.code, kind="collective", name=u.name, unit=u.code) for u in self.units.values()]
        return {one.id: one for one in [*units, *rows]}

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """The plan of the year."""
        plan = Plan.model_validate(self._read("plan"))
        return {plan.key: plan}

    @cached_property
    def movements(self) -> dict[str, Movement]:
        """The movements of the year."""
        return {row["key"]: Movement.model_validate(row) for row in self._read("movement")["movements"]}

    @cached_property
    def registrations(self) -> dict[str, Registration]:
        """What is registered with the town."""
        registration = Registration.model_validate(self._read("movement")["registration"])
        return {registration.key: registration}

    @cached_property
    def titles(self) -> dict[str, TitleRegistration]:
        """The titles that units register, by unit."""
        rows = self._read("movement")["title_registrations"]
        return {row["unit"]: TitleRegistration.model_validate(row) for row in rows}

    @cached_property
    def dossiers(self) -> dict[str, Dossier]:
        """The dossiers of the year."""
        return {row["id"]: Dossier.model_validate(row) for row in self._read("dossiers")["dossiers"]}

    @cached_property
    def councils(self) -> dict[str, Council]:
        """The councils, by unit."""
        return {row["unit"]: Council.model_validate(row) for row in self._read("meetings")["councils"]}

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """The meetings of the year."""
        return {row["id"]: Meeting.model_validate(row) for row in self._read("meetings")["meetings"]}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports to file."""
        return {row["key"]: Report.model_validate(row) for row in self._read("year")["reports"]}

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """The calendar, row by row, as it is written."""
        rows: list[dict[str, Any]] = self._read("year")["steps"]
        return rows

    @cached_property
    def expected(self) -> dict[str, Any]:
        """What must be true at the end of the year."""
        return self._read("expected")

    def _read(self, name: str) -> dict[str, Any]:
        if name not in self._files:
            self._files[name] = yaml.safe_load((self._folder / f"{name}.yaml").read_text(encoding="utf-8"))
        return self._files[name]

    @cached_property
    def _files(self) -> dict[str, dict[str, Any]]:
        return {}
