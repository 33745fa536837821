"""By when the next step is due: the law's days, counted as the law counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.states import State
from shared.calendar import add_working_days
from shared.errors import NotFound
from shared.law import Law

CHECK, DECIDE, FORWARD = "check", "decide", "forward"
FALLBACK_WORKING_DAYS = 10
"""Where no row of the law files speaks: what communes practise."""


@dataclass(frozen=True)
class NextStep:
    """What comes next, which unit has it, by when."""

    what: str
    unit: str
    due: date | None = None


@dataclass(frozen=True)
class Allowance:
    """Days for a step, working days unless ``calendar``."""

    days: int
    calendar: bool = False

    def due(self, start: date) -> date:
        """The last day of a step that began on ``start``."""
        return start + timedelta(days=self.days) if self.calendar else add_working_days(start, self.days)

    def late_before(self, on: date) -> date:
        """A step that began before this day is late on ``on``."""
        day = on
        while self.due(day) >= on:
            day -= timedelta(days=1)
        return day + timedelta(days=1)


def allowance(law: Law, step: str, *, level: str, award: str, on: date) -> Allowance:
    """The days for a step at a level."""
    try:
        deadline = law.deadline(step, level=level, on=on, award=award)
    except (NotFound, ValueError):
        return Allowance(FALLBACK_WORKING_DAYS)
    if deadline.calendar_days is not None:
        return Allowance(deadline.calendar_days, calendar=True)
    return Allowance(deadline.working_days or 0)


def next_step(law: Law, dossier: Dossier, on: date) -> NextStep | None:
    """What the dossier waits for; None when it is at its end."""
    if dossier.state in (State.DRAFT, State.RETURNED):
        draft = dossier.state is State.DRAFT
        what = "Hoàn thiện và gửi hồ sơ" if draft else "Bổ sung theo lý do trả lại rồi gửi lại"
        return NextStep(what, dossier.nominating_unit)
    here = deciding_level(law, dossier, on) == dossier.level.value
    finish = DECIDE if here else FORWARD
    steps = {
        State.SUBMITTED: ("Kiểm tra, tiếp nhận hồ sơ", CHECK),
        State.FORWARDED: ("Kiểm tra, tiếp nhận hồ sơ", CHECK),
        State.ACCEPTED: ("Đưa ra Hội đồng Thi đua - Khen thưởng", finish),
        State.SCHEDULED: ("Hội đồng họp, bỏ phiếu kín", finish),
        State.APPROVED: ("Ký quyết định khen thưởng" if here else "Trình cấp có thẩm quyền", finish),
    }
    if dossier.state not in steps:
        return None
    what, step = steps[dossier.state]
    start = dossier.submitted_on if step == CHECK else dossier.received_here_on
    if start is None:
        return NextStep(what, dossier.unit)
    days = allowance(law, step, level=dossier.level.value, award=dossier.award, on=start)
    return NextStep(what, dossier.unit, days.due(start))
