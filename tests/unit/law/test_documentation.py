"""docs/law.md keeps its word: every example on it is run."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.law import Law, guard
from shared.law.__main__ import main
from shared.law.errors import LawDataError
from shared.law.library import DATA, Library
from shared.law.problems import _BY_ENDING, _OTHER, _SENTENCES
from shared.law.rows import TABLES, Condition, Source
from tests.unit.law.test_known_outcomes import facts

PAGE = (Path(__file__).parents[3] / "docs" / "law.md").read_text(encoding="utf-8")
EXAMPLES: dict[str, str] = dict(re.findall(r"<!-- example: ([^>]+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))


def within(shown: Any, real: Any) -> bool:
    """Whether what the page shows is a part of what the program says."""
    match shown:
        case dict():
            return isinstance(real, Mapping) and all(key in real and within(shown[key], real[key]) for key in shown)
        case list() if shown and isinstance(shown[0], dict):
            return all(any(within(each, other) for other in real) for each in shown)
        case _:
            return bool(shown == real)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, text: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return main(arguments)


def test_the_question_gets_the_answer_that_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "-", text=EXAMPLES["question"]) == 1
    real, shown = json.loads(capsys.readouterr().out), json.loads(EXAMPLES["answer"])
    assert set(shown) == set(real), "every member of the answer stands on the page"
    assert within(shown, real)
    assert set(shown["conditions"][0]) == set(real["conditions"][0])


def test_a_wrong_question_gets_the_problem_that_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = json.loads(EXAMPLES["question"])
    wrong["facts"]["subject"]["kind"] = "robot"
    assert run(monkeypatch, "check", "-", text=json.dumps(wrong)) == 2
    assert within(json.loads(EXAMPLES["problem"]), json.loads(capsys.readouterr().err))


def test_the_python_of_the_page_runs() -> None:
    exec(compile(EXAMPLES["python"], "docs/law.md", "exec"), {})


def test_the_dated_change_does_what_the_page_says(law: Law) -> None:
    """The worked example, carried out: rows replaced, the decree in the bibliography, known cases on both sides."""
    tables: dict[str, list[Any]] = {}
    for table, row in law.rows:
        if not (table == "conditions" and row.id == "TT-SHARE" and row.valid(date(2026, 1, 1))):
            tables.setdefault(table, []).append(row)
    tables["conditions"] += [Condition.model_validate(row) for row in yaml.safe_load(EXAMPLES["a dated change"])]
    decree = tables["bibliography"][0].model_copy(update={"id": "Nghị định 999/2026/NĐ-CP", "valid_to": None})
    assert isinstance(decree, Source)
    tables["bibliography"].append(decree)
    changed = Law(Library(tables))
    assert list(guard.findings(changed)) == []
    for row in yaml.safe_load(EXAMPLES["known cases"]):
        found = changed.assess(row["award"], facts(row), received_on=row["day"])
        (result,) = [each for each in found.conditions if each.id == row["condition"]]
        assert result.outcome == row["is"], row["case"]
        assert row["article"] in f"{result.article} | {result.citation}"


def test_a_change_that_forgets_to_close_the_old_row_is_refused(law: Law) -> None:
    tables: dict[str, list[Any]] = {}
    for table, row in law.rows:
        tables.setdefault(table, []).append(row)
    tables["conditions"].append(Condition.model_validate(yaml.safe_load(EXAMPLES["a dated change"])[1]))
    with pytest.raises(LawDataError, match="TT-SHARE: periods overlap"):
        Library(tables)


def test_the_local_example_loads_and_binds(tmp_path: Path) -> None:
    (tmp_path / "province.yaml").write_text(EXAMPLES["local figures"], encoding="utf-8")
    local = Law.load(tmp_path)
    before = local.deadline("decide", level="commune", on=date(2026, 2, 28))
    after = local.deadline("decide", level="commune", on=date(2026, 3, 1))
    assert (before.working_days, after.working_days, after.verified) == (10, 12, True)
    codes = [row.id for row in local.entries(Condition, date(2026, 3, 1), award="TD-CN-LDTT")]
    assert "LOCAL-NOT-FINED" in codes


def test_the_page_names_every_table_folder_and_code() -> None:
    for table in TABLES:
        assert f"`{table}`" in PAGE, table
    for folder in {path.relative_to(DATA).parts[0] for path in DATA.rglob("*.yaml")}:
        assert f"`{folder}" in PAGE, folder
    for code in {sentence[0] for sentence in (*_SENTENCES.values(), _OTHER)} | {each[1][0] for each in _BY_ENDING}:
        assert f"`{code}`" in PAGE, code


def test_the_page_names_every_command() -> None:
    for command in ("awards", "check", "schema", "settings", "table", "words", "verify"):
        assert f"python -m shared.law {command}" in PAGE
