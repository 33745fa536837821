"""The books of the four services, read once: what each has said, what each has heard, what it has made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from services.nomination.app import SPEC as NOMINATION
from services.notification.app import SPEC as NOTIFICATION
from services.registration.app import SPEC as REGISTRATION
from services.reporting.app import SPEC as REPORTING
from shared.aggregate import Aggregate
from shared.identity.directory import directory_reactions
from shared.messaging import Reactions
from shared.service import ServiceSpec
from shared.store import Store
from shared.store.documents import Document

SPECS = (REGISTRATION, NOMINATION, NOTIFICATION, REPORTING)


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be, in the books of a service."""

    service: str
    kind: Literal["lost", "duplicated"]
    what: str
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Said:
    """A row of an outbox, without its bytes."""

    id: str
    subject: str
    sequence: int
    type: str
    routing_key: str
    pending: bool
    published_at: datetime | None


@dataclass
class Book:
    """One service's database.

    Attributes:
        said: its outbox.
        heard: consumer → ids of the events in its inbox, with their types.
        reached: ordered consumer and subject → the last sequence that took effect.
        parked: events that wait for an earlier one.
    """

    spec: ServiceSpec
    store: Store
    said: list[Said] = field(default_factory=list)
    heard: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    reached: dict[tuple[str, str], int] = field(default_factory=dict)
    parked: int = 0

    @property
    def service(self) -> str:
        """Its name."""
        return self.spec.name

    @property
    def consumers(self) -> list[Reactions]:
        """Its queues and what they hear."""
        return [directory_reactions(self.service), *self.spec.reactions]

    @property
    def aggregates(self) -> list[type[Aggregate]]:
        """What it keeps that says something."""
        return [cls for cls in self.spec.stored if issubclass(cls, Aggregate)]

    def lost(self, what: str, count: int = 1) -> Finding:
        """A finding of this service."""
        return Finding(self.service, "lost", what, count)

    def duplicated(self, what: str, count: int = 1) -> Finding:
        """A finding of this service."""
        return Finding(self.service, "duplicated", what, count)

    async def documents(self, collection: str, fields: tuple[str, ...] = ()) -> list[Document]:
        """A whole collection; the demonstration's fit into memory."""
        place = await self.store.generations.place(collection)
        return [row async for row in self.store.database[place].find({}, dict.fromkeys(fields, 1) or None)]

    async def bodies(self, types: set[str]) -> AsyncIterator[tuple[str, bytes]]:
        """Type and bytes of what it has said of these types, in the order of birth."""
        async for row in self.store.database["outbox"].find({"type": {"$in": sorted(types)}}).sort("_id", 1):
            yield row["type"], bytes(row["body"])

    async def load(self) -> None:
        """Read outbox and inbox, the latter of the generations that hold."""
        for reactions in self.consumers:
            if reactions.model is not None:
                self.store.generations.register(reactions.model, reactions.consumer)
        consumers = {await self.store.generations.key(one.consumer): one.consumer for one in self.consumers}
        names = ("subject", "sequence", "type", "routing_key", "pending", "published_at")
        for row in await self.documents("outbox", names):
            self.said.append(_said(row))
        for row in await self.documents("inbox", ("consumer", "event", "type")):
            if row["consumer"] in consumers:
                self.heard[consumers[row["consumer"]]][row["event"]] = row["type"]
        for row in await self.documents("cursors"):
            if row.get("consumer") in consumers:  # the others are marks of catching up
                self.reached[consumers[row["consumer"]], row["subject"]] = row["last"]
        self.parked = await self.store.database["parked"].count_documents({"consumer": {"$in": list(consumers)}})

    def infer(self, said: list[Said]) -> None:
        """What ordered consumers have heard: they keep no ids, only how far each subject has come."""
        for one in self.consumers:
            if one.ordered:
                reached = {subject: last for (name, subject), last in self.reached.items() if name == one.consumer}
                self.heard[one.consumer] = {
                    event.id: event.type
                    for event in said
                    if one.hears(event.type) and event.sequence <= reached.get(event.subject, 0)
                }


Books = dict[str, Book]


@asynccontextmanager
async def open_books(mongo_url: str, prefix: str) -> AsyncIterator[Books]:
    """The four books, read."""
    books = {spec.name: Book(spec, Store(mongo_url, f"{prefix}_{spec.name}")) for spec in SPECS}
    try:
        for book in books.values():
            await book.load()
        for book in books.values():
            book.infer([said for publisher in books.values() for said in publisher.said])
        yield books
    finally:
        for book in books.values():
            book.store.close()


def _said(row: dict[str, Any]) -> Said:
    return Said(
        id=row["_id"],
        subject=row["subject"],
        sequence=row["sequence"],
        type=row["type"],
        routing_key=row["routing_key"],
        pending=row["pending"],
        published_at=row.get("published_at"),
    )
