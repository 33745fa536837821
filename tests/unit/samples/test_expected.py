"""What is expected at the end agrees with the data, line by line and in every sum."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

JULY = date(2025, 7, 1)


def test_every_dossier_has_a_result_under_the_law_of_its_receipt(sample: Sample) -> None:
    assert sample.results.keys() == sample.dossiers.keys()
    for key, result in sample.results.items():
        assert result["rule_set"] == ("V1" if sample.law_day(key) < JULY else "V2"), key


def test_results_follow_from_the_calendar(sample: Sample) -> None:
    for key, result in sample.results.items():
        decided = [(s["date"], s["by"]) for s in sample.decided(key)]
        forwarded = [s["date"] for s in sample.did("forward", dossier=key)]
        if result["outcome"] == "awarded":
            ((day, by),) = decided
            assert result["date"] == day, key
            assert by in sample.holders("signer", result["decided_by"], day), key
        else:
            assert not decided, key
        if result["outcome"] == "forwarded":
            assert result["date"] == forwarded[-1], key
            ways = [step["to"] for step in sample.did("forward", dossier=key)]
            assert result["route"] == ["duong-quang", *ways], key


def test_fates_and_outcomes_add_up(sample: Sample) -> None:
    expected = sample.files["expected"]["dossiers"]
    dossiers = sample.dossiers.values()
    assert expected["nominated"] == len(sample.dossiers)
    assert expected["by_fate"] == Counter(dossier["fate"] for dossier in dossiers)
    assert expected["by_award"] == Counter(dossier["award"] for dossier in dossiers)
    assert expected["by_kind"] == Counter(dossier["kind"] for dossier in dossiers)
    assert expected["by_outcome"] == Counter(result["outcome"] for result in sample.results.values())
    assert expected["by_rule_set"] == Counter(result["rule_set"] for result in sample.results.values())


def test_money_is_the_multiple_of_the_base_salary_rounded_up(sample: Sample) -> None:
    expected = sample.files["expected"]
    step = expected["rounding_step"]
    for key, result in sample.results.items():
        if result["outcome"] == "awarded":
            assert result["raw"] == Decimal(result["multiple"]) * expected["base_salary"], key
            assert result["payable"] == -(-result["raw"] // step) * step, key


def test_awards_and_their_money_add_up(sample: Sample) -> None:
    awards = sample.files["expected"]["awards"]
    granted = {key: result for key, result in sample.results.items() if result["outcome"] == "awarded"}
    its = [sample.dossiers[key] for key in granted]
    assert awards["total"] == len(granted)
    assert awards["decided_by"] == Counter(result["decided_by"] for result in granted.values())
    assert awards["by_award"] == Counter(dossier["award"] for dossier in its)
    assert awards["by_subject"] == Counter(sample.subject_kind(dossier["nominee"]) for dossier in its)
    assert awards["sudden"] == sum(dossier["kind"] == "LH-DX" for dossier in its)
    assert awards["thematic"] == sum(dossier["kind"] == "LH-PT" for dossier in its)
    for unit, money in awards["money"].items():
        paid = [r for r in granted.values() if unit in {"total", r["decided_by"]}]
        assert money == {"raw": sum(r["raw"] for r in paid), "payable": sum(r["payable"] for r in paid)}


def test_forwardings_are_those_of_the_calendar(sample: Sample) -> None:
    for way, keys in sample.files["expected"]["forwarded"].items():
        origin, to = way.split("_to_")
        steps = [s for s in sample.did("forward", to=to) if s["by"] in sample.holders("signer", origin, s["date"])]
        assert [key for step in steps for key in step["dossiers"]] == keys
        assert all(step["unit"] == origin for step in steps)


def test_letters_and_files_are_those_of_the_calendar(sample: Sample) -> None:
    expected = sample.files["expected"]
    letters = [*sample.did("forward"), *sample.did("forward_again")]
    assert expected["submissions"] == Counter(step["unit"] for step in letters)
    assert expected["returned_from_above"] == [step["dossier"] for step in sample.did("send_down")]
    assert [step["dossier"] for step in sample.did("forward_again")] == expected["returned_from_above"]
    read = Counter(office["unit"] for s in sample.did("read_in") for office in sample.officers[s["by"]]["offices"])
    for unit, number in expected["bundles"].items():
        assert read[unit] >= number


def test_council_and_office_counts_add_up(sample: Sample) -> None:
    expected = sample.files["expected"]
    meetings = sample.meetings.values()
    items = [(meeting["unit"], item) for meeting in meetings for item in meeting["items"]]
    assert expected["council"]["meetings"] == Counter(meeting["unit"] for meeting in meetings)
    assert expected["council"]["ballots"] == Counter(unit for unit, _ in items)
    assert expected["council"]["recusals"] == sum(len(item.get("recused", [])) for _, item in items)
    broadcasts = sample.did("confirm_broadcast")
    assert expected["bulletins"] == {
        "broadcast": len(broadcasts),
        "minutes": sum(step["minutes"] for step in broadcasts),
        "awards_read": sum(len(step["dossiers"]) for step in broadcasts),
    }
    lists = sample.files["dossiers"]["lists"]
    lines = sum(len(one["lines"]) for one in lists)
    assert expected["lists"] == {"sent": len(sample.did("send_list")), "lines": lines, "received": lines}
    assert expected["reports_filed"] == len(sample.did("file_report"))


def test_plan_and_registration_counts_add_up(sample: Sample) -> None:
    expected, plan = sample.files["expected"], sample.files["plan"]
    assert expected["plan"]["tasks"] == len(plan["tasks"])
    assert expected["plan"]["recipients"] == len(plan["recipients"])
    due = {task["code"]: task["due"] for task in plan["tasks"]}
    first = {(s["task"], s["unit"]): s["date"] for s in reversed(sample.did("report_task"))}
    late = [{"task": t, "unit": u} for (t, u), day in first.items() if day > due[t]]
    assert expected["plan"]["reported_late"] == late
    entries = sample.files["movement"]["title_registrations"]
    titles = Counter(i["title"] for entry in entries for i in entry["individuals"])
    titles.update(entry["collective"] for entry in entries if entry["collective"])
    assert expected["title_registrations"] == {"units": len(entries), **titles}
    outcomes = Counter(v["outcome"] for v in sample.files["movement"]["registration"]["versions"])
    assert expected["registration"] == {"versions": 2, **outcomes}
