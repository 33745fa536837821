"""Known cases, row by row: known_outcomes/*.yaml are the tables, each row with the article that decides it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.law import Facts, Law, NoFigure, NoRule
from tests.unit.law.nominees import civil_servant, collective

HERE = Path(__file__).parent / "known_outcomes"
CONDITIONS, AUTHORITIES, MONEY, REST = (
    yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("conditions", "authorities", "money", "time_and_councils")
)

_FIVE = range(2021, 2026)
PEOPLE: dict[str, Facts] = {
    "civil_servant": civil_servant(),
    "collective": collective(advanced=9, total=10),
    "five_good_years": civil_servant(ratings=dict.fromkeys(_FIVE, "HTT")),
    "five_excellent_years": collective(advanced=9, total=10, ratings=dict.fromkeys(_FIVE, "HTXS")),
    "household": Facts.model_validate(
        {"subject": {"kind": "household", "category": "family"}, "year": 2025, "disciplines": [], "proceedings": []}
    ),
    "volunteer": Facts.model_validate(
        {"subject": {"kind": "individual", "category": "veteran_volunteer"}, "year": 2025, "kind": "LH-KC"}
    ),
}


def told(row: dict[str, Any]) -> str:
    return row.get("case") or " ".join(f"{value}" for key, value in row.items() if key != "article")


def facts(row: dict[str, Any]) -> Facts:
    known = PEOPLE[row["who"]].model_dump(mode="json", exclude_none=True)
    return Facts.model_validate({**known, **row["with"]})


def test_the_table_is_as_long_as_a_reviewer_needs() -> None:
    assert len(CONDITIONS) >= 80
    assert len({told(row) for row in CONDITIONS}) == len(CONDITIONS)


@pytest.mark.parametrize("row", CONDITIONS, ids=told)
def test_a_condition(law: Law, row: dict[str, Any]) -> None:
    found = law.assess(row["award"], facts(row), received_on=row["day"])
    (result,) = [each for each in found.conditions if each.id == row["condition"]]
    assert result.outcome == row["is"]
    assert row["article"] in f"{result.article} | {result.citation}"
    assert [fact.path for fact in result.missing_facts] == row.get("asks", [])


@pytest.mark.parametrize("row", AUTHORITIES, ids=told)
def test_an_authority(law: Law, row: dict[str, Any]) -> None:
    found = law.authority(row["award"], row["day"])
    assert (found.level, list(found.also)) == (row["level"], row.get("also", []))
    assert row["article"] in found.citation
    assert found.unverified is row.get("unverified", False)


@pytest.mark.parametrize("row", MONEY, ids=told)
def test_an_amount(law: Law, row: dict[str, Any]) -> None:
    if "none" in row:
        with pytest.raises((NoFigure, NoRule)) as refused:
            law.bonus(row["award"], row["subject"], decided_on=row["day"])
        assert refused.value.code == row["none"]
        return
    found = law.bonus(row["award"], row["subject"], decided_on=row["day"])
    assert (found.raw, found.rounded) == (row["raw"], row["rounded"])
    assert row["article"] in found.citation
    assert (found.unverified, found.at_most) == (row.get("unverified", False), row.get("at_most", False))


@pytest.mark.parametrize("row", REST["deadlines"], ids=told)
def test_a_deadline(law: Law, row: dict[str, Any]) -> None:
    found = law.deadline(row["step"], level=row["level"], on=row["day"], award=row.get("award", ""))
    assert (found.working_days, found.calendar_days) == (row.get("working"), row.get("calendar"))
    assert row["article"] in found.citation
    assert found.unverified is row.get("unverified", False)


@pytest.mark.parametrize("row", REST["due_dates"], ids=told)
def test_a_due_date(law: Law, row: dict[str, Any]) -> None:
    found = law.due_date(row["step"], on=row["day"], award=row.get("award", ""), sector=row.get("sector", "general"))
    last: date = row["last"]
    assert found.in_year(last.year) == last
    assert row["article"] in found.citation
    assert found.unverified is row.get("unverified", False)


@pytest.mark.parametrize("row", REST["votes"], ids=told)
def test_a_vote(law: Law, row: dict[str, Any]) -> None:
    found = law.voting(row["level"], row["award"], row["day"])
    assert found.quorate(present=row["present"], members=row["members"])
    approved = found.approved(in_favour=row["agree"], present=row["present"], members=row["members"])
    assert approved is row["approved"]
    assert row["article"] in found.citation
    assert found.unverified is row.get("unverified", False)


@pytest.mark.parametrize("row", REST["quotas"], ids=told)
def test_a_cap(law: Law, row: dict[str, Any]) -> None:
    found = law.quota(row["award"], row["day"])
    assert found is not None
    assert found.seats(row["holders"]) == row["seats"]
    assert row["article"] in found.citation
    assert found.unverified is row.get("unverified", False)
