"""Merits of the resistance wars: whom a commune looks for, what proves it, what the declaration asks for."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from shared.law.facts import Category
from shared.law.rows.base import ForAwards, Row, Sentence


class SweepSubject(Row):
    """Whom a sweep looks for. ``award`` null: the list is kept, but no award of the law is open to these people yet."""

    table: ClassVar[str] = "sweep_subjects"

    name_vi: Sentence
    name_en: Sentence
    award: str | None = None
    category: Category | None = Field(None, description="The category by which the conditions of the award know them.")
    association_vi: str | None = Field(None, description="The association whose opinion is asked; null: none.")
    association_en: str | None = None


class EvidenceRow(Row):
    """A kind of paper that proves the service. One that is not enough ``alone`` needs ``further`` pieces beside it."""

    table: ClassVar[str] = "evidence"

    subjects: tuple[str, ...] = Field(("*",), min_length=1, description="Ids of sweep_subjects; * for all.")
    group: Literal["original", "decision", "record", "confirmation"]
    vi: Sentence
    en: Sentence
    alone: bool
    further: int = Field(0, ge=0, description="How many papers of other kinds must stand beside it.")

    def speaks_of(self, subject: str) -> bool:
        """Whether it can prove the service of these people."""
        return "*" in self.subjects or subject in self.subjects


class DeclarationLine(ForAwards):
    """A line of the declaration, in file order. ``id`` says what stands in it, ``vi`` what the form calls it."""

    table: ClassVar[str] = "declaration_lines"

    by: Literal["self", "relative", "both"] = "both"
    vi: Sentence
    en: Sentence


class SimplifiedRelief(ForAwards):
    """What the simplified procedure spares: a part of the dossier by its letter, or the council before a decision."""

    table: ClassVar[str] = "simplified_reliefs"

    part: str | None = None
    council: bool = False
    vi: Sentence
    en: Sentence
