"""The sample year, read once for all tests of its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3] / "samples" / "duong-quang-2025"
FILES = ("units", "people", "plan", "movement", "dossiers", "sweep", "meetings", "exemplars", "year", "expected")

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The files as plain data, and what tests look up most."""

    files: dict[str, Row]
    texts: dict[str, str]

    @property
    def units(self) -> dict[str, Row]:
        """Every unit by code; communes and base units carry ``parent``."""
        tree = self.files["units"]
        found: list[Row] = [*tree["communes"], *tree["base_units"]]
        for top in (tree["province"], tree["town"]):
            found += [top, *({**unit, "parent": top["code"]} for unit in top["units"])]
        return {unit["code"]: unit for unit in found}

    @property
    def officers(self) -> dict[str, Row]:
        return {person["id"]: person for person in self.files["people"]["officers"]}

    @property
    def nominees(self) -> dict[str, Row]:
        return {nominee["id"]: nominee for nominee in self.files["people"]["nominees"]}

    @property
    def dossiers(self) -> dict[str, Row]:
        return {dossier["id"]: dossier for dossier in self.files["dossiers"]["dossiers"]}

    @property
    def candidates(self) -> dict[str, Row]:
        return {one["id"]: one for one in self.files["sweep"]["candidates"]}

    @property
    def meetings(self) -> dict[str, Row]:
        return {meeting["id"]: meeting for meeting in self.files["meetings"]["meetings"]}

    @property
    def steps(self) -> list[Row]:
        steps: list[Row] = self.files["year"]["steps"]
        return steps

    @property
    def results(self) -> dict[str, Row]:
        return {result["dossier"]: result for result in self.files["expected"]["results"]}

    def holders(self, role: str, unit: str, on: date) -> set[str]:
        """Who holds an office on a date."""
        return {
            person["id"]
            for person in self.officers.values()
            for office in person["offices"]
            if (office["role"], office["unit"]) == (role, unit) and office["from"] <= on <= office.get("to", date.max)
        }

    def unit_of(self, nominee: str) -> str:
        """The unit that a nominee belongs to; a collective named by its unit code is its own."""
        unit: str = self.nominees[nominee]["unit"] if nominee in self.nominees else nominee
        return unit

    def subject_kind(self, nominee: str) -> str:
        kind: str = self.nominees[nominee]["kind"] if nominee in self.nominees else "collective"
        return kind

    def law_day(self, key: str) -> date:
        """The day whose law applies: the receipt, or the day on which a dossier was refused."""
        dossier = self.dossiers[key]
        day: date = dossier["received_on"] or dossier["ineligible"]["date"]
        return day

    def did(self, action: str, **about: str) -> list[Row]:
        """The steps of one action, about one thing if given: a dossier may be one of several."""
        return [
            s
            for s in self.steps
            if s["do"] == action
            and all(s.get(key) == value or value in s.get(f"{key}s", ()) for key, value in about.items())
        ]

    def nominated(self, key: str) -> list[Row]:
        """The steps by which a dossier began: written by its unit, in whichever way, or made of a candidate."""
        found = [
            one
            for action in ("nominate", "nominate_simplified", "find_ineligible")
            for one in self.did(action, dossier=key)
        ]
        people = [id_ for id_, one in self.candidates.items() if one.get("dossier") == key]
        return found + [one for id_ in people for one in self.did("propose_candidate", candidate=id_)]

    def decided(self, key: str) -> list[Row]:
        """The decisions on a dossier."""
        return self.did("decide", dossier=key)


@pytest.fixture(scope="session")
def sample() -> Sample:
    texts = {name: (ROOT / f"{name}.yaml").read_text(encoding="utf-8") for name in FILES}
    return Sample(files={name: yaml.safe_load(text) for name, text in texts.items()}, texts=texts)
