"""A thing that happens, and consumers that hear of it: small enough to see the messaging layer alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from shared.aggregate import Aggregate, new_id
from shared.clock import FixedClock
from shared.events import Envelope, Level
from shared.events.registration import UnitRegistered, UnitSucceeded
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.messaging.reactions import Handler
from shared.messaging.relay import Relay
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


def new_thing(kind: str = "thing") -> str:
    """An id that no other test has."""
    return f"{kind}-{uuid4().hex[:8]}"


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


async def note(tx: Transaction, event: UnitRegistered, _: Envelope[Any]) -> None:
    """The plain handler: one more name. Its effect doubles when it is run twice."""
    seen = await tx.get_or_none(Seen, event.code) or Seen(id=event.code)
    tx.put(Seen(id=seen.id, names=[*seen.names, event.name]))


def listening(
    store: Store, broker: Broker, name: str = "", handler: Handler = note, *, ordered: bool = True
) -> Consumer:
    """A consumer of things, by default under a name of its own."""
    reactions = Reactions(name or f"test.{uuid4().hex[:8]}", ordered=ordered)
    reactions.on(UnitRegistered)(handler)
    return Consumer(reactions, store=store, broker=broker, clock=CLOCK, service="reporting", after=lambda: None)


@asynccontextmanager
async def running(*parts: Relay | Consumer) -> AsyncIterator[None]:
    """Relays and consumers at work, stopped in order at the end."""
    tasks = [asyncio.create_task(part.run()) for part in parts]
    try:
        yield
    finally:
        for part in parts:
            stopped = part.stop()
            if stopped is not None:
                await stopped
        await asyncio.wait_for(asyncio.gather(*tasks), 20)


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    """Poll until it holds; TimeoutError when it does not in time."""
    async with asyncio.timeout(seconds):
        while not await check():
            await asyncio.sleep(0.05)


async def names(store: Store, id_: str) -> list[str]:
    """What a consumer with that store heard of a thing."""
    seen = await store.reads.get_or_none(Seen, id_)
    return seen.names if seen else []


async def has(store: Store, id_: str, count: int) -> bool:
    """Whether it heard of the thing that many times."""
    return len(await names(store, id_)) == count


async def waiting(store: Store) -> int:
    """How many events wait in an outbox."""
    count: int = await store["outbox"].count_documents({"pending": True})
    return count


async def nothing_waits(store: Store) -> bool:
    """Whether all of an outbox is published."""
    return await waiting(store) == 0


async def bodies(store: Store) -> list[bytes]:
    """The bytes of all events of an outbox, in order of sequence."""
    return [row["body"] for row in await store["outbox"].find({}).sort("sequence", 1).to_list(None)]
