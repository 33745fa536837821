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
from shared.law.simplified import without_council

CHECK, DECIDE, FORWARD = "check", "decide", "forward"
SUPPLEMENT, CONSULTATION = "supplement", "consultation"
FALLBACK_WORKING_DAYS = 10
"""Where no row of the law files speaks: what communes practise."""


@dataclass(frozen=True)
class NextStep:
    """What comes next, which unit has it, by when. ``stands``: the clock of the appraisal stands meanwhile."""

    what: str
    unit: str
    due: date | None = None
    stands: bool = False


@dataclass(frozen=True)
class Allowance:
    """Days for a step, working days unless ``calendar``."""

    days: int
    calendar: bool = False

    def due(self, start: date, paused: int = 0) -> date:
        """The last day of a step that began on ``start`` and stood for ``paused`` working days."""
        end = start + timedelta(days=self.days) if self.calendar else add_working_days(start, self.days)
        return add_working_days(end, paused)

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


def answer_by(law: Law, dossier: Dossier, step: str, on: date) -> date:
    """The last day for an answer that is asked for today: a supplement, or an opinion."""
    return allowance(law, step, level=dossier.level.value, award=dossier.award, on=on).due(on)


def next_step(law: Law, dossier: Dossier, on: date) -> NextStep | None:
    """What the dossier waits for; None when it is at its end."""
    if dossier.state is State.DRAFT:
        return NextStep("Hoàn thiện và gửi hồ sơ", dossier.nominating_unit)
    if dossier.state is State.RETURNED:
        return NextStep("Bổ sung theo lý do trả lại rồi gửi lại", dossier.nominating_unit, dossier.answer_by)
    if dossier.state is State.SUPPLEMENTING:
        return NextStep("Gửi giấy tờ bổ sung", dossier.nominating_unit, dossier.answer_by, stands=True)
    if dossier.state is State.CONSULTING and dossier.consultation:
        left = ", ".join(one.body for one in dossier.consultation.unanswered)
        return NextStep(f"Chờ ý kiến của {left}", dossier.unit, dossier.consultation.answer_by, stands=True)
    return _in_hand(law, dossier, on)


def _in_hand(law: Law, dossier: Dossier, on: date) -> NextStep | None:
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
    if dossier.state is State.ACCEPTED and here and _short(law, dossier, on):
        what = "Ký quyết định theo thủ tục đơn giản, hoặc đưa ra Hội đồng"
    checking = step == CHECK
    start = dossier.submitted_on if checking else dossier.received_here_on
    if start is None:
        return NextStep(what, dossier.unit)
    days = allowance(law, step, level=dossier.level.value, award=dossier.award, on=start)
    return NextStep(what, dossier.unit, days.due(start, 0 if checking else sum(one.days for one in dossier.pauses)))


def _short(law: Law, dossier: Dossier, on: date) -> bool:
    return without_council(law, dossier.award, dossier.facts, dossier.received_on or on)
