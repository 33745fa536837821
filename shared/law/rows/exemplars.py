"""Điển hình tiên tiến: what a model of five years must have done, and how a list of delegates is made up."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.law.rows.awards import Condition
from shared.law.rows.base import Row, Sentence


class ExemplarCriterion(Condition):
    """A criterion over the awards of the period, as a CEL expression.

    What is ``required`` keeps out whoever fails it; the others give ``points``, by which candidates are ranked.
    """

    table: ClassVar[str] = "exemplar_criteria"

    required: bool = False
    points: int = Field(0, ge=0, le=100)

    @model_validator(mode="after")
    def _counts(self) -> Self:
        if not self.required and not self.points:
            raise ValueError(f"{self.id}: a criterion is required or gives points")
        return self


class ExemplarShare(Row):
    """How a list of delegates is made up: a share that a group must have, or how many of one unit there may be.

    ``of`` is what is looked at. ``among`` are its values that count; ``least_pct`` is their share of the list,
    ``most_each`` how many may have the same value, ``kinds_least`` how many different values there must be.
    """

    table: ClassVar[str] = "exemplar_shares"

    of: Literal["unit", "kind", "category", "gender", "field"]
    among: tuple[str, ...] = ()
    least_pct: int | None = Field(None, ge=1, le=100)
    most_each: int | None = Field(None, ge=1)
    kinds_least: int | None = Field(None, ge=2)
    vi: Sentence
    en: Sentence

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        asked = [self.least_pct, self.most_each, self.kinds_least]
        if sum(one is not None for one in asked) != 1 or (self.least_pct is not None) != bool(self.among):
            raise ValueError(f"{self.id}: one of least_pct (with among), most_each or kinds_least")
        return self
