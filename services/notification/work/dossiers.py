"""What a dossier waits for: folded from the dossier's own events, those of meetings and those of decisions.

Each of the three comes in its own order, but they may arrive in any order among each other. Every fact is therefore
kept beside the others, and the item is worked out anew from all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from services.notification import naming, places
from services.notification.work.model import Step, WorkItem, acting_for, office
from shared.calendar import add_working_days
from shared.events import Level
from shared.events.nomination import AboutDossier
from shared.identity import Role
from shared.law import Law
from shared.law.errors import NoRule
from shared.record import Record

DECIDE, FORWARD = "decide", "forward"
DEFAULT_DAYS = 10
"""Working days where no row of the law speaks: the practice of commune procedures, as in deadlines.yaml."""


class Stage(StrEnum):
    """Where a dossier is, as far as its own events tell."""

    UNHEARD = "unheard"
    SUBMITTED = "submitted"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SUPPLEMENTING = "supplementing"
    CONSULTING = "consulting"
    APPROVED = "approved"
    ENDED = "ended"


class DossierCase(Record):
    """All that is known of one dossier. ``meetings`` are those that have it on the agenda and are not over.

    ``paused`` counts the working days for which the clock of the present appraisal stood; ``answer_by`` is the day of
    an answer that is waited for, ``asked`` the units whose opinion it is. ``list_id`` is the list with which it waits,
    ``counted`` the stage in which it is counted there; empty once it goes its own way.
    """

    collection: ClassVar[str] = "work_dossiers"

    stage: Stage = Stage.UNHEARD
    award: str = ""
    nominee: str = ""
    nominating_unit: str = ""
    unit: str = ""
    level: Level = Level.COMMUNE
    decided_by_level: str = ""
    began_on: date = date.min
    changed_on: date = date.min
    reason: str = ""
    letter: str = ""
    senders: tuple[str, ...] = ()
    meetings: dict[str, date] = {}
    ended_on: date | None = None
    answer_by: date | None = None
    asked: tuple[str, ...] = ()
    paused: int = 0
    without_council: bool = False
    list_id: str = ""
    counted: Stage | None = None

    def heard(self, event: AboutDossier, stage: Stage, level: Level, on: date) -> None:
        """Take over what every event of a dossier says."""
        self.award, self.nominee = event.award, event.nominee.name
        self.nominating_unit, self.unit, self.level = event.nominating_unit, event.unit, level
        self.stage, self.changed_on = stage, on
        if stage in {Stage.SUBMITTED, Stage.FORWARDED}:
            self.began_on, self.reason, self.answer_by, self.paused = on, "", None, 0

    def item(self, law: Law) -> WorkItem:
        """What waits now. A dossier that waits for nothing gives an item that is closed."""
        name = f"hồ sơ {naming.award_name(law, self.award, self.changed_on)} của {self.nominee}"
        item = _STAGES.get(self.stage, _nothing)(self, name, law)
        ended = self.ended_on or (self.changed_on if self.stage in {Stage.ENDED, Stage.UNHEARD} else None)
        return item.closed(ended) if ended else item

    @property
    def goal(self) -> str:
        """The step of the law towards which the unit that has it works: deciding, or sending it on."""
        return DECIDE if self.decided_by_level == self.level.value else FORWARD

    def due(self, law: Law, step: str, start: date) -> date:
        """By when a step that began on a day is due, the days on which the clock stood added."""
        try:
            deadline = law.deadline(step, level=self.level.value, on=start, award=self.award)
        except NoRule:
            end = add_working_days(start, DEFAULT_DAYS)
        else:
            if deadline.calendar_days is not None:
                end = start + timedelta(days=deadline.calendar_days)
            else:
                end = add_working_days(start, deadline.working_days or DEFAULT_DAYS)
        return add_working_days(end, self.paused)

    def build(self, step: Step, title: str, holders: tuple[str, ...], *, due: date | None, note: str = "") -> WorkItem:
        """An item about this dossier: whoever sent it on and does not have it now waits for it."""
        waiting = (*acting_for(self.nominating_unit), *(office(Role.OFFICER, unit) for unit in self.senders))
        return WorkItem(
            id=f"dossier/{self.id}",
            step=step,
            title=title,
            note=note,
            url=places.dossier(self.id),
            about=f"dossier/{self.id}",
            from_unit=self.nominating_unit,
            with_unit=self.unit,
            due_on=due,
            opened_on=self.changed_on,
            holders=holders,
            awaited_by=tuple(key for key in waiting if key not in holders),
        )


def _check(case: DossierCase, name: str, law: Law) -> WorkItem:
    forwarded = case.stage is Stage.FORWARDED
    note = f"Trình lên theo Tờ trình số {case.letter}" if forwarded else ""
    return case.build(
        Step.CHECK_DOSSIER,
        f"{'Tiếp nhận' if forwarded else 'Kiểm tra'} {name}",
        (office(Role.OFFICER, case.unit),),
        due=case.due(law, "check", case.began_on),
        note=note,
    )


def _mend(case: DossierCase, name: str, law: Law) -> WorkItem:
    item = case.build(
        Step.MEND_DOSSIER,
        f"Bổ sung {name}",
        acting_for(case.nominating_unit),
        due=case.answer_by or case.due(law, "supplement", case.changed_on),
        note=f"Lý do trả lại: {case.reason}",
    )
    return item.model_copy(update={"with_unit": case.nominating_unit, "from_unit": case.unit})


def _supplement(case: DossierCase, name: str, _: Law) -> WorkItem:
    item = case.build(
        Step.SUPPLEMENT_DOSSIER,
        f"Gửi giấy tờ bổ sung {name}",
        acting_for(case.nominating_unit),
        due=case.answer_by,
        note=f"Cần bổ sung: {case.reason}",
    )
    waiting = (office(Role.OFFICER, case.unit),)
    return item.model_copy(update={"with_unit": case.nominating_unit, "from_unit": case.unit, "awaited_by": waiting})


def _consult(case: DossierCase, name: str, _: Law) -> WorkItem:
    asked = tuple(key for unit in case.asked for key in acting_for(unit))
    officer = office(Role.OFFICER, case.unit)
    item = case.build(
        Step.GIVE_OPINION, f"Cho ý kiến về {name}", asked or (officer,), due=case.answer_by, note=case.reason
    )
    waiting = (officer, *item.awaited_by)
    return item.model_copy(
        update={"from_unit": case.unit, "awaited_by": tuple(key for key in waiting if key not in item.holders)}
    )


def _appraise(case: DossierCase, name: str, law: Law) -> WorkItem:
    officer = office(Role.OFFICER, case.unit)
    if case.meetings:
        held_on = min(case.meetings.values())
        item = case.build(Step.AWAIT_MEETING, f"Chờ phiên họp Hội đồng xét {name}", (), due=held_on)
        return item.model_copy(update={"awaited_by": (officer, *item.awaited_by)})
    due = case.due(law, case.goal, case.began_on)
    if case.goal == DECIDE and case.without_council:
        title = f"Dự thảo quyết định theo thủ tục đơn giản: {name}"
        return case.build(Step.DRAFT_DECISION, title, (officer,), due=due, note="Không phải chờ Hội đồng")
    if case.goal == FORWARD:
        return case.build(Step.FORWARD, f"Xét và trình cấp trên {name}", (officer,), due=due)
    return case.build(Step.CONVENE, f"Đưa vào phiên họp Hội đồng {name}", (officer,), due=due)


def _approved(case: DossierCase, name: str, law: Law) -> WorkItem:
    officer, due = (office(Role.OFFICER, case.unit),), case.due(law, case.goal, case.began_on)
    if case.goal == FORWARD:
        return case.build(Step.FORWARD, f"Trình cấp trên {name}", officer, due=due, note="Hội đồng đã thông qua")
    return case.build(
        Step.DRAFT_DECISION, f"Dự thảo quyết định khen thưởng: {name}", officer, due=due, note="Hội đồng đã thông qua"
    )


def _nothing(case: DossierCase, name: str, _: Law) -> WorkItem:
    return case.build(Step.CHECK_DOSSIER, name[:1].upper() + name[1:], (), due=None)


_STAGES: dict[Stage, Callable[[DossierCase, str, Law], WorkItem]] = {
    Stage.SUBMITTED: _check,
    Stage.FORWARDED: _check,
    Stage.RETURNED: _mend,
    Stage.ACCEPTED: _appraise,
    Stage.SUPPLEMENTING: _supplement,
    Stage.CONSULTING: _consult,
    Stage.APPROVED: _approved,
}
