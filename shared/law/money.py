"""Tiền thưởng: multiplier × base salary on the day of the decision, rounded up; and which of several are paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from shared.law.answers import Bonus, Claim, Payable
from shared.law.errors import NoFigure
from shared.law.facts import SubjectKind
from shared.law.library import Library
from shared.law.pick import only, pick, sourced
from shared.law.rows import BaseSalaryRow, FactorRow, FundRow, MultiplierRow, PayerRow, PayRule, RoundingRow, Row


class Money:
    """The money tables of a library."""

    def __init__(self, library: Library) -> None:
        self._multipliers = library.rows(MultiplierRow)
        self._factors = library.rows(FactorRow)
        self._salaries = library.rows(BaseSalaryRow)
        self._rounding = library.rows(RoundingRow)
        self._rules = library.rows(PayRule)
        self._payers = library.rows(PayerRow)
        self._funds = library.rows(FundRow)

    def bonus(self, code: str, subject: SubjectKind, on: date) -> Bonus:
        """The bonus for one award; raises NoRule without a row, NoFigure where the locality must set one."""
        rate = pick((row for row in self._multipliers if subject in row.subjects), code, on, question="bonus")
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
            at_most=rate.at_most,
            **sourced(*used),
        )

    def payable(self, claims: Sequence[Claim], on: date, *, titles: frozenset[str]) -> tuple[Payable, ...]:
        """Which of several bonuses of one subject are paid. ``titles``: codes that are danh hiệu.

        Of titles for one achievement at one time only the highest is paid, the first one where two are equal; a
        title of another period, and a form beside a title, are each paid.
        """
        bonuses = [self.bonus(claim.award, claim.subject, on) for claim in claims]
        best: dict[tuple[str, str], int] = {}
        for at, claim in enumerate(claims):
            key = (claim.achievement, claim.period)
            if claim.award in titles and (key not in best or bonuses[at].raw > bonuses[best[key]].raw):
                best[key] = at
        found: list[Payable] = []
        for at, claim in enumerate(claims):
            case, first = "title_and_form", True
            if claim.award in titles:
                first = best[(claim.achievement, claim.period)] == at
                case = "other_period" if first and len(best) > 1 else "same_achievement"
            rule = only((row for row in self._rules if row.case == case), on, question=f"pay rule {case}")
            paid = first or rule.paid == "each"
            found.append(Payable(claim=claim, bonus=bonuses[at], paid=paid, why_vi=rule.vi, why_en=rule.en))
        return tuple(found)

    def payer(self, code: str, on: date) -> PayerRow:
        """Whose fund pays for an award."""
        return pick(self._payers, code, on, question="payer")

    def funds(self, on: date) -> tuple[FundRow, ...]:
        """Ceilings of the funds of commune and province."""
        return tuple(row for row in self._funds if row.valid(on))


def _figure(value: Decimal | None, code: str) -> Decimal:
    if value is None:
        raise NoFigure(question="tiền thưởng", about=code)
    return value
