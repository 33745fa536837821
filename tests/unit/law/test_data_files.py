"""Guards over the data files: what a maintainer must not be able to break unnoticed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from shared.law import Facts, Law, Outcome, Subject
from shared.law.conditions import compile_rule
from shared.law.errors import LawDataError
from shared.law.library import DATA, TABLES, Library, overlaps
from shared.law.pick import particularity
from shared.law.rows import Condition, ForAwards, ForLevels, RuleSet, Tag
from shared.law.schema import data_schema
from tests.unit.law.nominees import DATES, exemplary

FILES = sorted(DATA.glob("*.yaml"))


def as_json(path: Any) -> Any:
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=date.isoformat))


def test_the_schema_file_is_the_one_of_the_row_classes() -> None:
    assert json.loads((DATA / "schema.json").read_text(encoding="utf-8")) == data_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_data_file_satisfies_the_schema(path: Any) -> None:
    Draft202012Validator.check_schema(data_schema())
    assert [error.message for error in Draft202012Validator(data_schema()).iter_errors(as_json(path))] == []


def test_the_schema_refuses_a_misspelt_key() -> None:
    wrong = {"table": "grounds", "rows": [{"id": "x", "citatoin": "Điều 93"}]}
    assert list(Draft202012Validator(data_schema()).iter_errors(wrong))


def test_every_table_has_rows(law: Law) -> None:
    assert {name for name, _ in law.rows} == set(TABLES)


def test_periods_of_one_id_never_overlap(law: Law) -> None:
    for name in TABLES:
        assert list(overlaps(row for table, row in law.rows if table == name)) == []


def test_overlapping_periods_are_refused(law: Law) -> None:
    first = law.rule_set(date(2024, 5, 1))
    twin = first.model_copy(update={"valid_from": date(2025, 6, 30), "valid_to": None})
    with pytest.raises(LawDataError, match="V1"):
        Library({"rule_sets": [first, twin]})


def test_rule_sets_follow_one_another_without_a_gap(law: Law) -> None:
    sets = law.rows.table("rule_sets", RuleSet)
    assert [each.code for each in sets] == ["V0", "V1", "V2", "V3"]
    for earlier, later in pairwise(sets):
        assert earlier.valid_to
        assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_every_row_has_citation_and_tag_and_what_is_not_law_is_local(law: Law) -> None:
    for _, row in law.rows:
        assert row.citation.strip()
        assert row.local or row.tag not in (Tag.MEMORY, Tag.REPOSITORY)


def test_the_unverified_is_visibly_unverified(law: Law) -> None:
    assert {row.tag for _, row in law.rows if not row.verified} == {Tag.MEMORY, Tag.REPOSITORY}


def test_every_pattern_names_an_award_that_exists(law: Law) -> None:
    codes = {award.code for on in (date(2020, 1, 1), *DATES) for award in law.awards(on)}
    for table, row in law.rows:
        if isinstance(row, ForAwards):
            for pattern in (*row.awards, *row.except_awards):
                alone = row.model_copy(update={"awards": (pattern,), "except_awards": ()})
                assert any(alone.covers(code) for code in codes), f"{table} {row.id}: {pattern}"


def test_no_two_rows_answer_equally_well(law: Law) -> None:
    """For tables that give one answer, the most particular row is the only one of its rank."""
    for table in ("authorities", "voting", "quotas"):
        rows = law.rows.table(table, ForAwards)
        for on in DATES:
            for award in law.awards(on):
                mine = [row for row in rows if row.valid(on) and row.covers(award.code)]
                ranks = [
                    (particularity(row, award.code), row.levels if isinstance(row, ForLevels) else ()) for row in mine
                ]
                assert len(ranks) == len(set(ranks)), f"{table} {award.code} {on}"


@pytest.mark.parametrize("on", [date(2022, 12, 31), *DATES], ids=str)
def test_every_award_has_an_authority_while_it_exists(law: Law, on: date) -> None:
    for award in law.awards(on):
        assert law.authority(award.code, on).office_title_vi


def test_every_award_has_an_authority_on_every_day_where_anything_changes(law: Law) -> None:
    starts = {row.valid_from for _, row in law.rows if row.valid_from and row.valid_from >= date(2024, 1, 1)}
    ends = {row.valid_to for _, row in law.rows if row.valid_to and row.valid_to >= date(2024, 1, 1)}
    for on in sorted(starts | ends):
        for award in law.awards(on):
            law.authority(award.code, on)


def test_every_award_has_a_condition_of_its_own(law: Law) -> None:
    conditions = law.rows.table("conditions", Condition)
    for on in (date(2020, 1, 1), *DATES):
        for award in law.awards(on):
            own = [
                row
                for row in conditions
                if row.valid(on) and row.covers(award.code) and (not row.id.startswith("GC-") or "STANDARD" in row.id)
            ]
            for kind in award.subjects:
                assert any(kind in row.subjects for row in own), f"{award.code} {kind} {on}"


@pytest.mark.parametrize("on", [date(2022, 12, 31), *DATES], ids=str)
def test_whoever_meets_every_standard_is_eligible_for_every_award(law: Law, on: date) -> None:
    for award in law.awards(on):
        for kind in award.subjects:
            assessment = law.assess(award.code, exemplary(law, award, kind, on), received_on=on)
            rest = [(each.id, each.outcome) for each in assessment.conditions if each.outcome is not Outcome.HOLDS]
            assert rest == [], f"{award.code} {kind}"


def test_every_award_has_parts_and_a_voting_rule(law: Law) -> None:
    for on in DATES:
        for award in law.awards(on):
            facts = Facts(subject=Subject(kind=award.subjects[0]), year=on.year)
            assert len(law.parts(award.code, facts, on=on)) >= 2
            assert 0 < law.voting("commune", award.code, on).approve_pct <= 100


@pytest.mark.parametrize(
    "cel",
    ["members.totl > 1", "criteria.nobleness", "raiting[review.year] > HTT", "members.total >", "nominee.age > 3"],
)
def test_an_expression_with_an_unknown_word_is_refused(law: Law, cel: str) -> None:
    row = law.rows.table("conditions", Condition)[0].model_copy(update={"cel": cel})
    with pytest.raises(LawDataError):
        compile_rule(row, {})
