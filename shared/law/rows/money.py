"""Tiền thưởng: multiples, base salary, rounding, who pays."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from shared.law.facts import SubjectKind
from shared.law.rows.base import ForAwards, ForLevels, Row, Sentence


class MultiplierRow(ForAwards):
    """Multiple of the base salary. ``value`` null: left to the locality."""

    table: ClassVar[str] = "multipliers"

    subjects: tuple[SubjectKind, ...] = Field(tuple(SubjectKind), min_length=1)
    value: Decimal | None
    at_most: bool = Field(False, description="The figure is a ceiling; a locality may set less.")
    factored: bool = Field(False, description="The figure is an individual's; other subjects take a factor.")


class FactorRow(ForAwards):
    """What a collective or a household receives compared with an individual."""

    table: ClassVar[str] = "factors"

    subject: SubjectKind
    value: Decimal | None


class BaseSalaryRow(Row):
    """Lương cơ sở in đồng a month."""

    table: ClassVar[str] = "base_salaries"

    amount: int = Field(gt=0)


class RoundingRow(Row):
    """Amounts are rounded up to a multiple of ``step`` đồng."""

    table: ClassVar[str] = "rounding"

    step: int = Field(gt=0)


class PayRule(Row):
    """Which bonuses are paid when somebody receives several awards."""

    table: ClassVar[str] = "pay_rules"

    case: Literal["same_achievement", "other_period", "title_and_form"]
    paid: Literal["highest", "each"]
    vi: Sentence
    en: Sentence


class PayerRow(ForAwards):
    """Whose fund pays: ``decider`` the level that signs, ``proposer`` the body that proposed."""

    table: ClassVar[str] = "payers"

    payer: Literal["decider", "proposer"]
    vi: Sentence
    en: Sentence


class FundRow(ForLevels):
    """The most that a level may set aside for its fund, in percent of regular expenditure."""

    table: ClassVar[str] = "funds"

    region: Literal["lowland", "mountain"]
    pct: Decimal = Field(gt=0, le=100)
    vi: Sentence
    en: Sentence
