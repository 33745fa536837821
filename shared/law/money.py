"""Tiền thưởng: multiplier × base salary on the day of the decision, rounded up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal

from shared.law.answers import Bonus
from shared.law.errors import NoFigure
from shared.law.facts import SubjectKind
from shared.law.library import Library
from shared.law.pick import only, pick
from shared.law.rows import BaseSalaryRow, FactorRow, MultiplierRow, RoundingRow, Row


class Money:
    """The money tables of a library."""

    def __init__(self, library: Library) -> None:
        self._multipliers = library.table("multipliers", MultiplierRow)
        self._factors = library.table("factors", FactorRow)
        self._salaries = library.table("base_salaries", BaseSalaryRow)
        self._rounding = library.table("rounding", RoundingRow)

    def bonus(self, code: str, subject: SubjectKind, on: date) -> Bonus:
        """The bonus for one award; raises NoRule without a row, NoFigure where the locality must set one."""
        mine = (row for row in self._multipliers if subject in row.subjects)
        rate = pick(mine, code, on, question="bonus")
        salary = only(self._salaries, on, question="base salary")
        rounding = only(self._rounding, on, question="rounding")
        used: list[Row] = [rate, salary, rounding]
        multiplier = _figure(rate.value, code)
        if rate.factored and subject is not SubjectKind.INDIVIDUAL:
            factor = pick((row for row in self._factors if row.subject is subject), code, on, question="bonus factor")
            multiplier *= _figure(factor.value, code)
            used.append(factor)
        raw = multiplier * salary.amount
        steps = (raw / rounding.step).to_integral_value(ROUND_CEILING)
        return Bonus(
            award=code,
            subject=subject,
            multiplier=multiplier,
            base_salary=salary.amount,
            raw=int(raw.to_integral_value(ROUND_CEILING)),
            rounded=int(steps) * rounding.step,
            citation=_citations(used),
            verified=all(row.verified for row in used),
        )


def _figure(value: Decimal | None, code: str) -> Decimal:
    if value is None:
        raise NoFigure(question="tiền thưởng", about=code)
    return value


def _citations(used: Iterable[Row]) -> str:
    return "; ".join(dict.fromkeys(row.citation for row in used))
