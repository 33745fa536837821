"""``python -m shared.law``: JSON in, JSON out, never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shared.law.__main__ import main
from shared.law.schema import facts_schema
from tests.unit.law.nominees import civil_servant

Captured = pytest.CaptureFixture[str]


def question(**changes: Any) -> dict[str, Any]:
    facts = civil_servant().model_dump(mode="json", exclude_none=True)
    return {"award": "TD-CN-LDTT", "received_on": "2025-06-30", "decided_on": "2025-12-20", "facts": facts, **changes}


def ask(tmp_path: Path, content: object) -> int:
    path = tmp_path / "facts.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return main(["check", str(path)])


def test_check_answers_with_conditions_authority_parts_and_money(tmp_path: Path, capsys: Captured) -> None:
    assert ask(tmp_path, question()) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["eligible"] is True
    assert found["rule_set"] == "V1"
    assert found["authority"]["level"] == "commune"
    assert [part["code"] for part in found["parts"]] == ["T", "B", "M"]
    assert (found["bonus"]["raw"], found["bonus"]["rounded"], found["bonus"]["multiplier"]) == (702_000, 710_000, "0.3")
    assert all({"outcome", "article", "sentence_vi", "sentence_en"} <= each.keys() for each in found["conditions"])


def test_check_says_1_when_something_fails(tmp_path: Path, capsys: Captured) -> None:
    facts = civil_servant(ratings={2025: "HT"}).model_dump(mode="json", exclude_none=True)
    assert ask(tmp_path, question(facts=facts)) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in found["conditions"] if each["outcome"] == "fails"] == ["LDTT-RATING"]


def test_check_explains_a_bonus_that_is_not_set(tmp_path: Path, capsys: Captured) -> None:
    ask(tmp_path, question(award="KT-HCLD3"))
    bonus = json.loads(capsys.readouterr().out)["bonus"]
    assert "địa phương" in bonus["none_vi"]


def test_check_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(question())))
    assert main(["check", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["award"]["code"] == "TD-CN-LDTT"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        {"award": "TD-CN-LDTT"},
        question(award="TD-XX"),
        question(received_on="31/12/2025"),
        question(facts={"subject": {"kind": "robot"}, "year": 2025}),
        question(facts={"subject": {"kind": "individual"}, "year": 99999}),
        question(facts={"subject": {"kind": "individual"}, "year": 2025, "criteria": {"nobleness": True}}),
        question(facts={"subject": {"kind": "individual"}, "year": 2025, "surprise": 1}),
    ],
    ids=str,
)
def test_bad_input_is_answered_in_two_languages(tmp_path: Path, capsys: Captured, content: object) -> None:
    assert ask(tmp_path, content) == 2
    captured = capsys.readouterr()
    problem = json.loads(captured.err)
    assert problem["vi"]
    assert problem["en"]
    assert captured.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["awards"],
        ["awards", "--on", "yesterday"],
        ["check"],
        ["check", "/nowhere/facts.json"],
        ["check", "/"],
    ],
)
def test_bad_arguments_are_answered_in_two_languages(arguments: list[str], capsys: Captured) -> None:
    assert main(arguments) == 2
    assert json.loads(capsys.readouterr().err)["vi"]


def test_a_wrong_law_file_says_3(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "x.yaml").write_text("overrides: 1", encoding="utf-8")
    assert main(["--local", str(tmp_path), "awards", "--on", "2025-07-01"]) == 3
    assert json.loads(capsys.readouterr().err)["code"] == "law.data"


def test_awards_lists_what_exists_on_a_date(capsys: Captured) -> None:
    def codes(on: str) -> set[str]:
        assert main(["awards", "--on", on]) == 0
        return {award["code"] for award in json.loads(capsys.readouterr().out)["awards"]}

    assert codes("2025-06-30") - codes("2025-07-01") == {"KT-GK-HUYEN"}


@pytest.mark.parametrize("of", ["facts", "data", "local"])
def test_schema_prints_a_valid_json_schema(of: str, capsys: Captured) -> None:
    assert main(["schema", "--of", of]) == 0
    Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_the_schema_accepts_what_check_accepts() -> None:
    facts = civil_servant().model_dump(mode="json", exclude_none=True)
    assert list(Draft202012Validator(facts_schema()).iter_errors(facts)) == []


def test_the_module_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "shared.law", "awards", "--on", "2025-07-01"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Lao động tiên tiến" in done.stdout
