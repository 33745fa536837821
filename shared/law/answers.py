"""What the law answers. Plain immutable values; money in đồng, shares in percent, days as counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.law.facts import SubjectKind
from shared.law.rows import Award, Level, RuleSet


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    LACKS_EVIDENCE = "lacks_evidence"


@dataclass(frozen=True, kw_only=True)
class MissingFact:
    """A fact that would settle a condition, as path in `Facts` and in words."""

    path: str
    vi: str
    en: str


@dataclass(frozen=True, kw_only=True)
class ConditionResult:
    """One condition, looked at. ``verified`` is false when the rule itself rests on memory or a hint."""

    id: str
    outcome: Outcome
    article: str
    sentence_vi: str
    sentence_en: str
    attach_vi: str
    attach_en: str
    citation: str
    tag: str
    verified: bool
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Who decides. ``also`` names other heads with the same power over their own staff."""

    award: str
    level: Level
    office_title_vi: str
    office_title_en: str
    also: tuple[Level, ...]
    citation: str
    tag: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a dossier. ``form_no`` is None where no form number has been verified."""

    code: str
    name_vi: str
    name_en: str
    required: bool
    form_no: str | None
    citation: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Advice on one dossier: people decide."""

    award: Award
    rule_set: RuleSet
    received_on: date
    conditions: tuple[ConditionResult, ...]
    authority: Authority
    parts: tuple[Part, ...]

    def _with(self, outcome: Outcome) -> tuple[ConditionResult, ...]:
        return tuple(each for each in self.conditions if each.outcome is outcome)

    @property
    def eligible(self) -> bool:
        """Every condition holds."""
        return len(self._with(Outcome.HOLDS)) == len(self.conditions)

    @property
    def failed(self) -> tuple[ConditionResult, ...]:
        """The conditions that do not hold, whatever else may be found out."""
        return self._with(Outcome.FAILS)

    @property
    def missing(self) -> tuple[ConditionResult, ...]:
        """The conditions about which not enough is known yet."""
        return self._with(Outcome.LACKS_EVIDENCE)


@dataclass(frozen=True, kw_only=True)
class Bonus:
    """Tiền thưởng for one award: ``raw`` = multiplier × base salary, ``rounded`` up as the rule says; in đồng."""

    award: str
    subject: SubjectKind
    multiplier: Decimal
    base_salary: int
    raw: int
    rounded: int
    citation: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Time for a step: exactly one of ``working_days`` and ``calendar_days`` is set."""

    step: str
    working_days: int | None
    calendar_days: int | None
    citation: str
    tag: str
    local: bool
    verified: bool


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """A day of the year by which a step must be done."""

    step: str
    month: int
    day: int
    citation: str
    tag: str
    local: bool
    verified: bool

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)


@dataclass(frozen=True, kw_only=True)
class VotingRule:
    """How a council votes. Exactly at the threshold passes (``>=``)."""

    quorum_num: int
    quorum_den: int
    approve_pct: Decimal
    base: str
    mode: str
    absent_written: bool
    tie: str
    citation: str
    tag: str
    local: bool
    verified: bool

    def quorate(self, *, present: int, members: int) -> bool:
        """Whether ``present`` of ``members`` suffice to open a vote."""
        return members > 0 and present * self.quorum_den >= members * self.quorum_num

    def approved(self, *, in_favour: int, present: int, members: int) -> bool:
        """Whether ``in_favour`` reach the share of the right base."""
        base = members if self.base == "all_members" else present
        return base > 0 and Decimal(in_favour * 100) >= self.approve_pct * base


@dataclass(frozen=True, kw_only=True)
class Quota:
    """A local cap: at most ``pct`` percent of those who hold ``of_award``; None where no cap is set."""

    award: str
    of_award: str
    pct: Decimal | None
    citation: str
    verified: bool

    def allows(self, *, nominated: int, holders: int) -> bool:
        """Whether the number nominated stays within the cap; a missing cap allows any number."""
        return self.pct is None or Decimal(nominated * 100) <= self.pct * holders
