"""The work that every contestant does for a message: once per event, add it to the row of its dossier."""

from __future__ import annotations

from typing import Any, ClassVar

from shared.events import Envelope
from shared.events.nomination import NominationSubmitted
from shared.messaging import Reactions
from shared.record import Record
from shared.store import Transaction


class Row(Record):
    """What a projection knows of a dossier."""

    collection: ClassVar[str] = "bench_rows"

    applied: int = 0
    award: str = ""
    unit: str = ""
    last: str = ""


def reactions(consumer: str) -> Reactions:
    """The projection, as a service would write it."""
    made = Reactions(consumer, ordered=True)
    made.on(NominationSubmitted, reads=lambda event, _: [(Row, event.dossier)])(project)
    return made


async def project(tx: Transaction, event: NominationSubmitted, seen: Envelope[Any]) -> None:
    row = await tx.get_or_none(Row, event.dossier) or Row(id=event.dossier)
    tx.put(Row(id=row.id, applied=row.applied + 1, award=event.award, unit=event.nominating_unit, last=seen.type))
