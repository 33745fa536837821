"""Criteria of the models of a period, asked like the conditions of an award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.law.answers import ConditionResult, Outcome
from shared.law.conditions import compile_rule, judge
from shared.law.context import History, values
from shared.law.expressions import Language
from shared.law.facts import Facts
from shared.law.library import Library
from shared.law.missing import Names
from shared.law.rows import Award, ExemplarCriterion, ExemplarShare
from shared.law.rule import Case, Rule


@dataclass(frozen=True)
class ExemplarResult:
    """A criterion as it was found; ``points`` are those it gives where it holds."""

    condition: ConditionResult
    required: bool
    points: int

    @property
    def earned(self) -> int:
        """The points of a criterion that holds."""
        return self.points if self.condition.outcome is Outcome.HOLDS else 0


class Exemplars:
    """The criteria, compiled once. Their ``history.awards`` are all awards that the facts name, of any code."""

    def __init__(self, rows: Library, language: Language, criteria: Names) -> None:
        self._language, self._criteria = language, criteria
        self._rules: list[tuple[ExemplarCriterion, Rule]] = [
            (row, compile_rule(language, row)) for row in rows.rows(ExemplarCriterion)
        ]
        self._shares = rows.rows(ExemplarShare)
        codes = frozenset(award.code for award in rows.rows(Award))
        self._history = History(codes=codes, kinds_of={}, excluded={})

    def judge(self, facts: Facts, *, on: date) -> tuple[ExemplarResult, ...]:
        """Holds one candidate against every criterion of that day, in file order.

        ``facts.awards`` must hold the awards of the period and no others.
        """
        known = values(facts, None, self._history, on, self._criteria)
        case = Case(known, self._language.activation(known), facts.awards_known_from)
        return tuple(
            ExemplarResult(judge(rule, case, self._criteria, self._language), row.required, row.points)
            for row, rule in self._rules
            if row.valid(on) and facts.subject.kind in row.subjects
        )

    def shares(self, on: date) -> tuple[ExemplarShare, ...]:
        """How a list is made up on a day."""
        return tuple(row for row in self._shares if row.valid(on))
