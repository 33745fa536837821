"""The law, asked by date: what exists, who decides, what is required, what it is worth."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from cel import Context

from shared.law import library, vocabulary
from shared.law.answers import (
    Assessment,
    Authority,
    Bonus,
    Deadline,
    DueDate,
    Part,
    Quota,
    VotingRule,
)
from shared.law.conditions import compile_expression, compile_rule, evaluate, judge
from shared.law.errors import NoRule, UnknownAward
from shared.law.facts import Facts, SubjectKind
from shared.law.library import Library
from shared.law.money import Money
from shared.law.pick import only, pick
from shared.law.rows import (
    AuthorityRow,
    Award,
    Condition,
    Criterion,
    DeadlineRow,
    DueDateRow,
    GroundRow,
    KindRow,
    Level,
    LevelRow,
    PartRow,
    QuotaRow,
    Row,
    RuleSet,
    VotingRow,
)

R = TypeVar("R", bound=Row)


class Law:
    """A loaded library with everything compiled. Pure and immutable: load once, share freely."""

    def __init__(self, rows: Library) -> None:
        self._rows = rows
        self._awards = rows.table("awards", Award)
        self._levels = rows.table("levels", LevelRow)
        self._money = Money(rows)
        criteria = rows.table("criteria", Criterion)
        self._criteria = {row.id: (row.vi, row.en) for row in criteria}
        self._rules = tuple(compile_rule(row, self._criteria) for row in rows.table("conditions", Condition))
        self._parts = tuple(
            (row, compile_expression(row.when or "true", self._criteria, row_id=row.id))
            for row in rows.table("parts", PartRow)
        )
        self._codes = tuple(dict.fromkeys(award.code for award in self._awards))
        self._rules_of = {code: tuple(rule for rule in self._rules if rule.row.covers(code)) for code in self._codes}

    @classmethod
    def load(cls, local: Path | None = None) -> Law:
        """Reads the files. ``local``: directory of overrides, default ``shared/law/data/local``.

        Raises LawDataError, naming file and row, when a file is wrong.
        """
        return cls(library.load(local))

    @property
    def rows(self) -> Library:
        """The rows themselves, for pages that show the law and for tests that guard it."""
        return self._rows

    def rule_set(self, on: date) -> RuleSet:
        """The edition of the law for a dossier received on that date."""
        return only(self._rows.table("rule_sets", RuleSet), on, question="rule set")

    def kinds(self, on: date) -> list[KindRow]:
        """Loại hình khen thưởng."""
        return _valid(self._rows.table("kinds", KindRow), on)

    def criteria(self, on: date) -> list[Criterion]:
        """The judgements that `Facts.criteria` may state."""
        return _valid(self._rows.table("criteria", Criterion), on)

    def grounds(self, on: date) -> list[GroundRow]:
        """Grounds for cancelling an award (Điều 93)."""
        return _valid(self._rows.table("grounds", GroundRow), on)

    def awards(self, on: date) -> list[Award]:
        """Every title and form that exists on a date, in the order of the law."""
        return _valid(self._awards, on)

    def award(self, code: str, on: date) -> Award:
        """One award as it is on a date; raises UnknownAward."""
        for award in self._awards:
            if award.code == code and award.valid(on):
                return award
        raise UnknownAward(award=code, on=on)

    def authority(self, code: str, on: date) -> Authority:
        """Who decides an award on a date."""
        self.award(code, on)
        row = pick(self._rows.table("authorities", AuthorityRow), code, on, question="authority")
        level = self._level(row.level, on)
        return Authority(
            award=code,
            level=row.level,
            office_title_vi=level.head_vi,
            office_title_en=level.head_en,
            also=row.also,
            citation=row.citation,
            tag=row.tag,
            verified=row.verified,
        )

    def route(self, start: Level | str, code: str, on: date) -> tuple[Level, ...]:
        """The levels a dossier passes from ``start`` up to the one that decides, both included.

        A level that does not exist on that date (the town after 30/06/2025) is not on the way. When the power
        lies at or below ``start``, or with a head outside the territorial route, the route ends at once.
        """
        goal = self.authority(code, on).level
        way = sorted(
            (row for row in self._levels if row.valid(on) and row.rank is not None), key=lambda row: row.rank or 0
        )
        order = [row.id for row in way]
        first = self._level(Level(start), on).id
        if first not in order or goal not in order or order.index(goal) <= order.index(first):
            return (first,)
        return tuple(order[order.index(first) : order.index(goal) + 1])

    def parts(self, code: str, facts: Facts, *, on: date) -> tuple[Part, ...]:
        """What the dossier must hold. A part that depends on an unknown fact is listed as not required."""
        context, _ = vocabulary.context(facts, self.award(code, on), self._codes, on)
        return self._parts_in(context, code, facts, on)

    def assess(self, code: str, facts: Facts, *, received_on: date) -> Assessment:
        """Holds the facts against every condition of the award, under the law of the day of receipt.

        Raises UnknownAward, and UnknownFact for a criterion outside the vocabulary.
        """
        award = self.award(code, received_on)
        vocabulary.check_criteria(facts, self._criteria)
        context, values = vocabulary.context(facts, award, self._codes, received_on)
        subject = facts.subject.kind
        results = tuple(
            judge(rule, context, values, self._criteria, known_from=facts.awards_known_from)
            for rule in self._rules_of[code]
            if rule.row.valid(received_on) and subject in rule.row.subjects
        )
        return Assessment(
            award=award,
            rule_set=self.rule_set(received_on),
            received_on=received_on,
            conditions=results,
            authority=self.authority(code, received_on),
            parts=self._parts_in(context, code, facts, received_on),
        )

    def bonus(self, code: str, subject_kind: SubjectKind | str, *, decided_on: date) -> Bonus:
        """The money for one award, by the base salary of the day of the decision.

        Raises UnknownAward, NoRule where the law gives none, NoFigure where the locality must set it.
        """
        self.award(code, decided_on)
        return self._money.bonus(code, SubjectKind(subject_kind), decided_on)

    def deadline(self, step: str, *, level: Level | str, on: date, award: str = "") -> Deadline:
        """The time for a step at a level; with ``award`` the figure particular to it, if there is one."""
        its = (row for row in self._rows.table("deadlines", DeadlineRow) if row.step == step and row.at(Level(level)))
        row = pick(its, award, on, question=f"deadline {step}")
        working = row.counted == "working"
        return Deadline(
            step=step,
            working_days=row.days if working else None,
            calendar_days=None if working else row.days,
            citation=row.citation,
            tag=row.tag,
            local=row.local,
            verified=row.verified,
        )

    def due_date(self, step: str, *, on: date, award: str = "") -> DueDate:
        """The fixed day of the year by which a step is due."""
        its = (row for row in self._rows.table("due_dates", DueDateRow) if row.step == step)
        row = pick(its, award, on, question=f"due date {step}")
        return DueDate(
            step=step,
            month=row.month,
            day=row.day,
            citation=row.citation,
            tag=row.tag,
            local=row.local,
            verified=row.verified,
        )

    def voting(self, level: Level | str, code: str, on: date) -> VotingRule:
        """Quorum, share, base and mode for a council's vote on an award."""
        its = (row for row in self._rows.table("voting", VotingRow) if row.at(Level(level)))
        row = pick(its, code, on, question="voting rule")
        return VotingRule(
            quorum_num=row.quorum_num,
            quorum_den=row.quorum_den,
            approve_pct=row.approve_pct,
            base=row.base,
            mode=row.mode,
            absent_written=row.absent_written,
            tie=row.tie,
            citation=row.citation,
            tag=row.tag,
            local=row.local,
            verified=row.verified,
        )

    def quota(self, code: str, on: date) -> Quota | None:
        """The cap for an award, or None where no row speaks of it."""
        try:
            row = pick(self._rows.table("quotas", QuotaRow), code, on, question="quota")
        except NoRule:
            return None
        return Quota(award=code, of_award=row.of_award, pct=row.pct, citation=row.citation, verified=row.verified)

    def _parts_in(self, context: Context, code: str, facts: Facts, on: date) -> tuple[Part, ...]:
        found: list[Part] = []
        for row, program in self._parts:
            if not (row.valid(on) and row.covers(code) and facts.procedure in row.procedures):
                continue
            applies = evaluate(program, context, row_id=row.id)
            if applies is False:
                continue
            found.append(
                Part(
                    code=row.code,
                    name_vi=row.name_vi,
                    name_en=row.name_en,
                    required=row.required and applies is True,
                    form_no=row.form_no,
                    citation=row.citation,
                    verified=row.verified,
                )
            )
        return tuple(found)

    def _level(self, level: Level, on: date) -> LevelRow:
        for row in self._levels:
            if row.id is level and row.valid(on):
                return row
        raise NoRule(question="level", about=level, on=on)


def _valid(its: tuple[R, ...], on: date) -> list[R]:
    return [row for row in its if row.valid(on)]
