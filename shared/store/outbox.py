"""The outbox: events that a transaction recorded, waiting for the relay. Selected by state, never by position."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import UpdateOne

from shared.aggregate import Aggregate, new_id
from shared.events import Envelope, Event
from shared.events.envelope import encode
from shared.store.context import Context
from shared.store.documents import Document

COLLECTION = "outbox"
PARTITIONS = 4
PAUSE = timedelta(seconds=2)
"""How long a row rests whose publish failed."""


def partition_of(subject: str) -> int:
    """All events of one subject lie in one partition."""
    return hashlib.sha256(subject.encode()).digest()[0] % PARTITIONS


def row(aggregate: Aggregate, event: Event, sequence: int, context: Context) -> Document:
    """The outbox document of an event: its bytes are final from here on."""
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
        "recorded_at": datetime.now(UTC),
        "pending": True,
        "not_before": datetime.fromtimestamp(0, UTC),
        "attempts": 0,
    }


class Outbox:
    """What the relay needs of it."""

    def __init__(self, database: AsyncIOMotorDatabase[Document]) -> None:
        self._rows = database[COLLECTION]

    async def pending(self, partitions: Sequence[int], limit: int) -> list[Document]:
        """Unpublished rows of some partitions, in order within each subject."""
        cursor = self._rows.find(
            {"pending": True, "partition": {"$in": list(partitions)}, "not_before": {"$lte": datetime.now(UTC)}}
        )
        rows: list[Document] = await cursor.sort([("subject", 1), ("sequence", 1)]).limit(limit).to_list(limit)
        return rows

    async def settle(self, published: dict[str, int], failed: dict[str, str]) -> None:
        """Mark a batch with one bulk write: ids confirmed with the fencing number, ids that failed with the reason."""
        now = datetime.now(UTC)
        writes = [
            UpdateOne(
                {"_id": id_, "pending": True},
                {"$set": {"pending": False, "published_at": now, "fence": fence}, "$inc": {"attempts": 1}},
            )
            for id_, fence in published.items()
        ]
        writes += [
            UpdateOne({"_id": id_}, {"$set": {"not_before": now + PAUSE, "error": why}, "$inc": {"attempts": 1}})
            for id_, why in failed.items()
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False)

    async def depth(self) -> tuple[int, float]:
        """How many rows wait, and for how many seconds the oldest has waited."""
        return await self._rows.count_documents({"pending": True}), await self.oldest()

    async def oldest(self) -> float:
        """For how many seconds the oldest row has waited; 0 when none waits."""
        row = await self._rows.find_one({"pending": True}, {"recorded_at": 1}, sort=[("recorded_at", 1)])
        return (datetime.now(UTC) - row["recorded_at"]).total_seconds() if row else 0.0
