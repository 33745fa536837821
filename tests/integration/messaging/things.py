"""A thing that happens, and services that hear of it: small enough to see the messaging layer alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar

from shared.aggregate import Aggregate, new_id
from shared.clock import FixedClock
from shared.events import Level
from shared.events.registration import UnitRegistered, UnitSucceeded
from shared.record import Record
from shared.store import Context, Store, Transaction

NOW = datetime(2025, 3, 1, 3, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)


class Thing(Aggregate):
    """An aggregate that can only happen."""

    kind: ClassVar[str] = "unit"
    collection: ClassVar[str] = "things"

    def happen(self) -> None:
        number = self.sequence + len(self.pending_events) + 1
        self.record(
            UnitRegistered(
                code=self.id,
                name=f"lần {number}",
                level=Level.COMMUNE,
                parent=None,
                path=self.id,
                valid_from=date(2025, 1, 1),
            )
        )

    def end(self) -> None:
        self.record(UnitSucceeded(code=self.id, successors=(), on=date(2025, 6, 30)))


class Seen(Record):
    """What a consumer made of a thing: the names in the order it heard them."""

    collection: ClassVar[str] = "seen"
    names: list[str] = []


def context(service: str = "registration") -> Context:
    id_ = new_id()
    return Context(service=service, actor="tester", command="test", now=NOW, correlation_id=id_, causation_id=id_)


async def happen(store: Store, *ids: str, times: int = 1) -> None:
    """Let things happen, each in one transaction."""
    for id_ in ids:

        async def work(tx: Transaction, id_: str = id_) -> None:
            thing = await tx.get_or_none(Thing, id_) or Thing(id=id_, unit="duong-quang", level=Level.COMMUNE)
            for _ in range(times):
                thing.happen()
            tx.save(thing)

        await store.transact(work, context())
