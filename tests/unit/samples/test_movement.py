"""Movements, the registration with the town, and the titles that units registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample


def test_criteria_are_local_and_add_up_to_a_hundred(sample: Sample) -> None:
    for movement in sample.files["movement"]["movements"]:
        assert sum(criterion["max_points"] for criterion in movement["criteria"]) == 100
        assert all(criterion["local"] for criterion in movement["criteria"])
        assert movement["launched_by"] in sample.holders("signer", movement["unit"], movement["launched_on"])


def test_first_registration_lacks_points_and_comes_back_with_a_reason(sample: Sample) -> None:
    movements = {movement["key"]: movement for movement in sample.files["movement"]["movements"]}
    registration = sample.files["movement"]["registration"]
    points = {c["code"]: c["max_points"] for c in movements[registration["movement"]]["criteria"]}
    first, second = registration["versions"]
    for version in (first, second):
        assert sum(points[code] for code in version["criteria"]) == version["total_points"]
        assert version["submitted_on"] < version["decided_on"]
    assert (first["outcome"], second["outcome"]) == ("returned", "approved")
    assert first["total_points"] < second["total_points"] == 100
    assert len(first["reason"]) > 40
    assert second["reason"] is None


def test_unit_heads_register_their_own_people(sample: Sample) -> None:
    for entry in sample.files["movement"]["title_registrations"]:
        assert entry["by"] in sample.holders("unit_head", entry["unit"], entry["date"])
        for individual in entry["individuals"]:
            person = sample.officers.get(individual["person"]) or sample.nominees[individual["person"]]
            assert person["unit"] == entry["unit"]
            assert individual["title"] in {"TD-CN-LDTT", "TD-CN-CSTDCS"}
        assert entry["collective"] in {None, "TD-TT-TTLDTT"}


def test_every_title_asked_for_was_registered_in_spring(sample: Sample) -> None:
    registered = {}
    for entry in sample.files["movement"]["title_registrations"]:
        registered[entry["unit"]] = entry["collective"]
        registered |= {individual["person"]: individual["title"] for individual in entry["individuals"]}
    for dossier in sample.dossiers.values():
        if dossier["award"].startswith("TD-"):
            assert registered[dossier["nominee"]] == dossier["award"], dossier["id"]
