"""The plan as data keeps what the document says, and marks what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

TASKS = [f"II.{n}" for n in range(1, 9)] + [f"III.{n}" for n in range(1, 5)]


def test_plan_has_every_section_and_every_task(sample: Sample) -> None:
    plan = sample.files["plan"]
    assert [section["code"] for section in plan["sections"]] == ["I", "II", "III"]
    assert [purpose["code"] for purpose in plan["purposes"]] == ["I.1", "I.2"]
    assert [task["code"] for task in plan["tasks"]] == TASKS


def test_plan_keeps_the_oddities_of_the_document(sample: Sample) -> None:
    plan = sample.files["plan"]
    assert plan["heading"]["number"] is None
    assert plan["heading"]["day"] is None
    assert [section["original_number"] for section in plan["sections"]] == ["I", "II", "II"]
    assert {"blank_number", "blank_day", "two_sections_ii"} <= {odd["key"] for odd in plan["oddities"]}


def test_heading_names_the_town_plan_it_carries_out(sample: Sample) -> None:
    plan = sample.files["plan"]
    assert "279/KH-UBND ngày 26/12/2024" in plan["heading"]["basis"]
    assert {"06/2022/QH15", "98/2023/NĐ-CP", "11/2024/QĐ-UBND", "3424/QĐ-UBND", "279/KH-UBND"} == {
        basis["number"] for basis in plan["legal_bases"]
    }


def test_every_task_names_units_an_indicator_and_a_proposed_due_date(sample: Sample) -> None:
    for task in sample.files["plan"]["tasks"]:
        assert {task["leader"], *task["helpers"], *task.get("each_unit", [])} <= sample.units.keys()
        assert task["leader"] not in task["helpers"]
        assert task["due_source"] == "proposed"
        assert task["leader_source"] in {"plan", "proposed"}
        assert task["due"].year == 2025
        assert task["indicator"].keys() == {"name", "unit", "target"}
        assert len(task["text"]) > 40


def test_recipients_are_the_seven_of_the_document_each_with_a_channel(sample: Sample) -> None:
    recipients = sample.files["plan"]["recipients"]
    assert len(recipients) == 7
    for recipient in recipients:
        assert set(recipient["units"]) <= sample.units.keys()
        assert recipient["channel"] in {"inbox", "mail", "web", "archive"}
        if recipient["people"] != "heads_of_units":
            assert set(recipient["people"]) <= sample.officers.keys()


def test_signer_of_the_plan_may_sign(sample: Sample) -> None:
    plan = sample.files["plan"]
    on = plan["heading"]["proposed_issue_date"]
    assert plan["signature"]["signer"] in sample.holders("signer", plan["unit"], on)
