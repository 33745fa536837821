"""What waits for a signature or a confirmation: minutes, and lists of delegates. Either end has it; the other waits."""

from __future__ import annotations

from typing import Any

from services.notification import places
from services.notification.work.model import Step, WorkItem, office, person
from shared.events import Envelope
from shared.events.nomination import (
    ExemplarsConfirmed,
    ExemplarsProposed,
    ExemplarsReturned,
    MinutesDrafted,
    MinutesPresented,
    MinutesReturned,
    MinutesSigned,
)
from shared.identity import Role
from shared.messaging import Reactions
from shared.store import Transaction


def enter(reactions: Reactions) -> None:
    """Register every handler."""
    reactions.on(MinutesDrafted)(_drafted)
    reactions.on(MinutesPresented)(_presented)
    reactions.on(MinutesReturned)(_returned)
    reactions.on(MinutesSigned)(_signed)
    reactions.on(ExemplarsProposed)(_proposed)
    reactions.on(ExemplarsReturned)(_sent_back)
    reactions.on(ExemplarsConfirmed)(_confirmed)


async def _drafted(tx: Transaction, event: MinutesDrafted, _: Envelope[Any]) -> None:
    """The secretary reads and signs first."""
    tx.put(
        WorkItem(
            id=_minutes(event.minutes),
            step=Step.SIGN_MINUTES,
            title=f"Ký {event.title[:1].lower()}{event.title[1:]} ngày {event.held_on:%d/%m/%Y}",
            url=places.minutes(event.minutes),
            about=_minutes(event.minutes),
            from_unit=event.unit,
            with_unit=event.unit,
            opened_on=event.written_on,
            holders=(person(event.secretary),),
            awaited_by=(person(event.chair),),
        )
    )


async def _presented(tx: Transaction, event: MinutesPresented, _: Envelope[Any]) -> None:
    """The secretary has signed: now the chair."""
    await _pass_on(tx, _minutes(event.minutes), person(event.chair), note="Thư ký đã ký")


async def _returned(tx: Transaction, event: MinutesReturned, _: Envelope[Any]) -> None:
    await _pass_on(tx, _minutes(event.minutes), person(event.secretary), note=f"Lý do trả lại: {event.reason}")


async def _signed(tx: Transaction, event: MinutesSigned, _: Envelope[Any]) -> None:
    item = await tx.get_or_none(WorkItem, _minutes(event.minutes))
    if item:
        tx.put(item.closed(event.signed_on))


async def _pass_on(tx: Transaction, id_: str, holder: str, *, note: str) -> None:
    """The other of the two has it now; minutes older than these events have no item."""
    item = await tx.get_or_none(WorkItem, id_)
    if item:
        both = tuple(dict.fromkeys((*item.holders, *item.awaited_by)))
        others = tuple(key for key in both if key != holder)
        tx.put(item.model_copy(update={"holders": (holder,), "awaited_by": others, "note": note}))


async def _proposed(tx: Transaction, event: ExemplarsProposed, _: Envelope[Any]) -> None:
    """The chair of the council or the signer confirms."""
    tx.put(
        WorkItem(
            id=_selection(event.selection),
            step=Step.CONFIRM_DELEGATES,
            title=f"Xác nhận danh sách {event.chosen} đại biểu: {event.title}",
            url=places.selection(event.selection),
            about=_selection(event.selection),
            from_unit=event.unit,
            with_unit=event.unit,
            due_on=event.held_on,
            opened_on=event.proposed_on,
            holders=_confirming(event.unit),
            awaited_by=(office(Role.OFFICER, event.unit),),
        )
    )


async def _sent_back(tx: Transaction, event: ExemplarsReturned, _: Envelope[Any]) -> None:
    item = await tx.get_or_none(WorkItem, _selection(event.selection))
    if item:
        changed = {
            "step": Step.MEND_DELEGATES,
            "title": f"Sửa danh sách đại biểu: {event.title}",
            "note": f"Lý do trả lại: {event.reason}",
            "holders": (office(Role.OFFICER, event.unit),),
            "awaited_by": _confirming(event.unit),
        }
        tx.put(item.model_copy(update=changed))


async def _confirmed(tx: Transaction, event: ExemplarsConfirmed, _: Envelope[Any]) -> None:
    item = await tx.get_or_none(WorkItem, _selection(event.selection))
    if item:
        tx.put(item.closed(event.confirmed_on))


def _confirming(unit: str) -> tuple[str, ...]:
    return office(Role.COUNCIL_CHAIR, unit), office(Role.SIGNER, unit)


def _minutes(id_: str) -> str:
    return f"minutes/{id_}"


def _selection(id_: str) -> str:
    return f"selection/{id_}"
