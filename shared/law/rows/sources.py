"""Which law: editions, the bibliography, loại hình."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.law.facts import Kind, SubjectKind
from shared.law.rows.base import Row, Sentence


class RuleSet(Row):
    """One of the dated editions of the law (V0 … V3)."""

    table: ClassVar[str] = "rule_sets"

    name_vi: Sentence
    name_en: Sentence
    sources: tuple[Sentence, ...]
    transition_vi: str | None = None
    transition_en: str | None = None
    favours_older: bool = Field(False, description="An older dossier may profit where its rules are more favourable.")

    @property
    def code(self) -> str:
        return self.id


class Source(Row):
    """A text that rows cite; ``id`` is how citations begin, ``citation`` where the text was read or quoted.

    The period is that of its force; ``replaced_by`` names the text that took its place.
    """

    table: ClassVar[str] = "bibliography"

    type: Literal["law", "decree", "circular", "decision", "procedure", "practice", "draft", "default"]
    name_vi: Sentence
    name_en: Sentence
    issued_on: date | None = None
    replaced_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()


class KindRow(Row):
    """A kind of commendation; ``id`` is a `Kind`."""

    table: ClassVar[str] = "kinds"

    id: Kind
    name_vi: Sentence
    name_en: Sentence
    statistic_vi: Sentence = Field(description="The value in statistical forms.")
    subjects: tuple[SubjectKind, ...]
    meaning_vi: Sentence
    meaning_en: Sentence


class KindOverlap(Row):
    """Past awards of some kinds do not count for an award of another kind."""

    table: ClassVar[str] = "kind_overlaps"

    proposed: Kind
    not_counted: tuple[Kind, ...] = Field(min_length=1)
