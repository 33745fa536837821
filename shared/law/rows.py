"""The rows of the data files, one class a table. A row without citation and evidence tag does not exist."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.law.facts import Kind, SubjectKind

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


class Row(BaseModel):
    """What every row has: identity within its table, validity (both days included), source and evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, description="Same id, other period: the same rule at another time.")
    valid_from: date | None = Field(None, description="First day; null: since before our records.")
    valid_to: date | None = Field(None, description="Last day; null: open.")
    citation: Sentence = Field(description="Where the rule stands.")
    tag: Tag = Field(description="L law, G government, S secondary, R repository, M memory.")
    local: bool = Field(False, description="A local file may replace this row.")
    configured: bool = Field(False, description="Set by the loader on a row that a local file has replaced.")
    note: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError(f"{self.id}: valid_from lies after valid_to")
        if self.tag in (Tag.MEMORY, Tag.REPOSITORY) and not self.local:
            raise ValueError(f"{self.id}: tag {self.tag} is not law, so the row must be local")
        return self

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def verified(self) -> bool:
        """Seen in a source, or stated by the locality in its own file."""
        return self.configured or self.tag not in (Tag.MEMORY, Tag.REPOSITORY)


class RuleSet(Row):
    """One of the dated editions of the law (V0 … V3)."""

    name_vi: Sentence
    name_en: Sentence
    sources: tuple[Sentence, ...]
    transition_vi: str | None = None
    transition_en: str | None = None

    @property
    def code(self) -> str:
        return self.id


class Award(Row):
    """Danh hiệu thi đua or hình thức khen thưởng."""

    group: Literal["title", "commendation", "medal", "order", "honour", "prize"]
    name_vi: Sentence
    name_en: Sentence
    short_vi: str | None = None
    subjects: tuple[SubjectKind, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = Field(min_length=1)
    public_notice: bool = Field(False, description="The list must be made public before it is proposed.")

    @property
    def code(self) -> str:
        return self.id


class ForAwards(Row):
    """A row that speaks of several awards: exact codes or patterns with ``*``."""

    awards: tuple[str, ...] = Field(("*",), min_length=1)
    except_awards: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        return any(fnmatchcase(code, each) for each in self.awards) and not any(
            fnmatchcase(code, each) for each in self.except_awards
        )


class ForLevels(ForAwards):
    """A row that may speak of some levels only."""

    levels: tuple[Level, ...] = Field((), description="Empty: every level.")

    def at(self, level: Level) -> bool:
        return not self.levels or level in self.levels


class Condition(ForAwards):
    """One requirement, as a CEL expression over the vocabulary of `shared.law.vocabulary`."""

    subjects: tuple[SubjectKind, ...] = Field(tuple(SubjectKind), min_length=1)
    cel: str = Field(min_length=1)
    needs: tuple[str, ...] = Field((), description="Facts that must be known before it may hold.")
    looks_back: int | None = Field(None, ge=1, description="Years of history it reads; null: all.")
    article: Sentence
    vi: Sentence
    en: Sentence
    attach_vi: Sentence
    attach_en: Sentence


class Criterion(Row):
    """A judgement that no figure replaces; the review minutes state it."""

    vi: Sentence
    en: Sentence


class LevelRow(Row):
    """A level of administration while it exists; ``id`` is a `Level`."""

    id: Level
    head_vi: Sentence
    head_en: Sentence
    rank: int | None = Field(None, description="Place in the territorial route upward; null: not on it.")


class AuthorityRow(ForAwards):
    """Who decides an award."""

    level: Level
    also: tuple[Level, ...] = ()


class PartRow(ForAwards):
    """A part of a dossier; ``when`` (CEL) limits it to some dossiers."""

    code: str = Field(min_length=1)
    name_vi: Sentence
    name_en: Sentence
    required: bool = True
    procedures: tuple[Literal["full", "simplified"], ...] = ("full",)
    when: str | None = None
    form_no: str | None = None


class DeadlineRow(ForLevels):
    """Days for a step, for some levels and awards."""

    step: str
    days: int = Field(ge=0)
    counted: Literal["working", "calendar"] = "working"


class DueDateRow(ForAwards):
    """A fixed day of the year for a step."""

    step: str
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class VotingRow(ForLevels):
    """Quorum and threshold of a council."""

    quorum_num: int = Field(ge=1)
    quorum_den: int = Field(ge=1)
    approve_pct: Decimal = Field(gt=0, le=100)
    base: Literal["all_members", "present"]
    mode: Literal["secret", "open"]
    absent_written: bool
    tie: Literal["fails", "chair"]


class MultiplierRow(ForAwards):
    """Multiple of the base salary. ``value`` null: left to the locality."""

    subjects: tuple[SubjectKind, ...] = Field(tuple(SubjectKind), min_length=1)
    value: Decimal | None
    factored: bool = Field(False, description="The figure is an individual's; other subjects take a factor.")


class FactorRow(ForAwards):
    """What a collective or a household receives compared with an individual."""

    subject: SubjectKind
    value: Decimal | None


class BaseSalaryRow(Row):
    """Lương cơ sở in đồng a month."""

    amount: int = Field(gt=0)


class RoundingRow(Row):
    """Amounts are rounded up to a multiple of ``step`` đồng."""

    step: int = Field(gt=0)


class QuotaRow(ForAwards):
    """A cap in percent of the holders of another award; null: no cap."""

    of_award: str
    pct: Decimal | None


class GroundRow(Row):
    """A ground for cancelling an award."""

    vi: Sentence
    en: Sentence


class KindRow(Row):
    """A kind of commendation; ``id`` is a `Kind`."""

    id: Kind
    name_vi: Sentence
    name_en: Sentence
    subjects: tuple[SubjectKind, ...]
