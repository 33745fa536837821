"""Time, votes, caps and papers: the tables about the way of a dossier."""

from __future__ import annotations

from datetime import date

from shared.law.answers import Copies, Deadline, DueDate, PublicNotice, Quota, Step, VotingRule
from shared.law.errors import NoRule
from shared.law.library import Library
from shared.law.pick import pick, sourced
from shared.law.rows import (
    CopiesRow,
    DeadlineRow,
    DueDateRow,
    Level,
    QuotaRow,
    StepRow,
    VotingRow,
)
from shared.law.rows import PublicNotice as NoticeRow


class Procedure:
    """The tables about procedure of a library."""

    def __init__(self, library: Library) -> None:
        self._deadlines = library.rows(DeadlineRow)
        self._due_dates = library.rows(DueDateRow)
        self._voting = library.rows(VotingRow)
        self._quotas = library.rows(QuotaRow)
        self._copies = library.rows(CopiesRow)
        self._notices = library.rows(NoticeRow)
        self._steps = library.rows(StepRow)

    def deadline(self, step: str, level: Level, on: date, award: str) -> Deadline:
        its = (row for row in self._deadlines if row.step == step and row.at(level))
        row = pick(its, award, on, question=f"deadline {step}")
        working = row.counted == "working"
        return Deadline(
            step=step,
            working_days=row.days if working else None,
            calendar_days=None if working else row.days,
            **sourced(row),
        )

    def due_date(self, step: str, on: date, award: str, sector: str) -> DueDate:
        """The general day where the sector has none of its own."""
        its = [row for row in self._due_dates if row.step == step]
        own = [row for row in its if row.sector == sector and row.valid(on) and row.covers(award)]
        general = (row for row in its if row.sector == "general")
        row = pick(own or general, award, on, question=f"due date {step}")
        opens = (row.from_month, row.from_day) if row.from_month and row.from_day else None
        return DueDate(step=step, month=row.month, day=row.day, before=row.before, opens=opens, **sourced(row))

    def voting(self, level: Level, code: str, on: date) -> VotingRule:
        row = pick((row for row in self._voting if row.at(level)), code, on, question="voting rule")
        return VotingRule(
            quorum_num=row.quorum_num,
            quorum_den=row.quorum_den,
            approve_pct=row.approve_pct,
            base=row.base,
            mode=row.mode,
            absent_written=row.absent_written,
            tie=row.tie,
            strict=row.strict,
            deputy_presides=row.deputy_presides,
            held=row.held,
            **sourced(row),
        )

    def quota(self, code: str, on: date) -> Quota | None:
        try:
            row = pick(self._quotas, code, on, question="quota")
        except NoRule:
            return None
        return Quota(award=code, of_award=row.of_award, pct=row.pct, rounding=row.rounding, **sourced(row))

    def copies(self, code: str, on: date) -> Copies:
        row = pick(self._copies, code, on, question="copies")
        return Copies(award=code, originals=row.originals, electronic=row.electronic, **sourced(row))

    def public_notice(self, code: str, level: Level, on: date) -> PublicNotice | None:
        try:
            row = pick(self._notices, code, on, question="public notice")
        except NoRule:
            return None
        days = self.deadline("public_notice", level, on, code)
        both = sourced(row)
        return PublicNotice(
            award=code,
            where_vi=row.where_vi,
            where_en=row.where_en,
            working_days=days.working_days,
            calendar_days=days.calendar_days,
            **{
                **both,
                "citation": f"{row.citation}; {days.citation}",
                "verified": row.verified and days.verified,
                "local": row.local or days.local,
                "settings": (*both["settings"], *days.settings),
            },
        )

    def steps(self, code: str, on: date) -> tuple[Step, ...]:
        """The steps of the most particular procedure that covers the award, in order."""
        mine = [row for row in self._steps if row.valid(on) and row.covers(code)]
        particular = [row for row in mine if "*" not in row.awards] or mine
        return tuple(self._step(row, code, on) for row in sorted(particular, key=lambda row: row.order))

    def _step(self, row: StepRow, code: str, on: date) -> Step:
        deadline = None
        if row.deadline:
            deadline = self.deadline(row.deadline, row.level or Level.COMMUNE, on, code)
        return Step(order=row.order, level=row.level, vi=row.vi, en=row.en, deadline=deadline, **sourced(row))
