"""``python -m shared.law``: JSON in, JSON out, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from shared.errors import ThiduaError
from shared.law import Law
from shared.law.__main__ import main
from shared.law.check import Question, answer
from shared.law.schema import facts_schema
from tests.unit.law.nominees import civil_servant

Captured = pytest.CaptureFixture[str]
LAW = Law.load()


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
    assert found["route"] == ["commune"]
    assert found["copies"]["originals"] == 1
    assert found["public_notice"] is None
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
        question(received_on="9999-12-31"),
        question(received_on="0001-01-01"),
        question(surprise=1),
        question(award="TD-CN-LDTT" * 100),
        "[" * 100_000,
        '{"award": 1e999}',
        '{"award": "\\ud800"}',
    ],
    ids=lambda content: str(content)[-80:],
)
def test_bad_input_is_answered_in_two_languages(tmp_path: Path, capsys: Captured, content: object) -> None:
    assert ask(tmp_path, content) == 2
    captured = capsys.readouterr()
    problem = json.loads(captured.err)
    assert {"type", "title", "status", "code", "vi", "en"} <= problem.keys()
    assert problem["vi"] != problem["en"]
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


@pytest.mark.parametrize(
    ("facts", "path", "code"),
    [
        ({"year": 2025}, "facts.subject", "fact.missing"),
        ({"subject": {"kind": "individual"}, "year": 2025, "surprise": 1}, "facts.surprise", "fact.unknown_field"),
        ({"subject": {"kind": "robot"}, "year": 2025}, "facts.subject.kind", "fact.not_in_list"),
        ({"subject": {"kind": "individual"}, "year": 1800}, "facts.year", "fact.out_of_range"),
        ({"subject": {"kind": "individual"}, "year": "năm nay"}, "facts.year", "fact.not_a_number"),
        (
            {"subject": {"kind": "individual"}, "year": 2025, "registered": "có"},
            "facts.registered",
            "fact.not_yes_or_no",
        ),
        (
            {"subject": {"kind": "individual"}, "year": 2025, "service": {"recruited_on": "01/07/2025"}},
            "facts.service.recruited_on",
            "fact.not_a_date",
        ),
        (
            {
                "subject": {"kind": "individual"},
                "year": 2025,
                "disciplines": [{"form": "canh_cao", "imposed_on": "2025-02-01", "ends_on": "2025-01-01"}],
            },
            "facts.disciplines.0",
            "fact.period",
        ),
    ],
)
def test_every_mistake_is_told_with_place_and_stable_code(
    tmp_path: Path, capsys: Captured, facts: dict[str, Any], path: str, code: str
) -> None:
    assert ask(tmp_path, question(facts=facts)) == 2
    problem = json.loads(capsys.readouterr().err)
    (mistake,) = problem["problems"]
    assert (mistake["path"], mistake["code"]) == (path, code)
    assert mistake["vi"]
    assert mistake["en"]


def test_all_mistakes_are_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    ask(tmp_path, {"received_on": "soon", "facts": {"year": 2025, "x": 1}})
    problems = json.loads(capsys.readouterr().err)["problems"]
    assert {each["path"] for each in problems} == {"award", "received_on", "facts.subject", "facts.x"}


def test_what_is_unverified_is_marked_and_named(tmp_path: Path, capsys: Captured) -> None:
    ask(tmp_path, question(received_on="2025-12-01"))
    found = json.loads(capsys.readouterr().out)
    marked = [each for each in found["conditions"] if each["unverified"]]
    assert [each["id"] for each in marked] == ["LDTT-MONTHS"]
    assert marked[0]["settings"] == ["conditions/LDTT-MONTHS"]
    assert found["unverified"] == ["conditions/LDTT-MONTHS"]
    assert all(not each["verified"] for each in marked)


def test_an_older_dossier_decided_after_the_amendment_is_shown_the_new_rule(tmp_path: Path, capsys: Captured) -> None:
    ask(tmp_path, question(received_on="2026-09-30", decided_on="2026-10-01"))
    later = json.loads(capsys.readouterr().out)["more_favourable"]
    assert (later["rule_set"], later["eligible"], later["verified"]) == ("V3", True, False)
    ask(tmp_path, question(received_on="2026-09-30", decided_on="2026-09-30"))
    assert json.loads(capsys.readouterr().out)["more_favourable"] is None


def test_a_list_is_answered_line_by_line_and_a_bad_line_stops_nobody(tmp_path: Path, capsys: Captured) -> None:
    lines = [json.dumps(question()), "{", "", json.dumps(question(award="TD-TT-TTLDTT"))]
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main(["check", str(path), "--lines"]) == 2
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["line"] for each in found] == [1, 2, 4]
    assert (found[0]["eligible"], found[1]["problem"]["code"], found[2]["eligible"]) == (True, "input.invalid", False)


def test_settings_name_what_nobody_has_verified(capsys: Captured) -> None:
    assert main(["settings", "--on", "2025-07-01"]) == 0
    found = {each["setting"]: each for each in json.loads(capsys.readouterr().out)["settings"]}
    assert found["deadlines/decide-commune"]["now"]["days"] == 10
    assert all(each["unverified"] for each in found.values())
    assert found["voting/general"]["now"]["approve_pct"] == "70"


def test_a_table_is_shown_as_it_is_on_a_day(capsys: Captured) -> None:
    assert main(["table", "authorities", "--on", "2025-07-01"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (rows["CSTDCS"]["level"], rows["CSTDCS"]["tag"]) == ("commune", "S")


def test_words_list_the_language_of_the_conditions(capsys: Captured) -> None:
    assert main(["words"]) == 0
    found = json.loads(capsys.readouterr().out)
    words = {each["word"]: each for each in found["words"]}
    assert words["members.total"]["type"] == "int"
    assert "criteria.solidarity" in {each["word"] for each in found["criteria"]}


def test_verify_finds_nothing_in_the_files_as_they_are(capsys: Captured) -> None:
    assert main(["verify"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_the_program_speaks_vietnamese_whatever_the_terminal(tmp_path: Path) -> None:
    """And it writes no traceback when its reader has gone."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = f"{sys.executable} -m shared.law awards --on 2025-07-01 | head -c 1200"
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)
    assert "Lao động tiên tiến" in done.stdout.decode()
    assert done.stderr == b""


