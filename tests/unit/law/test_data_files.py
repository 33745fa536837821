"""Guards over the data files: what a maintainer must not be able to break unnoticed."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from shared.law import Facts, Law, LawDataError, Outcome, Subject, citations, guard, vocabulary
from shared.law.conditions import compile_rule
from shared.law.expressions import Language
from shared.law.facts import Reach
from shared.law.library import DATA, LOCAL, Library, files, overlaps
from shared.law.rows import TABLES, Condition, ContentRow, Criterion, PartRow, RuleSet, SimplifiedCase, Source, Tag
from shared.law.schema import data_schema
from tests.unit.law.nominees import DATES, exemplary

FILES = sorted(path for path in DATA.rglob("*.yaml") if LOCAL not in path.parents)
V0_DAY = date(2022, 12, 31)


def as_json(path: Any) -> Any:
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=date.isoformat))


def name(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


def test_the_schema_file_is_the_one_of_the_row_classes() -> None:
    assert json.loads((DATA / "schema.json").read_text(encoding="utf-8")) == data_schema()


@pytest.fixture(scope="session")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(data_schema())
    return Draft202012Validator(data_schema())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_data_file_satisfies_the_schema(schema: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in schema.iter_errors(as_json(path))] == []


def test_the_schema_refuses_a_misspelt_key(schema: Draft202012Validator) -> None:
    wrong = {"table": "grounds", "rows": [{"id": "x", "citatoin": "Điều 93"}]}
    assert list(schema.iter_errors(wrong))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_data_file_says_first_what_it_holds(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_every_table_has_rows(law: Law) -> None:
    assert {table for table, _ in law.rows} == set(TABLES)


def test_periods_of_one_id_never_overlap(law: Law) -> None:
    for table in TABLES:
        assert list(overlaps(row for its, row in law.rows if its == table)) == []


def test_overlapping_periods_are_refused(law: Law) -> None:
    first = law.rule_set(date(2024, 5, 1))
    twin = first.model_copy(update={"valid_from": date(2025, 6, 30), "valid_to": None})
    with pytest.raises(LawDataError, match="V1"):
        Library({"rule_sets": [first, twin]})


def test_nothing_is_wrong_with_the_files(law: Law) -> None:
    """Citations, sentences, codes, holes and ties over every day on which anything changes."""
    assert list(guard.findings(law)) == []


@pytest.mark.parametrize(
    ("check", "table", "change"),
    [
        (guard.bad_citations, "authorities", {"citation": "Luật 99/2099/QH99, Điều 1"}),
        (guard.bad_citations, "authorities", {"citation": "Luật 06/2022/QH15, chỗ nào đó"}),
        (guard.silent_conditions, "conditions", {"vi": "Chưa hết câu"}),
        (guard.idle_patterns, "authorities", {"awards": ("TD-XX",)}),
        (guard.holes, "authorities", {"valid_to": date(2024, 6, 30)}),
        (guard.ties, "voting", {"id": "twin", "awards": ("TD-CN-CSTDT",), "valid_from": date(2025, 1, 1)}),
        (guard.gaps_between_editions, "rule_sets", {"valid_from": date(1999, 1, 1)}),
    ],
)
def test_a_guard_finds_what_it_is_for(law: Law, check: Any, table: str, change: dict[str, Any]) -> None:
    tables: dict[str, list[Any]] = {}
    for its, row in law.rows:
        tables.setdefault(its, []).append(row)
    victim = next(row for row in tables[table] if row.valid_from)
    changed = victim.model_copy(update=change)
    tables[table] = (
        [*tables[table], changed] if change.get("id") else [changed if r is victim else r for r in tables[table]]
    )
    assert list(check(Law(Library(tables))))


def test_a_citation_is_read_as_source_article_and_remark(law: Law) -> None:
    sources = [source.id for source in law.rows.rows(Source)]
    text = "Nghị định 129/2025/NĐ-CP (chưa đối chiếu; xem lại); Luật 06/2022/QH15, Điều 80 khoản 1, 2"
    first, second = citations.parse(text, sources)
    assert (first.source, first.pinpoint, first.remark) == (
        "Nghị định 129/2025/NĐ-CP",
        "",
        "chưa đối chiếu; xem lại",
    )
    assert (second.source, second.pinpoint) == ("Luật 06/2022/QH15", "Điều 80 khoản 1, 2")


def test_a_source_names_those_that_replaced_or_amended_it(law: Law) -> None:
    sources = {source.id: source for source in law.rows.rows(Source)}
    for source in sources.values():
        assert {*source.replaced_by, *source.amends} <= sources.keys(), source.id
        for later in source.replaced_by:
            if source.valid_to and sources[later].valid_from:
                assert sources[later].valid_from == source.valid_to + timedelta(days=1), source.id


def test_every_edition_stands_on_sources_of_the_bibliography(law: Law) -> None:
    known = {source.id for source in law.rows.rows(Source)}
    for edition in law.rows.rows(RuleSet):
        assert set(edition.sources) <= known, edition.id


def test_a_text_that_has_lost_force_is_known_with_its_successor(law: Law) -> None:
    """What the plan of 2025 cites: Decree 98/2023, expired half-way through its year."""
    on = {source.id: source for source in law.entries(Source, date(2025, 7, 1))}
    old = {source.id: source for source in law.entries(Source, date(2025, 6, 30))}
    assert "Nghị định 98/2023/NĐ-CP" not in on
    assert old["Nghị định 98/2023/NĐ-CP"].replaced_by == ("Nghị định 152/2025/NĐ-CP",)


PLAN = (
    "Luật thi đua, khen thưởng năm 2022; Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ; "
    "Quyết định số 11/2024/QĐ-UBND ngày 25/4/2024; Quyết định số 3424/QĐ-UBND ngày 13/8/2024; Kế hoạch số 279/KH-UBND"
)


def test_a_plan_is_warned_of_the_texts_that_have_lost_force(law: Law) -> None:
    assert law.outdated(PLAN, date(2025, 6, 30)) == ()
    (expired,) = law.outdated(PLAN, date(2025, 7, 1))
    assert (expired.id, expired.replaced_by) == ("Nghị định 98/2023/NĐ-CP", ("Nghị định 152/2025/NĐ-CP",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Luật số 06/2022/QH15", ("06/2022/QH15",)),
        ("Thông tư 35/2011/TT-BLĐTBXH, Thông tư 01/2024/TT-BNV", ("35/2011/TT-BLĐTBXH", "01/2024/TT-BNV")),
        ("Quyết định 01/2026/QĐ-TTg", ("01/2026/QĐ-TTg",)),
        ("ngày 31/12/2023, Kế hoạch 279/KH-UBND", ()),
    ],
)
def test_numbers_of_texts_are_found_in_free_words(text: str, found: tuple[str, ...]) -> None:
    assert citations.numbers(text) == found


def test_what_is_not_law_is_a_visible_setting(law: Law) -> None:
    for table, row in law.rows:
        if row.tag in (Tag.MEMORY, Tag.REPOSITORY):
            assert row.local
            assert row.unverified
            assert row.setting == f"{table}/{row.id}"


def test_the_mark_stands_in_the_file_itself() -> None:
    """Whoever reads the file sees it, without knowing what the tags mean."""
    for path, file in files():
        for raw in file.rows:
            row = {**file.defaults, **raw}
            if row["tag"] in ("M", "R"):
                assert row.get("unverified") is True, f"{name(path)}: {row['id']}"


def test_settings_of_one_table_have_different_names(law: Law) -> None:
    names = Counter((table, row.id, row.valid_from) for table, row in law.rows)
    assert [each for each, times in names.items() if times > 1] == []


@pytest.mark.parametrize("on", [V0_DAY, *DATES], ids=str)
def test_whoever_meets_every_standard_is_eligible_for_every_award(law: Law, on: date) -> None:
    for award in law.awards(on):
        for kind in award.subjects:
            assessment = law.assess(award.code, exemplary(law, award, kind, on), received_on=on)
            rest = [(each.id, each.outcome) for each in assessment.conditions if each.outcome is not Outcome.HOLDS]
            assert rest == [], f"{award.code} {kind}"


@pytest.mark.parametrize("on", [V0_DAY, *DATES], ids=str)
def test_of_whom_nothing_is_known_nothing_is_said(law: Law, on: date) -> None:
    """No award is open to a name alone, and for a fitting subject no silence is taken for a failure of figures."""
    for award in law.awards(on):
        bare = Facts(subject=Subject(kind=award.subjects[0]), year=on.year)
        assessment = law.assess(award.code, bare, received_on=on)
        assert not assessment.eligible, award.code
        claims_only = {each.id for each in assessment.failed}
        assert claims_only <= {"DUNGCAM-ACT", "BKT-HO-CONTRIBUTION", "BKTTG-HO-CONTRIBUTION"}, award.code


def test_every_word_and_criterion_is_used_by_a_condition_or_a_part(law: Law) -> None:
    used = {path for row in law.rows.rows(Condition) for path in (*vocabulary.paths(row.cel), *row.needs)}
    used |= {path for row in law.rows.rows(PartRow) if row.when for path in vocabulary.paths(row.when)}
    known = {*vocabulary.WORDS, *(f"criteria.{row.id}" for row in law.rows.rows(Criterion))}
    always = {path for path, word in vocabulary.WORDS.items() if word.always}
    assert known - used - always == set()


def test_the_condition_on_the_simplified_procedure_names_every_case(law: Law) -> None:
    condition = next(row for row in law.rows.rows(Condition) if row.id == "GC-SIMPLIFIED")
    assert len(law.rows.rows(SimplifiedCase)) == 5
    for claim in ("political_task", "sudden", "bravery", "prize", "found_by_head", "secret", "LH-CH", "LH-NH", "LH-DN"):
        assert claim in condition.cel


@pytest.mark.parametrize(
    "cel",
    [
        "members.totl > 1",
        "criteria.nobleness",
        "raiting[review.year] > HTT",
        "members.total >",
        "nominee.age > 3",
        "members.total",
        "members.total > 'mười'",
        "criteria.solidarity > 1",
        "history.awards.exists(a, a.yaer > 2020)",
        "last[99].all(y, rating[y] >= HTT)",
        "open('/etc/passwd')",
        "",
    ],
)
def test_an_expression_that_no_fact_can_answer_is_refused(law: Law, cel: str) -> None:
    row = law.rows.rows(Condition)[0].model_copy(update={"cel": cel})
    language = Language(vocabulary.types(["solidarity"]))
    with pytest.raises(LawDataError):
        compile_rule(language, row)


def test_a_figure_of_another_type_than_the_word_is_refused_with_its_place(law: Law) -> None:
    row = law.rows.rows(Condition)[0].model_copy(update={"cel": "members.total > 'mười'"})
    with pytest.raises(LawDataError, match=r"GC-SUBJECT.*no matching overload"):
        compile_rule(Language(vocabulary.types([])), row)


def test_reach_and_rating_are_ordered_words_of_the_language() -> None:
    constants = vocabulary.CONSTANTS
    assert constants["KHT"] < constants["HT"] < constants["HTT"] < constants["HTXS"]
    assert [constants[each.name] for each in Reach] == sorted(constants[each.name] for each in Reach)


def test_every_quoted_code_in_a_condition_is_an_award(law: Law) -> None:
    codes = {award.id for award in law.rows.table("awards", TABLES["awards"])}
    for row in law.rows.rows(Condition):
        for literal in vocabulary.literals(row.cel):
            if re.match(r"(TD|KT)-", literal):
                assert any(code.startswith(literal) for code in codes), f"{row.id}: {literal}"


def test_minutes_of_the_ballot_hold_six_things_and_a_movement_seven(law: Law) -> None:
    on = date(2025, 7, 1)
    headings = Counter(row.document for row in law.entries(ContentRow, on))
    assert (headings["ballot_minutes"], headings["movement"], headings["report_collective"]) == (6, 7, 9)
