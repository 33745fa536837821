"""Conditions, compiled once and evaluated with three answers: holds, fails, lacks evidence."""

from __future__ import annotations

import re
from typing import Final

from shared.law import vocabulary
from shared.law.answers import ConditionResult, MissingFact, Outcome
from shared.law.errors import LawDataError
from shared.law.expressions import Language, Program
from shared.law.missing import Names, missing
from shared.law.pick import sourced
from shared.law.rows import Condition
from shared.law.rule import Case, Rule

_LAST: Final = re.compile(r"\blast\[(\d+)\]")


def compile_expression(language: Language, source: str, *, row: str) -> Program:
    """Compiles one expression; raises LawDataError for what no fact can answer."""
    if odd := vocabulary.odd_fields(source):
        raise LawDataError(file=row, detail=f"unknown fields: {', '.join(odd)}")
    if any(int(years) > vocabulary.LONGEST for years in _LAST.findall(source)):
        raise LawDataError(file=row, detail=f"last[n] goes back {vocabulary.LONGEST} years at most")
    return language.compile(source, row=row)


def compile_rule(language: Language, row: Condition) -> Rule:
    """Compiles a condition; its ``needs`` must be words too."""
    program = compile_expression(language, row.cel, row=row.id)
    applies = compile_expression(language, row.when, row=row.id) if row.when else None
    reads = vocabulary.paths(row.cel)
    for path in row.needs:
        if path not in vocabulary.WORDS:
            raise LawDataError(file=row.id, detail=f"unknown word in needs: {path}")
    years = max((int(number) for number in _LAST.findall(row.cel)), default=1)
    return Rule(
        row=row,
        program=program,
        applies=applies,
        reads=tuple(dict.fromkeys((*reads, *row.needs))),
        years=years,
        source=sourced(row),
    )


def judge(rule: Rule, case: Case, criteria: Names, language: Language) -> ConditionResult:
    """Evaluates a rule. An incomplete history can show that a condition holds, never that it fails."""
    row = rule.row
    value = rule.program.answer(case.activation)
    if value is False and case.known_from is not None and rule.reads_history and _too_short(rule, case):
        value = None
    if value is True and any(path not in case.values for path in row.needs):
        value = None
    asked: tuple[MissingFact, ...] = ()
    if value is None:
        asked = missing(rule, case.values, criteria, language)
    return ConditionResult(
        id=row.id,
        outcome=_OUTCOMES[value],
        article=row.article,
        sentence_vi=row.vi,
        sentence_en=row.en,
        attach_vi=row.attach_vi,
        attach_en=row.attach_en,
        missing_facts=asked,
        **rule.source,
    )


_OUTCOMES: Final = {True: Outcome.HOLDS, False: Outcome.FAILS, None: Outcome.LACKS_EVIDENCE}


def _too_short(rule: Rule, case: Case) -> bool:
    """Whether the register of past awards begins after the first year that the rule reads."""
    return rule.row.looks_back is None or (case.known_from or 0) > case.values["review.year"] - rule.row.looks_back
