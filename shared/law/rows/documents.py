"""Layout and contents of official documents; movements and clusters."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from shared.law.rows.base import ForAwards, Row, Sentence


class MeasureRow(Row):
    """A measure of the page: a range, in ``unit``."""

    table: ClassVar[str] = "measures"

    vi: Sentence
    en: Sentence
    unit: Literal["mm", "pt", "lines", "dpi"]
    least: Decimal
    most: Decimal | None = Field(description="null: no upper bound.")


class ElementRow(Row):
    """An element of an official document: size in points, style and place."""

    table: ClassVar[str] = "elements"

    vi: Sentence
    en: Sentence
    least_pt: int | None = None
    most_pt: int | None = None
    capitals: bool = False
    bold: bool = False
    italic: bool = False
    rule_vi: Sentence
    rule_en: Sentence


class DocumentType(Row):
    """A type of document; ``id`` is its abbreviation in the number."""

    table: ClassVar[str] = "document_types"

    name_vi: Sentence
    name_en: Sentence
    template: str | None = Field(description="Template number in annex III; null: none of its own.")
    number: str | None = Field(description="Pattern of the number with {number} and {body}.")
    body_vi: tuple[Sentence, ...] = Field(description="The order of the body.")


class ContentRow(ForAwards):
    """A heading that a document must hold, in file order."""

    table: ClassVar[str] = "contents"

    document: Literal[
        "report_collective", "report_individual", "minutes", "ballot_minutes", "registration_list", "pledge", "movement"
    ]
    vi: Sentence
    en: Sentence


class FormRow(ForAwards):
    """A statutory form and its number; ``for_vi`` says what it is for."""

    table: ClassVar[str] = "forms"

    number: str
    for_vi: Sentence
    for_en: Sentence


class MovementScope(Row):
    """How far a movement reaches."""

    table: ClassVar[str] = "movement_scopes"

    vi: Sentence
    en: Sentence


class ScoreBonus(ForAwards):
    """Points that an award adds to a cluster's score."""

    table: ClassVar[str] = "score_bonuses"

    points: Decimal
