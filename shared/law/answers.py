"""What the law answers. Plain immutable values; money in đồng, shares in percent, days as counted."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from shared.law.facts import SubjectKind
from shared.law.rows import Award, Level, RuleSet, SectionRow


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Where an answer comes from. ``settings`` names what it rests on that nobody has verified."""

    citation: str
    tag: str
    verified: bool
    local: bool = False
    settings: tuple[str, ...] = ()

    @property
    def unverified(self) -> bool:
        """Not to be presented as law."""
        return not self.verified


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
class ConditionResult(Sourced):
    """One condition, looked at. ``verified`` is false when the rule itself rests on memory or a hint."""

    id: str
    outcome: Outcome
    article: str
    sentence_vi: str
    sentence_en: str
    attach_vi: str
    attach_en: str
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, kw_only=True)
class Authority(Sourced):
    """Who decides. ``also`` names other heads with the same power over their own staff."""

    award: str
    level: Level
    office_title_vi: str
    office_title_en: str
    also: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class Part(Sourced):
    """One part of a dossier. ``form_no`` is None where no form number has been verified."""

    code: str
    name_vi: str
    name_en: str
    required: bool
    form_no: str | None


@dataclass(frozen=True, kw_only=True)
class ReportForm(Sourced):
    """The achievement report that an award asks of a subject; ``number`` is None where no form number was seen."""

    code: str
    name_vi: str
    name_en: str
    number: str | None
    author_vi: str
    confirms_vi: tuple[str, ...]
    sections: tuple[SectionRow, ...]


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
class Bonus(Sourced):
    """Tiền thưởng for one award: ``raw`` = multiplier × base salary, ``rounded`` up as the rule says; in đồng.

    ``at_most``: the law gives a ceiling only.
    """

    award: str
    subject: SubjectKind
    multiplier: Decimal
    base_salary: int
    raw: int
    rounded: int
    at_most: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline(Sourced):
    """Time for a step: exactly one of ``working_days`` and ``calendar_days`` is set."""

    step: str
    working_days: int | None
    calendar_days: int | None


@dataclass(frozen=True, kw_only=True)
class DueDate(Sourced):
    """A day of the year by which a step must be done; with ``before`` the day itself is too late."""

    step: str
    month: int
    day: int
    before: bool = False
    opens: tuple[int, int] | None = None
    """Month and day on which the window opens, where there is one."""

    def in_year(self, year: int) -> date:
        """The last day on which it is still in time. 29 February is the last of the month in other years."""
        last = monthrange(year, self.month)[1]
        stated = date(year, self.month, min(self.day, last))
        return stated - timedelta(days=1) if self.before else stated


@dataclass(frozen=True, kw_only=True)
class VotingRule(Sourced):
    """How a council votes. Exactly at the threshold passes, unless the rule says more than half (``strict``)."""

    quorum_num: int
    quorum_den: int
    approve_pct: Decimal
    base: str
    mode: str
    absent_written: bool
    tie: str
    strict: bool = False
    deputy_presides: bool = False
    held: str = "refuse"

    def quorate(self, *, present: int, members: int) -> bool:
        """Whether ``present`` of ``members`` suffice to open a vote."""
        return members > 0 and present * self.quorum_den >= members * self.quorum_num

    def approved(self, *, in_favour: int, present: int, members: int) -> bool:
        """Whether ``in_favour`` reach the share of the right base."""
        base = members if self.base == "all_members" else present
        share, needed = Decimal(in_favour * 100), self.approve_pct * base
        return base > 0 and (share > needed if self.strict else share >= needed)


@dataclass(frozen=True, kw_only=True)
class Quota(Sourced):
    """A local cap: at most ``pct`` percent of those who hold ``of_award``; None where no cap is set."""

    award: str
    of_award: str
    pct: Decimal | None
    rounding: str = "down"

    def seats(self, holders: int) -> int | None:
        """How many may be nominated; None where no cap is set."""
        if self.pct is None:
            return None
        exact = self.pct * holders / 100
        return int(exact.to_integral_value(ROUND_HALF_UP if self.rounding == "nearest" else ROUND_FLOOR))

    def allows(self, *, nominated: int, holders: int) -> bool:
        """Whether the number nominated stays within the cap; a missing cap allows any number."""
        seats = self.seats(holders)
        return seats is None or nominated <= seats


@dataclass(frozen=True, kw_only=True)
class Copies(Sourced):
    """Sets of a dossier that go up; ``originals`` is None where the province sets the number."""

    award: str
    originals: int | None
    electronic: bool


@dataclass(frozen=True, kw_only=True)
class PublicNotice(Sourced):
    """The list must be made public, and for how long: exactly one of the two counts is set."""

    award: str
    where_vi: str
    where_en: str
    working_days: int | None
    calendar_days: int | None


@dataclass(frozen=True, kw_only=True)
class Step(Sourced):
    """A step of the procedure with its time, if one is known."""

    order: int
    level: Level | None
    vi: str
    en: str
    deadline: Deadline | None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One award of several that a person or body receives: for the rules on what is paid."""

    award: str
    subject: SubjectKind
    achievement: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Payable:
    """One of several awards, with its bonus and whether it is paid; ``why_vi`` is the rule that decides."""

    claim: Claim
    bonus: Bonus
    paid: bool
    why_vi: str
    why_en: str
