"""How states look: which colour a tag takes, and who must do what next."""

from __future__ import annotations

from datetime import date

from services.registration.movements.model import Phase
from services.registration.plans.tasks import Standing
from services.registration.registrations.model import Registration, State
from shared.calendar import working_days_between
from shared.web.parts import Moment, Tone, Upcoming

STANDING: dict[Standing, Tone] = {
    Standing.UNREPORTED: "neutral",
    Standing.UNDER_WAY: "waiting",
    Standing.OVERDUE: "attention",
    Standing.DONE: "done",
}
PHASE: dict[Phase, Tone] = {Phase.AHEAD: "neutral", Phase.RUNNING: "waiting", Phase.OVER: "done"}
DEED: dict[str, Tone] = {"submitted": "waiting", "returned": "attention", "approved": "done"}
NEAR_WORKING_DAYS = 10
_WORDS = {"submitted": "Gửi lần {round}", "returned": "Trả lại lần {round}", "approved": "Chấp thuận"}


def is_near(due: date | None, today: date) -> bool:
    """Whether a day lies behind, or at most ten working days ahead."""
    return due is not None and working_days_between(today, due) <= NEAR_WORKING_DAYS


def of_registration(registration: Registration, *, mine: bool, reviewing: bool) -> Tone:
    """The tone of a registration for one person: attention where the next step is theirs."""
    if registration.state is State.APPROVED:
        return "done"
    if registration.state is State.SUBMITTED:
        return "attention" if reviewing else "waiting"
    return "attention" if mine else "neutral"


def timeline(registration: Registration, names: dict[str, str]) -> list[Moment]:
    """What happened to a registration, for the timeline."""
    return [
        Moment(
            at=moment.at,
            title=_WORDS[moment.deed].format(round=moment.round),
            who=f"{moment.by_name}, {names[moment.unit]}",
            reason=moment.reason,
            tone=DEED[moment.deed],
        )
        for moment in registration.moments
    ]


def upcoming(registration: Registration, names: dict[str, str]) -> Upcoming | None:
    """The next step of a registration and who has it."""
    match registration.state:
        case State.DRAFT:
            return Upcoming("Hoàn chỉnh và gửi bản đăng ký", names[registration.from_unit])
        case State.SUBMITTED:
            return Upcoming("Thẩm định bản đăng ký", names[registration.to_unit])
        case State.RETURNED:
            return Upcoming("Sửa theo lý do trả lại và gửi lại", names[registration.from_unit])
        case State.APPROVED:
            return None
