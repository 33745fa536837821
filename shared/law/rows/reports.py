"""Báo cáo thành tích: which form of report an award asks of a subject, and the sections of each form."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.law.facts import Kind, SubjectKind
from shared.law.rows.base import ForAwards, Row, Sentence


class ReportRow(ForAwards):
    """A form of the achievement report. Of those that fit an award and a subject the first in the file is meant."""

    table: ClassVar[str] = "reports"

    subjects: tuple[SubjectKind, ...] = Field(tuple(SubjectKind), min_length=1)
    kinds: tuple[Kind, ...] = Field((), description="Kinds of commendation; empty: every kind.")
    vi: Sentence
    en: Sentence
    forms: tuple[str, ...] = Field((), description="Rows of the table forms that give its number, each in its time.")
    author_vi: Sentence = Field(description="Who signs at the right, below the text.")
    confirms_vi: tuple[Sentence, ...] = Field((), description="Who confirms what it says, from left to right.")


class SectionRow(Row):
    """A section of one or more reports, in file order. Sections of one chapter follow each other."""

    table: ClassVar[str] = "report_sections"

    reports: tuple[str, ...] = Field(min_length=1, description="Ids of the table reports.")
    chapter_vi: Sentence
    vi: Sentence
    en: Sentence
    shape: Literal["text", "fields", "results", "titles", "forms"] = Field(
        "text",
        description="text: running text; fields: one line for each of `fields`; results: a table by year with targets "
        "and figures; titles, forms: the history out of the register, which nobody types.",
    )
    fields: tuple[Sentence, ...] = ()
    guidance_vi: Sentence
    guidance_en: Sentence
    required: bool = True
    least: int = Field(0, ge=0, description="Fewest letters of a text that says enough.")
    most: int = Field(5000, ge=1, le=20_000, description="Most letters.")
    holds: tuple[str, ...] = Field((), description="Rows of the table contents that this section fulfils.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.shape == "fields") is not bool(self.fields):
            raise ValueError(f"{self.id}: fields belong to a section of that shape, and only to it")
        if self.least > self.most:
            raise ValueError(f"{self.id}: least exceeds most")
        return self

    @property
    def automatic(self) -> bool:
        """Whether it writes itself."""
        return self.shape in ("titles", "forms")
