"""The whole sample, read from its files, by key."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from deploy.local.play.data.dossiers import Dossier, NominationList
from deploy.local.play.data.exemplars import Conference
from deploy.local.play.data.meetings import Council, Meeting
from deploy.local.play.data.plans import Movement, Plan, Registration, TitleRegistration
from deploy.local.play.data.row import Row
from deploy.local.play.data.sweeps import Candidate, Sweep
from deploy.local.play.data.town import Change, Nominee, Officer, Unit

FOLDER = Path(__file__).resolve().parents[4] / "samples" / "duong-quang-2025"


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
    def lists(self) -> dict[str, NominationList]:
        """The lists of the year."""
        return {row["id"]: NominationList.model_validate(row) for row in self._read("dossiers")["lists"]}

    @cached_property
    def sweeps(self) -> dict[str, Sweep]:
        """The sweeps of the year."""
        return {row["key"]: Sweep.model_validate(row) for row in self._read("sweep")["sweeps"]}

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        """Who is on their lists."""
        return {row["id"]: Candidate.model_validate(row) for row in self._read("sweep")["candidates"]}

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
    def conference(self) -> Conference:
        """The conference of models with the old books it rests on."""
        return Conference.model_validate(self._read("exemplars"))

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
