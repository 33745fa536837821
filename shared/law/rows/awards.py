"""Danh hiệu, hình thức, who decides them, and what they require."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from shared.law.facts import Kind, SubjectKind
from shared.law.rows.base import ForAwards, Level, Row, Sentence


class Award(Row):
    """Danh hiệu thi đua or hình thức khen thưởng."""

    table: ClassVar[str] = "awards"

    group: Literal["title", "commendation", "medal", "order", "honour", "prize"]
    name_vi: Sentence
    name_en: Sentence
    short_vi: str | None = None
    subjects: tuple[SubjectKind, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = Field(min_length=1)

    @property
    def code(self) -> str:
        return self.id


class LevelRow(Row):
    """A level of administration while it exists; ``id`` is a `Level`."""

    table: ClassVar[str] = "levels"

    id: Level
    head_vi: Sentence
    head_en: Sentence
    rank: int | None = Field(None, description="Place in the territorial route upward; null: not on it.")
    through: bool = Field(True, description="Dossiers for a higher level pass it.")


class AuthorityRow(ForAwards):
    """Who decides an award."""

    table: ClassVar[str] = "authorities"

    level: Level
    also: tuple[Level, ...] = Field((), description="Other heads with the same power over those they manage.")


class Condition(ForAwards):
    """One requirement, as a CEL expression over the words of `shared.law.vocabulary`."""

    table: ClassVar[str] = "conditions"

    subjects: tuple[SubjectKind, ...] = Field(tuple(SubjectKind), min_length=1)
    cel: str = Field(min_length=1)
    when: str | None = Field(None, description="CEL: where it is false, the condition is not asked at all.")
    needs: tuple[str, ...] = Field((), description="Facts that must be known before it may hold.")
    looks_back: int | None = Field(None, ge=1, description="Years before the review that it reads; null: all.")
    article: Sentence
    vi: Sentence
    en: Sentence
    attach_vi: Sentence
    attach_en: Sentence


class Criterion(Row):
    """A judgement that no figure replaces; the review minutes state it."""

    table: ClassVar[str] = "criteria"

    vi: Sentence
    en: Sentence


class QuotaRow(ForAwards):
    """A cap in percent of the holders of another award; null: no cap."""

    table: ClassVar[str] = "quotas"

    of_award: str
    pct: Decimal | None = Field(ge=0, le=100)
    rounding: Literal["down", "nearest"] = "down"
