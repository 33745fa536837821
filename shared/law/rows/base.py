"""What every row has. A row without citation and evidence tag does not exist."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Sentence = Annotated[str, Field(min_length=3)]


class Tag(StrEnum):
    """Where a fact was seen."""

    LAW = "L"
    """The text of the law itself."""
    GOVERNMENT = "G"
    """A government portal, a procedure page or a real official document."""
    SECONDARY = "S"
    """A law site or newspaper quoting the article; check against the gazette."""
    REPOSITORY = "R"
    """Only in somebody's source code; a hint."""
    MEMORY = "M"
    """From memory or a reasoned default; not law."""


NOT_LAW = (Tag.MEMORY, Tag.REPOSITORY)


class Level(StrEnum):
    """Levels and kinds of office that decide."""

    COMMUNE = "commune"
    TOWN = "town"
    PROVINCE = "province"
    MINISTRY = "ministry"
    PRIME_MINISTER = "prime_minister"
    GOVERNMENT = "government"
    PRESIDENT = "president"
    DEPARTMENT = "department"
    UNIT = "unit"
    ENTERPRISE = "enterprise"
    FORCES = "forces"
    ASSEMBLY_STANDING = "assembly_standing"
    ORGANISATION = "organisation"


class Row(BaseModel):
    """Identity within its table, validity (both days included), source and evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str] = ""

    id: str = Field(min_length=1, description="Same id, other period: the same rule at another time.")
    valid_from: date | None = Field(None, description="First day; null: since before our records.")
    valid_to: date | None = Field(None, description="Last day; null: open.")
    citation: Sentence = Field(description="Where the rule stands: sources of the bibliography with their articles.")
    tag: Tag = Field(description="L law, G government, S secondary, R repository, M memory.")
    local: bool = Field(False, description="A setting: a local file may replace this row.")
    unverified: bool = Field(False, description="Not law until a locality or a reader of the gazette confirms it.")
    configured: bool = Field(False, description="Set by the loader on a row that a local file has replaced.")
    note: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError(f"{self.id}: valid_from lies after valid_to")
        if self.tag in NOT_LAW and not (self.local and self.unverified):
            raise ValueError(f"{self.id}: tag {self.tag} is not law, so the row must be local and unverified")
        if self.unverified and not self.local:
            raise ValueError(f"{self.id}: what is unverified must be local, so that somebody can settle it")
        return self

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def verified(self) -> bool:
        """Seen in a source, or stated by the locality in its own file."""
        return self.configured or not self.unverified

    @property
    def setting(self) -> str | None:
        """The name under which a local file can settle it, while it is unverified."""
        return None if self.verified else f"{self.table}/{self.id}"


class ForAwards(Row):
    """A row that speaks of several awards: exact codes or patterns with ``*``."""

    awards: tuple[str, ...] = Field(("*",), min_length=1)
    except_awards: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        return _covers(self.awards, self.except_awards, code)


@lru_cache(maxsize=50_000)
def _covers(patterns: tuple[str, ...], exceptions: tuple[str, ...], code: str) -> bool:
    """Asked again and again with the same few patterns and codes."""
    return any(fnmatchcase(code, each) for each in patterns) and not any(fnmatchcase(code, each) for each in exceptions)


class ForLevels(ForAwards):
    """A row that may speak of some levels only."""

    levels: tuple[Level, ...] = Field((), description="Empty: every level.")

    def at(self, level: Level) -> bool:
        return not self.levels or level in self.levels
