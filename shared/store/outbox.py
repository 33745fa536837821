"""The outbox: events that a transaction recorded, waiting for the relay. Selected by state, never by position."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClientSession, AsyncIOMotorDatabase
from pymongo import UpdateMany, UpdateOne, WriteConcern

from shared.aggregate import Aggregate, new_id
from shared.events import Envelope, Event
from shared.events.envelope import decode_attributes, encode
from shared.store.context import Context
from shared.store.documents import PORTION, Document
from shared.store.serverclock import ServerClock

COLLECTION = "outbox"
PARTITIONS = 4
PAUSE_SECONDS = 2.0
"""How long a row rests whose publish failed. Who failed remembers it himself: in the row it would be an instant, and
the next relay's clock may be ten minutes behind."""


def partition_of(subject: str) -> int:
    """All events of one subject lie in one partition."""
    return hashlib.sha256(subject.encode()).digest()[0] % PARTITIONS


def row(aggregate: Aggregate, event: Event, sequence: int, context: Context, now: datetime) -> Document:
    """The outbox document of an event: its bytes are final from here on. ``now`` is an instant of the store's clock."""
    subject = f"{aggregate.kind}/{aggregate.id}"
    envelope: Envelope[Any] = Envelope(
        id=new_id(),
        type=event.meta.type,
        source=f"/{aggregate.unit}/{context.service}",
        subject=subject,
        time=context.now,
        sequence=sequence,
        correlationid=context.correlation_id,
        causationid=context.causation_id,
        dataclassification=event.meta.classification,
        level=aggregate.level,
        unit=aggregate.unit,
        data=event,
    )
    return {
        "_id": envelope.id,
        "subject": subject,
        "sequence": sequence,
        "partition": partition_of(subject),
        "type": envelope.type,
        "classification": envelope.dataclassification.value,
        "routing_key": envelope.routing_key,
        "body": encode(envelope),
        "recorded_at": now,
        "pending": True,
        "attempts": 0,
    }


def carried(body: bytes) -> Document:
    """The outbox document of an event that another installation said: its id, its place and its bytes stay."""
    envelope = decode_attributes(body)
    return {
        "_id": envelope.id,
        "subject": envelope.subject,
        "sequence": envelope.sequence,
        "partition": partition_of(envelope.subject),
        "type": envelope.type,
        "classification": envelope.dataclassification.value,
        "routing_key": envelope.routing_key,
        "body": body,
        "recorded_at": datetime.now(UTC),
        "pending": True,
        "attempts": 0,
        "carried": True,
    }


class Outbox:
    """What the relay needs of it."""

    def __init__(self, database: AsyncIOMotorDatabase[Document], clock: ServerClock) -> None:
        self._clock = clock
        self._rows = database[COLLECTION]
        self._resting: dict[str, float] = {}

    async def windows(self, partitions: Sequence[int], size: int) -> AsyncGenerator[list[Document], None]:
        """What waits in some partitions, in order within each subject, without those that rest; ``size`` at a time.

        It is asked for once and read from a cursor: a store looks at everything that waits before it answers.
        """
        now = time.monotonic()
        self._resting = {id_: until for id_, until in self._resting.items() if until > now}
        resting: Document = {"_id": {"$nin": list(self._resting)}} if self._resting else {}
        where = {"pending": True, "partition": {"$in": list(partitions)}} | resting
        cursor = self._rows.find(where, batch_size=size).sort([("subject", 1), ("sequence", 1)])
        try:
            while rows := await cursor.to_list(size):
                yield rows
        finally:
            await cursor.close()

    async def settle(self, published: dict[str, int], failed: dict[str, str]) -> None:
        """Mark a window in one transaction: ids confirmed with the fencing number, ids that failed with the reason."""
        now = datetime.now(UTC)
        writes: list[UpdateMany | UpdateOne] = []
        for fence in set(published.values()):
            ids = [id_ for id_, theirs in published.items() if theirs == fence]
            done = {"$set": {"pending": False, "published_at": now, "fence": fence}}
            for start in range(0, len(ids), PORTION):
                writes.append(UpdateMany({"_id": {"$in": ids[start : start + PORTION]}, "pending": True}, done))
        for id_, why in failed.items():
            writes.append(UpdateOne({"_id": id_}, {"$set": {"error": why}, "$inc": {"attempts": 1}}))
        self._resting |= dict.fromkeys(failed, time.monotonic() + PAUSE_SECONDS)

        async def mark(session: AsyncIOMotorClientSession) -> None:
            await self._rows.bulk_write(writes, ordered=False, session=session)

        if writes:
            async with await self._rows.database.client.start_session() as session:
                await session.with_transaction(mark, write_concern=WriteConcern("majority"))

    async def depth(self) -> tuple[int, float]:
        """How many rows wait, and for how many seconds the oldest has waited."""
        return await self._rows.count_documents({"pending": True}), await self.oldest()

    async def oldest(self) -> float:
        """For how many seconds the oldest row has waited, both instants by the store's clock; 0 when none waits."""
        now = await self._clock.read()
        row = await self._rows.find_one({"pending": True}, {"recorded_at": 1}, sort=[("recorded_at", 1)])
        return max(0.0, (now - row["recorded_at"]).total_seconds()) if row else 0.0
