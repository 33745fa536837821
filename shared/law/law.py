"""The law, asked by date: what exists, who decides, what is required, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from shared.law import citations, library, vocabulary
from shared.law.answers import (
    Assessment,
    Authority,
    Bonus,
    Claim,
    Copies,
    Deadline,
    DueDate,
    Part,
    Payable,
    PublicNotice,
    Quota,
    ReportForm,
    Step,
    VotingRule,
)
from shared.law.conditions import compile_expression, compile_rule, judge
from shared.law.context import History, values
from shared.law.errors import NoRule, UnknownAward, UnknownFact
from shared.law.exemplars import Exemplars
from shared.law.expressions import Language
from shared.law.facts import Facts, SubjectKind
from shared.law.library import Library
from shared.law.money import Money
from shared.law.pick import only, pick, sourced
from shared.law.procedure import Procedure
from shared.law.reports import Reports
from shared.law.rows import (
    AuthorityRow,
    Award,
    Condition,
    Criterion,
    ForAwards,
    GroundRow,
    KindOverlap,
    KindRow,
    Level,
    LevelRow,
    PartRow,
    Row,
    RuleSet,
    Source,
)
from shared.law.rule import Case

R = TypeVar("R", bound=Row)
REPORT = "B"
"""The letter of the achievement report among the parts of a dossier."""


class Law:
    """A loaded library with everything compiled. Pure and immutable: load once, share freely."""

    def __init__(self, rows: Library) -> None:
        self._rows = rows
        self._awards = rows.rows(Award)
        self._levels = rows.rows(LevelRow)
        self._rule_sets = rows.rows(RuleSet)
        self._authorities = rows.rows(AuthorityRow)
        self._money = Money(rows)
        self._procedure = Procedure(rows)
        self._reports = Reports(rows)
        self._criteria = {row.id: (row.vi, row.en) for row in rows.rows(Criterion)}
        self._language = Language(vocabulary.types(self._criteria))
        self._compile(rows)
        self._history = self._histories(rows)
        self._exemplars = Exemplars(rows, self._language, self._criteria)

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

    def entries(self, of: type[R], on: date, *, award: str = "") -> list[R]:
        """The rows of a table that are valid on a date, in file order; with ``award`` only those that cover it."""
        return [
            row
            for row in self._rows.rows(of)
            if row.valid(on) and (not award or not isinstance(row, ForAwards) or row.covers(award))
        ]

    def rule_set(self, on: date) -> RuleSet:
        """The edition of the law for a dossier received on that date."""
        return only(self._rule_sets, on, question="rule set")

    def more_favourable(self, *, received_on: date, decided_on: date) -> RuleSet | None:
        """The edition by which an older dossier may profit, where it changed on the way and says so."""
        later = self.rule_set(decided_on)
        return later if later.favours_older and later.id != self.rule_set(received_on).id else None

    def outdated(self, text: str, on: date) -> tuple[Source, ...]:
        """The texts that a plan, movement or dossier names by number and that are not in force on a date.

        Each tells its successor in ``replaced_by``. What the bibliography does not know is not judged.
        """
        named = {source.id.rpartition(" ")[2]: source for source in self._rows.rows(Source)}
        found = (named[number] for number in citations.numbers(text) if number in named)
        return tuple(source for source in found if not source.valid(on))

    def kinds(self, on: date) -> list[KindRow]:
        """Loại hình khen thưởng."""
        return self.entries(KindRow, on)

    def criteria(self, on: date) -> list[Criterion]:
        """The judgements that `Facts.criteria` may state."""
        return self.entries(Criterion, on)

    def grounds(self, on: date) -> list[GroundRow]:
        """Grounds for cancelling an award (Điều 93)."""
        return self.entries(GroundRow, on)

    def awards(self, on: date) -> list[Award]:
        """Every title and form that exists on a date, in the order of the law."""
        return self.entries(Award, on)

    def award(self, code: str, on: date) -> Award:
        """One award as it is on a date; raises UnknownAward."""
        for award in self._awards:
            if award.id == code and award.valid(on):
                return award
        raise UnknownAward(award=code, on=on)

    def authority(self, code: str, on: date) -> Authority:
        """Who decides an award on a date."""
        self.award(code, on)
        row = pick(self._authorities, code, on, question="authority")
        level = self._level(row.level, on)
        return Authority(
            award=code,
            level=row.level,
            office_title_vi=level.head_vi,
            office_title_en=level.head_en,
            also=row.also,
            **sourced(row),
        )

    def route(self, start: Level | str, code: str, on: date) -> tuple[Level, ...]:
        """The levels a dossier passes from ``start`` up to the one that decides, both included.

        A level that does not exist on that date (the town after 30/06/2025) is not on the way. When the power
        lies at or below ``start``, or with a head outside the territorial route, the route ends at once.
        """
        goal = self.authority(code, on).level
        first = self._level(Level(start), on).id
        way = [row for row in self._levels if row.valid(on) and row.rank and (row.through or row.id is goal)]
        order = [row.id for row in sorted(way, key=lambda row: row.rank or 0)]
        if first not in order or goal not in order or order.index(goal) <= order.index(first):
            return (first,)
        return tuple(order[order.index(first) : order.index(goal) + 1])

    def parts(self, code: str, facts: Facts, *, on: date) -> tuple[Part, ...]:
        """What the dossier must hold. A part that depends on an unknown fact is listed as not required."""
        known = values(facts, self.award(code, on), self._history_on(on), on, self._criteria)
        return self._parts_in(self._language.activation(known), code, facts, on)

    def report(self, code: str, facts: Facts, *, on: date) -> ReportForm | None:
        """The achievement report with its sections; None where the dossier needs none, as for a declaration."""
        if not any(part.code == REPORT for part in self.parts(code, facts, on=on)):
            return None
        return self._reports.report(code, facts.subject.kind, facts.kind, on)

    def assess(self, code: str, facts: Facts, *, received_on: date) -> Assessment:
        """Holds the facts against every condition of the award, under the law of the day of receipt.

        Raises UnknownAward, and UnknownFact for a criterion outside the vocabulary.
        """
        award = self.award(code, received_on)
        for key in facts.criteria:
            if key not in self._criteria:
                raise UnknownFact(fact=f"criteria.{key}", detail=", ".join(sorted(self._criteria)))
        known = values(facts, award, self._history_on(received_on), received_on, self._criteria)
        case = Case(known, self._language.activation(known), facts.awards_known_from)
        subject = facts.subject.kind
        results = tuple(
            judge(rule, case, self._criteria, self._language)
            for rule in self._rules_of[code]
            if subject in rule.row.subjects
            and rule.row.valid(received_on)
            and not (rule.applies and rule.applies.answer(case.activation) is False)
        )
        return Assessment(
            award=award,
            rule_set=self.rule_set(received_on),
            received_on=received_on,
            conditions=results,
            authority=self.authority(code, received_on),
            parts=self._parts_in(case.activation, code, facts, received_on),
        )

    def check_many(self, lines: Iterable[tuple[str, Facts]], *, received_on: date) -> Iterator[Assessment]:
        """Assesses a list of (award, facts), one by one in its order, so that a long list needs no memory."""
        return (self.assess(code, facts, received_on=received_on) for code, facts in lines)

    def bonus(self, code: str, subject_kind: SubjectKind | str, *, decided_on: date) -> Bonus:
        """The money for one award, by the base salary of the day of the decision.

        Raises UnknownAward, NoRule where the law gives none, NoFigure where the locality must set it.
        """
        self.award(code, decided_on)
        return self._money.bonus(code, SubjectKind(subject_kind), decided_on)

    def payable(self, claims: Sequence[Claim], *, decided_on: date) -> tuple[Payable, ...]:
        """Which of several bonuses of one subject are paid, in the order asked."""
        titles = frozenset(claim.award for claim in claims if self.award(claim.award, decided_on).group == "title")
        return self._money.payable(claims, decided_on, titles=titles)

    @property
    def money(self) -> Money:
        """Payers and funds."""
        return self._money

    @property
    def exemplars(self) -> Exemplars:
        """Criteria of the models of a period (điển hình tiên tiến)."""
        return self._exemplars

    def deadline(self, step: str, *, level: Level | str, on: date, award: str = "") -> Deadline:
        """The time for a step at a level; with ``award`` the figure particular to it, if there is one."""
        return self._procedure.deadline(step, Level(level), on, award)

    def due_date(self, step: str, *, on: date, award: str = "", sector: str = "general") -> DueDate:
        """The fixed day of the year by which a step is due."""
        return self._procedure.due_date(step, on, award, sector)

    def voting(self, level: Level | str, code: str, on: date) -> VotingRule:
        """Quorum, share, base and mode for a council's vote on an award."""
        return self._procedure.voting(Level(level), code, on)

    def quota(self, code: str, on: date) -> Quota | None:
        """The cap for an award, or None where no row speaks of it."""
        return self._procedure.quota(code, on)

    def copies(self, code: str, on: date) -> Copies:
        """How many sets of the dossier go up."""
        return self._procedure.copies(code, on)

    def public_notice(self, code: str, on: date, *, level: Level | str = Level.COMMUNE) -> PublicNotice | None:
        """Whether the list must be made public before it is proposed, where and for how long; None if not."""
        return self._procedure.public_notice(code, Level(level), on)

    def steps(self, code: str, on: date) -> tuple[Step, ...]:
        """The procedure of an award, step by step, with the time of each."""
        return self._procedure.steps(code, on)

    def _compile(self, rows: Library) -> None:
        rules = [compile_rule(self._language, row) for row in rows.rows(Condition)]
        codes = {award.code for award in self._awards}
        self._rules_of = {code: tuple(rule for rule in rules if rule.row.covers(code)) for code in codes}
        parts = [
            (row, compile_expression(self._language, row.when or "true", row=row.id), sourced(row))
            for row in rows.rows(PartRow)
        ]
        self._parts_of = {code: tuple(each for each in parts if each[0].covers(code)) for code in codes}

    def _histories(self, rows: Library) -> tuple[tuple[KindOverlap, ...], History]:
        """How past awards are read: only codes that some condition speaks of, and their kinds."""
        spoken: set[str] = set()
        for row in rows.rows(Condition):
            if "history." in row.cel:
                spoken |= vocabulary.literals(row.cel)
        codes = frozenset(award.code for award in self._awards if award.code.startswith(tuple(spoken)))
        kinds = {award.code: frozenset(kind.value for kind in award.kinds) for award in self._awards}
        history = History(codes=codes, kinds_of=kinds, excluded={})
        return rows.rows(KindOverlap), history

    def _history_on(self, on: date) -> History:
        overlaps, history = self._history
        excluded = {
            row.proposed.value: frozenset(kind.value for kind in row.not_counted) for row in overlaps if row.valid(on)
        }
        return replace(history, excluded=excluded)

    def _parts_in(self, activation: Any, code: str, facts: Facts, on: date) -> tuple[Part, ...]:
        found: list[Part] = []
        for row, program, source in self._parts_of[code]:
            if not (row.valid(on) and facts.procedure in row.procedures):
                continue
            applies = program.answer(activation)
            if applies is False:
                continue
            found.append(
                Part(
                    code=row.code,
                    name_vi=row.name_vi,
                    name_en=row.name_en,
                    required=row.required and applies is True,
                    form_no=row.form_no,
                    **source,
                )
            )
        return tuple(found)

    def _level(self, level: Level, on: date) -> LevelRow:
        for row in self._levels:
            if row.id is level and row.valid(on):
                return row
        raise NoRule(question="level", about=level, on=on)
