"""Conditions, compiled once and evaluated with three answers: holds, fails, lacks evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import cel

from shared.law import vocabulary
from shared.law.answers import ConditionResult, MissingFact, Outcome
from shared.law.errors import LawDataError
from shared.law.rows import Condition

_LAST: Final = re.compile(r"\blast\((\d+)\)")


@dataclass(frozen=True)
class Rule:
    """A condition row with its compiled expression and the facts it reads."""

    row: Condition
    program: cel.Program
    reads: tuple[str, ...]

    @property
    def years(self) -> int:
        """How many years of ratings it reads, the year under review included."""
        return max((int(n) for n in _LAST.findall(self.row.cel)), default=1)

    @property
    def reads_history(self) -> bool:
        return any(path.startswith("history.") and path != "history.initiatives" for path in self.reads)


def compile_expression(source: str, criteria: Mapping[str, object], *, row_id: str) -> cel.Program:
    """Compiles one expression; raises LawDataError for bad syntax or a word outside the vocabulary."""
    try:
        program = cel.compile(source)
    except ValueError as reason:
        raise LawDataError(file=row_id, detail=str(reason)) from reason
    unknown = vocabulary.unknown_words(program, criteria)
    if unknown:
        raise LawDataError(file=row_id, detail=f"unknown words: {', '.join(unknown)}")
    return program


def compile_rule(row: Condition, criteria: Mapping[str, object]) -> Rule:
    program = compile_expression(row.cel, criteria, row_id=row.id)
    reads = tuple(dict.fromkeys((*vocabulary.paths(row.cel), *row.needs)))
    return Rule(row=row, program=program, reads=reads)


def evaluate(program: cel.Program, context: cel.Context, *, row_id: str) -> bool | None:
    """True, False, or None where CEL met an unknown fact that would decide."""
    try:
        value = program.execute(context)
    except KeyError:
        return None
    except (TypeError, RuntimeError, ValueError) as reason:
        raise LawDataError(file=row_id, detail=str(reason)) from reason
    if not isinstance(value, bool):
        raise LawDataError(file=row_id, detail=f"yields {value!r}, not true or false")
    return value


def judge(
    rule: Rule,
    context: cel.Context,
    values: Mapping[str, Any],
    criteria: Mapping[str, tuple[str, str]],
    *,
    known_from: int | None,
) -> ConditionResult:
    """Evaluates a rule. An incomplete history can show that a condition holds, never that it fails."""
    row = rule.row
    value = evaluate(rule.program, context, row_id=row.id)
    if value is False and rule.reads_history and _too_short(rule, values["review"]["year"], known_from):
        value = None
    absent = _absent(rule, values, criteria) if value is None or row.needs else {}
    if value is True and any(path in absent for path in row.needs):
        value = None
    outcome = {True: Outcome.HOLDS, False: Outcome.FAILS, None: Outcome.LACKS_EVIDENCE}[value]
    return ConditionResult(
        id=row.id,
        outcome=outcome,
        article=row.article,
        sentence_vi=row.vi,
        sentence_en=row.en,
        attach_vi=row.attach_vi,
        attach_en=row.attach_en,
        citation=row.citation,
        tag=row.tag,
        verified=row.verified,
        missing_facts=_missing_facts(rule, absent, criteria) if value is None else (),
    )


Absent = dict[str, tuple[MissingFact, ...]]
"""Path of the vocabulary → the facts missing behind it."""


def _absent(rule: Rule, values: Mapping[str, Any], criteria: Mapping[str, tuple[str, str]]) -> Absent:
    found = {path: vocabulary.missing(path, values, criteria, years=rule.years) for path in rule.reads}
    return {path: facts for path, facts in found.items() if facts}


def _missing_facts(rule: Rule, absent: Absent, criteria: Mapping[str, tuple[str, str]]) -> tuple[MissingFact, ...]:
    """What to ask for. Where nothing is absent as a whole, a list is incomplete, and the lists are named."""
    listed = [fact for facts in absent.values() for fact in facts] or [
        vocabulary.named(path, criteria) for path in rule.reads if path.startswith("history.")
    ]
    return tuple({fact.path: fact for fact in listed}.values())


def _too_short(rule: Rule, review_year: int, known_from: int | None) -> bool:
    if known_from is None:
        return False
    return rule.row.looks_back is None or known_from > review_year - rule.row.looks_back
