"""The old books and the selection for the conference: references resolve, figures add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample


def people(sample: Sample) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sample.files["exemplars"]["books"]["people"]
    return found


def test_everybody_in_the_old_books_is_known_once(sample: Sample) -> None:
    named = [one["nominee"] for one in people(sample)]
    assert len(named) == len(set(named))
    assert set(named) <= sample.nominees.keys() | sample.units.keys()


def test_nobody_in_the_old_books_has_a_dossier_in_the_year(sample: Sample) -> None:
    """Or the facts that a dossier writes would have to repeat the books."""
    nominated = {dossier["nominee"] for dossier in sample.dossiers.values()}
    assert not nominated & {one["nominee"] for one in people(sample)}


def test_every_year_of_an_award_has_its_decision(sample: Sample) -> None:
    decided = {one["year"]: one["date"] for one in sample.files["exemplars"]["books"]["decisions"]}
    assert all(day.year == year < 2025 for year, day in decided.items())
    for one in people(sample):
        years = {year for its in one["awards"].values() for year in its}
        assert years <= decided.keys()
        assert set(one.get("sudden", ())) <= years


def test_conference_is_the_one_that_the_plan_reports(sample: Sample) -> None:
    selection = sample.files["exemplars"]["selection"]
    [report] = [step for step in sample.did("report_task") if step["task"] == "II.3"]
    assert f"tuyên dương {selection['seats']} điển hình" in report["text"]
    assert f"{selection['held_on'].day}/{selection['held_on'].month}/2025" in report["text"]


def test_expected_figures_agree_with_the_books(sample: Sample) -> None:
    expected, selection = sample.files["expected"]["exemplars"], sample.files["exemplars"]["selection"]
    assert expected["awards_entered"] == sum(len(years) for one in people(sample) for years in one["awards"].values())
    before = [one for one in sample.results.values() if one.get("date") and one["date"] < selection["held_on"]]
    assert expected["candidates"] == len(people(sample)) + len(before)
    assert expected["delegates"] == expected["individuals"] + expected["collectives"] == selection["seats"]
    assert all(one["nominee"] in {each["nominee"] for each in people(sample)} for one in selection["adjusted"])
