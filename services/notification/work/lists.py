"""A list of many: its dossiers wait as one thing to do, as long as none of them goes its own way.

Counts and earliest days are kept, so that the order in which dossiers are heard of does not show.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from services.notification import places
from services.notification.work.dossiers import DossierCase, Stage
from services.notification.work.model import Step, WorkItem, acting_for, office
from shared.events.nomination import ListSubmitted
from shared.identity import Role
from shared.law import Law
from shared.record import Record
from shared.store import Transaction

TOGETHER = (Stage.SUBMITTED, Stage.ACCEPTED)
"""The stages in which the dossiers of a list wait together: to be received, and to be brought before the council."""
STEPS = {
    Stage.SUBMITTED: (Step.CHECK_DOSSIER, "Tiếp nhận"),
    Stage.ACCEPTED: (Step.CONVENE, "Đưa vào phiên họp Hội đồng"),
}


class ListCase(Record):
    """How many dossiers of a list wait in which stage, and since when; ``due`` is the earliest day of each."""

    collection: ClassVar[str] = "work_lists"

    title: str = ""
    unit: str = ""
    nominating_unit: str = ""
    waiting: dict[Stage, int] = {}
    since: dict[Stage, date] = {}
    due: dict[Stage, date] = {}
    changed_on: date = date.min

    def move(self, case: DossierCase, before: Stage | None, now: Stage | None, law: Law) -> None:
        """A dossier waits with the others in another stage than before, or no longer with them."""
        counts = dict(self.waiting)
        if before:
            counts[before] -= 1
        if now:
            counts[now] = counts.get(now, 0) + 1
            step = "check" if now is Stage.SUBMITTED else case.goal
            due = case.due(law, step, case.began_on)
            self.due = {**self.due, now: min(due, self.due.get(now, due))}
            self.since = {**self.since, now: min(case.began_on, self.since.get(now, case.began_on))}
        self.waiting = counts
        self.unit, self.nominating_unit = case.unit, case.nominating_unit
        self.changed_on = max(self.changed_on, case.changed_on)

    def item(self) -> WorkItem:
        """What waits now; closed where nothing does."""
        stage = next((one for one in TOGETHER if self.waiting.get(one)), None)
        step, what = STEPS[stage or Stage.ACCEPTED]
        count = f"{self.waiting[stage]} hồ sơ" if stage else ""
        item = WorkItem(
            id=f"list/{self.id}",
            step=step,
            title=f"{what} {self.title or 'danh sách đề nghị'}",
            note=count,
            url=places.nominations(self.id),
            about=f"list/{self.id}",
            from_unit=self.nominating_unit,
            with_unit=self.unit,
            due_on=self.due.get(stage) if stage else None,
            opened_on=self.since[stage] if stage else self.changed_on,
            holders=(office(Role.OFFICER, self.unit),),
            awaited_by=acting_for(self.nominating_unit),
        )
        return item if stage else item.closed(self.changed_on)


async def waits_together(tx: Transaction, case: DossierCase, law: Law) -> bool:
    """Count a dossier with its list; False once it goes its own way, for which it has an item of its own."""
    if not case.list_id:
        return False
    alone = bool(case.meetings) or case.without_council or case.ended_on is not None
    now = case.stage if case.stage in TOGETHER and not alone else None
    if now is not case.counted:
        its = await tx.get_or_none(ListCase, case.list_id) or ListCase(id=case.list_id)
        its.move(case, case.counted, now, law)
        tx.put(its)
        tx.put(its.item())
    case.counted = now
    if now is None:
        case.list_id = ""
    return now is not None


async def named(tx: Transaction, event: ListSubmitted) -> None:
    """The list has a name, which its dossiers do not tell."""
    its = await tx.get_or_none(ListCase, event.list_id) or ListCase(id=event.list_id)
    its.title = event.title
    tx.put(its)
    if its.waiting:
        tx.put(its.item())
