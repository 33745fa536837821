"""Being asked to nominate together: waits for the head of each unit that was asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.notification import naming, places
from services.notification.work.model import Step, WorkItem, acting_for, office
from shared.events import Envelope
from shared.events.nomination import JointNominationAnswered, JointNominationAsked, JointNominationDropped
from shared.identity import Role
from shared.law import Law
from shared.messaging import Reactions
from shared.store import Transaction


def enter(reactions: Reactions, law: Law) -> None:
    """Register the handlers."""

    async def asked(tx: Transaction, event: JointNominationAsked, _: Envelope[Any]) -> None:
        award = naming.award_name(law, event.award, event.asked_on)
        for unit in event.units:
            tx.put(
                WorkItem(
                    id=_id(event.dossier, unit),
                    step=Step.JOIN_NOMINATION,
                    title=f"Trả lời việc cùng đề nghị {award} cho {event.nominee.name}",
                    url=places.dossier(event.dossier),
                    about=f"dossier/{event.dossier}",
                    from_unit=event.nominating_unit,
                    with_unit=unit,
                    opened_on=event.asked_on,
                    holders=(office(Role.UNIT_HEAD, unit),),
                    awaited_by=acting_for(event.nominating_unit),
                )
            )

    reactions.on(JointNominationAsked)(asked)
    reactions.on(JointNominationAnswered)(_answered)
    reactions.on(JointNominationDropped)(_dropped)


async def _answered(tx: Transaction, event: JointNominationAnswered, _: Envelope[Any]) -> None:
    await _close(tx, event.dossier, event.joint_unit, event.answered_on)


async def _dropped(tx: Transaction, event: JointNominationDropped, _: Envelope[Any]) -> None:
    await _close(tx, event.dossier, event.joint_unit, event.dropped_on)


async def _close(tx: Transaction, dossier: str, unit: str, on: date) -> None:
    item = await tx.get_or_none(WorkItem, _id(dossier, unit))
    if item:
        tx.put(item.closed(on))


def _id(dossier: str, unit: str) -> str:
    return f"joint/{dossier}/{unit}"
