"""What a sweep waits for: one item for each unit that has something to do, however many people are on its list.

Events of candidates come in the order of each candidate, and may come before the sweep is heard of; what each waits for
is kept, and the items are worked out anew from all of it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, ClassVar

from services.notification import places
from services.notification.work.model import Step, WorkItem, acting_for, office
from shared.clock import VIETNAM
from shared.events import Envelope
from shared.events.nomination import (
    AboutCandidate,
    AssociationAnswered,
    AssociationAsked,
    CandidateDeclared,
    CandidateFound,
    CandidatePosted,
    CandidateProposed,
    CandidateProved,
    CandidateReturned,
    CandidateSetAside,
    CandidateTakenUp,
    HamletReported,
    SweepClosed,
    SweepOpened,
)
from shared.identity import Role
from shared.messaging import Reactions
from shared.record import Record
from shared.store import Transaction

WHAT: dict[type[AboutCandidate], str] = {
    CandidateFound: "chờ bản khai",
    CandidateDeclared: "chờ giấy tờ, kiểm tra",
    CandidateReturned: "bị trả lại",
    CandidateProved: "chờ hỏi ý kiến hội, niêm yết",
    AssociationAsked: "chờ ý kiến của hội",
    AssociationAnswered: "chờ niêm yết",
    CandidatePosted: "chờ hết niêm yết để lập hồ sơ",
    CandidateTakenUp: "được nhận lại",
    CandidateProposed: "",
    CandidateSetAside: "",
}
"""What a candidate waits for after an event; empty where the sweep has nothing to do any more."""


class Waiting(Record):
    """A candidate who waits: at which unit, for what, until when. ``id`` is the candidate."""

    collection: ClassVar[str] = "work_candidates"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("sweep",),)

    sweep: str
    what: str
    due_on: date | None = None
    at: str = ""


class SweepCase(Record):
    """What is known of one sweep. ``silent`` are the hamlets that have not said that they are done."""

    collection: ClassVar[str] = "work_sweeps"

    unit: str = ""
    title: str = ""
    opened_on: date | None = None
    enter_by: date | None = None
    silent: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Every unit that has or had an item, so that it can be closed."""
    closed_on: date | None = None


STORED = (Waiting, SweepCase)


def enter(reactions: Reactions) -> None:
    """Register every handler."""
    reactions.on(SweepOpened)(_opened)
    reactions.on(HamletReported)(_reported)
    reactions.on(SweepClosed)(_closed)
    reactions.on(*WHAT)(_moved)


async def _opened(tx: Transaction, event: SweepOpened, _: Envelope[Any]) -> None:
    case = await _case(tx, event.sweep)
    case.unit, case.title = event.unit, event.title
    case.opened_on, case.enter_by = event.opened_on, event.enter_by
    case.silent = tuple(code for code in event.hamlets if code not in case.reported)
    await _put(tx, case, event.opened_on)


async def _reported(tx: Transaction, event: HamletReported, _: Envelope[Any]) -> None:
    case = await _case(tx, event.sweep)
    case.reported = (*case.reported, event.hamlet)
    case.silent = tuple(code for code in case.silent if code != event.hamlet)
    await _put(tx, case, event.reported_on)


async def _closed(tx: Transaction, event: SweepClosed, _: Envelope[Any]) -> None:
    case = await _case(tx, event.sweep)
    case.closed_on, case.silent = event.closed_on, ()
    await _put(tx, case, event.closed_on)


async def _moved(tx: Transaction, event: AboutCandidate, envelope: Envelope[Any]) -> None:
    if what := WHAT[type(event)]:
        tx.put(Waiting(id=event.candidate, sweep=event.sweep, what=what, due_on=event.due_on, at=event.waits_at))
    else:
        tx.remove(Waiting, event.candidate)
    await _put(tx, await _case(tx, event.sweep), envelope.time.astimezone(VIETNAM).date())


async def _case(tx: Transaction, sweep: str) -> SweepCase:
    return await tx.get_or_none(SweepCase, sweep) or SweepCase(id=sweep)


async def _put(tx: Transaction, case: SweepCase, on: date) -> None:
    """Write the case, and the item of every unit anew."""
    people = await tx.find(Waiting, {"sweep": case.id})
    busy = {one.at for one in people if one.at}
    case.units = tuple(sorted({*case.units, *busy, *case.silent}))
    tx.put(case)
    if case.opened_on is None:
        return  # heard of a candidate before the sweep
    for unit in case.units:
        mine = [one for one in people if one.at == unit]
        item = _item(case, unit, mine, on)
        tx.put(item if mine or unit in case.silent else item.closed(on))


def _item(case: SweepCase, unit: str, mine: list[Waiting], on: date) -> WorkItem:
    counts = Counter(one.what for one in mine)
    parts = [f"{count} người {what}" for what, count in sorted(counts.items())]
    silent = unit in case.silent
    if silent:
        parts.append("ghi tên và báo rà soát xong")
    dues = [one.due_on for one in mine if one.due_on]
    if silent and case.enter_by:
        dues.append(case.enter_by)
    officer = office(Role.OFFICER, case.unit)
    holders = acting_for(unit)
    return WorkItem(
        id=f"sweep/{case.id}/{unit}",
        step=Step.SWEEP,
        title=f"{case.title}: {', '.join(parts)}" if parts else case.title,
        url=places.sweep(case.id),
        about=f"sweep/{case.id}",
        from_unit=case.unit,
        with_unit=unit,
        due_on=min(dues, default=None),
        opened_on=on,
        holders=holders,
        awaited_by=() if officer in holders else (officer,),
    )