def test_what_the_town_received_and_the_commune_signs_names_both(tmp_path: Path, capsys: Captured) -> None:
    ask(tmp_path, question(award="TD-CN-CSTDCS"))
    found = json.loads(capsys.readouterr().out)
    assert (found["authority"]["level"], found["authority_at_decision"]["level"]) == ("town", "commune")


def test_an_award_that_has_gone_by_the_decision_has_no_money_and_nobody_to_sign(
    tmp_path: Path, capsys: Captured
) -> None:
    ask(tmp_path, question(award="KT-GK-HUYEN"))
    found = json.loads(capsys.readouterr().out)
    assert (found["authority"]["level"], found["authority_at_decision"]) == ("town", None)
    assert found["bonus"]["code"] == "law.unknown_award"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inside for place in places(each, (*path, key)))]


@settings(max_examples=150, deadline=None)
@given(data=st.data(), code=st.sampled_from(["TD-CN-LDTT", "TD-TT-TTLDXS", "KT-HCLD1", "KT-HCH-TNXPVV"]))
def test_whatever_stands_anywhere_in_a_question_it_is_answered_or_refused(data: st.DataObject, code: str) -> None:
    asked = question(award=code)
    asked["facts"]["members"] = {"total": 10, "advanced": 7}
    asked["facts"]["service"] = {"volunteer_spells": [{"first": "1968-01-01", "last": "1970-01-01"}]}
    *way, last = data.draw(st.sampled_from(places(asked)[1:]))
    target: Any = asked
    for key in way:
        target = target[key]
    target[last] = data.draw(JSON)
    try:
        found = answer(LAW, Question.model_validate_json(json.dumps(asked)))
    except (ThiduaError, ValidationError):
        return
    json.dumps(found)
