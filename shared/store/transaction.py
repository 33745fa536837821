"""One transaction: state, outbox and audit, written together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from motor.motor_asyncio import AsyncIOMotorClientSession, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import DeleteOne, InsertOne, ReplaceOne, ReturnDocument
from pymongo.errors import BulkWriteError

from shared.aggregate import Aggregate
from shared.errors import Conflict
from shared.failpoints import failpoint
from shared.record import Record, Stored
from shared.store import audit, generations, outbox
from shared.store.context import Context
from shared.store.documents import Document, from_document, to_document
from shared.store.generations import Generations, ReadModel, placed
from shared.store.reads import MOST, Reads, Sort, by_ids
from shared.store.serverclock import ServerClock

S = TypeVar("S", bound=Stored)
A = TypeVar("A", bound=Aggregate)
R = TypeVar("R", bound=Record)
Write = InsertOne[Document] | ReplaceOne[Document] | DeleteOne
COUNTERS = "counters"
DUPLICATE_KEY = 11000
BETWEEN_WRITES = failpoint("store.between-writes")


@dataclass
class Loaded:
    """An aggregate in this transaction with the document it was loaded from."""

    aggregate: Aggregate
    before: Document | None
    context: Context
    seen: int
    """The version it had when this transaction first met it."""
    dirty: bool = False


class Transaction(Reads):
    """Loads and saves inside one MongoDB transaction. Application code never commits.

    ``save`` and ``put`` wait until ``flush``; reads by query flush first, so that they see what was saved.
    The function that is given a transaction may run again after a write conflict: it must have no other effects.
    """

    def __init__(
        self,
        database: AsyncIOMotorDatabase[Document],
        known: Generations,
        session: AsyncIOMotorClientSession,
        context: Context,
        clock: ServerClock,
    ) -> None:
        super().__init__(database, known, session)
        self.context = context
        self._clock = clock
        self._places: dict[str, str] = {}
        self._aggregates: dict[tuple[str, str], Loaded] = {}
        self._records: dict[tuple[str, str], Record | None] = {}
        self._known: dict[tuple[str, str], Document | None] = {}
        self.written_events = 0

    async def find_one(self, cls: type[S], filter_: Document) -> S | None:
        if set(filter_) == {"_id"} and isinstance(filter_["_id"], str):
            key = (cls.collection, filter_["_id"])
            if key in self._records:
                return self._records[key]  # type: ignore[return-value]
            if key in self._aggregates:
                return self._aggregates[key].aggregate  # type: ignore[return-value]
            if key in self._known:
                known = self._known[key]
                return from_document(cls, known) if known else None
        else:  # what is not held here by its id has nothing waiting to be written
            await self.flush()
        rows = await self._rows(cls.collection)
        document = await rows.find_one(filter_, session=self._session)
        return self._remember(cls, document) if document else None

    async def find(self, cls: type[S], filter_: Document, *, sort: Sort = (("_id", 1),), limit: int = MOST) -> list[S]:
        await self.flush()
        rows = await self._rows(cls.collection)
        cursor = rows.find(filter_, session=self._session).sort(list(sort)).limit(limit)
        return [self._remember(cls, document) async for document in cursor]

    async def get_many(self, cls: type[S], ids: Sequence[str]) -> dict[str, S]:
        found = await self.find(cls, {"_id": {"$in": list(ids)}}, limit=max(1, len(ids)))
        return {stored.id: stored for stored in found}

    async def preload(self, cls: type[Record], ids: Collection[str]) -> None:
        """Read records that will be asked for by id, all at once: whoever asks is answered from here.

        What is not there yet will be inserted; if somebody else inserts it at this moment, Conflict is raised.
        """
        found = await by_ids(await self._rows(cls.collection), list(ids), self._session)
        self._known |= {(cls.collection, id_): None for id_ in ids}
        self._known |= {(cls.collection, document["_id"]): document for document in found}

    async def count(self, cls: type[S], filter_: Document) -> int:
        await self.flush()
        return await super().count(cls, filter_)

    def save(self, aggregate: A) -> A:
        """Have an aggregate and the events it recorded written at the next flush."""
        key = (aggregate.collection, aggregate.id)
        loaded = self._aggregates.setdefault(key, Loaded(aggregate, None, self.context, aggregate.version))
        if loaded.aggregate is not aggregate:
            raise RuntimeError(f"{aggregate.kind}/{aggregate.id} is in this transaction twice")
        loaded.dirty = True
        loaded.context = self.context
        return aggregate

    def version_seen(self, aggregate: Aggregate) -> int:
        """The version an aggregate had before this transaction."""
        return self._aggregates[(aggregate.collection, aggregate.id)].seen

    async def take_over(self, events: Sequence[bytes]) -> None:
        """Enter events that another installation said into the outbox, as they are; raises Conflict for a known one.

        Whoever heard them already recognises their ids.
        """
        if events:
            await self._write(outbox.COLLECTION, [InsertOne(outbox.carried(one)) for one in events])

    def put(self, record: R) -> R:
        """Insert or replace a record at the next flush."""
        self._records[(record.collection, record.id)] = record
        return record

    def remove(self, cls: type[Record], id_: str) -> None:
        """Delete a record at the next flush."""
        self._records[(cls.collection, id_)] = None

    async def next_number(self, series: str, *, count: int = 1) -> int:
        """The next number of a series, from 1, without holes: a transaction that fails gives its number back.

        With ``count`` so many are taken at once, and the last of them is the answer.
        """
        counter = await self._db[COUNTERS].find_one_and_update(
            {"_id": series},
            {"$inc": {"last": count}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )
        last: int = counter["last"]
        return last

    async def insert_raw(self, collection: str, documents: list[Document]) -> None:
        """Insert bookkeeping documents (inbox rows, idempotency keys) as they are."""
        if documents:
            await self._db[collection].insert_many(documents, session=self._session)

    async def find_raw(self, collection: str, filter_: Document, *, most: int = 0) -> list[Document]:
        """Bookkeeping documents that match, at most ``most`` unless it is 0."""
        return await self._db[collection].find(filter_, session=self._session).limit(most).to_list(None)

    async def mark_raw(self, collection: str, ids: list[str], values: Document) -> None:
        """Set fields of bookkeeping documents by id."""
        if ids:
            await self._db[collection].update_many({"_id": {"$in": ids}}, {"$set": values}, session=self._session)

    async def find_ids(self, collection: str, ids: Sequence[str]) -> list[Document]:
        """Bookkeeping documents by id."""
        return await by_ids(self._db[collection], ids, self._session)

    async def delete_raw(self, collection: str, ids: list[str]) -> None:
        """Delete bookkeeping documents by id."""
        if ids:
            await self._db[collection].delete_many({"_id": {"$in": ids}}, session=self._session)

    async def upsert_raw(
        self, collection: str, documents: list[Document], *, known: Collection[str] | None = None
    ) -> None:
        """Replace or insert bookkeeping documents by id. With the ids that were found before, what is new is inserted.

        Raises Conflict when somebody else inserts one of them at this moment.
        """
        if documents:
            writes: list[Write] = [
                InsertOne(one)
                if known is not None and one["_id"] not in known
                else ReplaceOne({"_id": one["_id"]}, one, upsert=True)
                for one in documents
            ]
            await self._write(collection, writes)

    async def change_raw(
        self, collection: str, id_: str, change: Document, *, where: Document | None = None, upsert: bool = False
    ) -> Document | None:
        """Change one bookkeeping document and answer how it is now; None when it is not there or not like ``where``."""
        return await self._db[collection].find_one_and_update(
            {"_id": id_, **(where or {})},
            change,
            upsert=upsert,
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )

    async def hold(self, model: ReadModel, slot: int) -> tuple[int, str]:
        """Hold the generation of a read model until the commit, and work in it: the generation, and who closes it."""
        row = await self.change_raw(
            generations.COLLECTION,
            generations.slot_id(model.name, slot),
            {"$inc": {"turns": 1}, "$setOnInsert": {"model": model.name, "slot": slot, "generation": 0, "closing": ""}},
            upsert=True,
        )
        assert row is not None
        self.work_in(model, row["generation"])
        return row["generation"], row["closing"]

    def work_in(self, model: ReadModel, generation: int) -> None:
        """Read and write the records of a read model in this generation, whatever others see."""
        self._places |= {cls.collection: placed(cls.collection, generation) for cls in model.stored}

    async def _rows(self, collection: str) -> AsyncIOMotorCollection[Document]:
        if collection in self._places:
            return self._db[self._places[collection]]
        return await super()._rows(collection)

    async def flush(self) -> None:
        """Write what waits: one bulk write per collection, one for the outbox, one for the audit."""
        records, self._records = self._records, {}
        dirty = [loaded for loaded in self._aggregates.values() if loaded.dirty]
        writes: dict[str, list[Write]] = defaultdict(list)
        for key, record in records.items():
            writes[key[0]].append(self._record_write(key, record))
        messages: list[Document] = []
        entries: list[Document] = []
        for loaded in dirty:
            rows, entry, write = self._stage(loaded)
            messages += rows
            entries.append(entry)
            writes[loaded.aggregate.collection].append(write)
        for collection, batch in writes.items():
            await self._write(collection, batch)
        if messages and BETWEEN_WRITES:
            await BETWEEN_WRITES()
        self.written_events += len(messages)
        await self.insert_raw(outbox.COLLECTION, messages)
        await self.insert_raw(audit.COLLECTION, entries)

    def _record_write(self, key: tuple[str, str], record: Record | None) -> Write:
        after = to_document(record) if record else None
        write: Write
        if after is None:
            write = DeleteOne({"_id": key[1]})
        elif key in self._known and self._known[key] is None:
            write = InsertOne(after)
        else:
            write = ReplaceOne({"_id": key[1]}, after, upsert=True)
        if key in self._known:
            self._known[key] = after
        return write

    def _remember(self, cls: type[S], document: Document) -> S:
        """One object per document and transaction, so that two loads never overwrite each other."""
        key = (cls.collection, document["_id"])
        if key in self._aggregates:
            return self._aggregates[key].aggregate  # type: ignore[return-value]
        stored = from_document(cls, document)
        if isinstance(stored, Aggregate):
            self._aggregates[key] = Loaded(stored, document, self.context, stored.version)
        return stored

    def _stage(self, loaded: Loaded) -> tuple[list[Document], Document, InsertOne[Document] | ReplaceOne[Document]]:
        """Raise the version, number the events, chain the audit; the write that makes it so."""
        aggregate, before = loaded.aggregate, loaded.before
        events = aggregate.take_events()
        first = aggregate.sequence + 1
        now = self._clock.estimate()
        rows = [outbox.row(aggregate, event, first + n, loaded.context, now) for n, event in enumerate(events)]
        previous = aggregate.audit_head
        seen = aggregate.version
        aggregate.sequence += len(events)
        aggregate.version += 1
        after = to_document(aggregate)
        entry = audit.entry(
            subject=f"{aggregate.kind}/{aggregate.id}",
            before=before,
            after=after,
            previous=previous,
            events=[row["_id"] for row in rows],
            context=loaded.context,
        )
        aggregate.audit_head = after["audit_head"] = entry["hash"]
        loaded.before, loaded.dirty = after, False
        if before is None:
            return rows, entry, InsertOne(after)
        return rows, entry, ReplaceOne({"_id": aggregate.id, "version": seen}, after)

    async def _write(self, collection: str, batch: list[Write]) -> None:
        try:
            rows = await self._rows(collection)
            result = await rows.bulk_write(batch, ordered=False, session=self._session)
        except BulkWriteError as error:
            if any(one.get("code") == DUPLICATE_KEY for one in (error.details or {}).get("writeErrors", [])):
                raise Conflict from error
            raise
        deletions = sum(isinstance(write, DeleteOne) for write in batch)
        if result.matched_count + result.inserted_count + result.upserted_count < len(batch) - deletions:
            raise Conflict
