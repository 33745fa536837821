"""Queries: typed objects out of collections, always bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from motor.motor_asyncio import AsyncIOMotorClientSession, AsyncIOMotorCollection, AsyncIOMotorDatabase

from shared.errors import NotFound
from shared.record import Stored
from shared.store.documents import PORTION, Document, from_document
from shared.store.generations import Generations

S = TypeVar("S", bound=Stored)
MOST = 200
"""No page is longer than this."""

Sort = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Page(Generic[S]):
    """One page of a list; ``after`` is the cursor of the next one, None on the last."""

    items: list[S]
    after: str | None


def field_name(name: str) -> str:
    """The stored name of a field: ``id`` is kept as ``_id``."""
    return "_id" if name == "id" else name


async def by_ids(
    rows: AsyncIOMotorCollection[Document], ids: Sequence[str], session: AsyncIOMotorClientSession | None
) -> list[Document]:
    """The documents with those ids, in no order; what is missing is left out."""
    found: list[Document] = []
    for start in range(0, len(ids), PORTION):
        some = {"_id": {"$in": list(ids[start : start + PORTION])}}
        found += await rows.find(some, session=session).to_list(None)
    return found


class Reads:
    """Reads of one service's database, inside a transaction or outside."""

    def __init__(
        self,
        database: AsyncIOMotorDatabase[Document],
        generations: Generations,
        session: AsyncIOMotorClientSession | None = None,
    ) -> None:
        self._db = database
        self._generations = generations
        self._session = session

    async def _rows(self, collection: str) -> AsyncIOMotorCollection[Document]:
        """The collection, in the generation that holds."""
        return self._db[await self._generations.place(collection)]

    async def get(self, cls: type[S], id_: str) -> S:
        """The object with that id; raises NotFound."""
        found = await self.find_one(cls, {"_id": id_})
        if found is None:
            raise NotFound(what=f"{cls.__name__} {id_}")
        return found

    async def get_or_none(self, cls: type[S], id_: str) -> S | None:
        """The object with that id, or None."""
        return await self.find_one(cls, {"_id": id_})

    async def told(self, subjects: Sequence[str]) -> dict[str, list[bytes]]:
        """Every event that this service said of some subjects, or took over from elsewhere, in order, by subject."""
        found: dict[str, list[bytes]] = {subject: [] for subject in subjects}
        for start in range(0, len(subjects), PORTION):
            some = {"subject": {"$in": list(subjects[start : start + PORTION])}}
            rows = self._db["outbox"].find(some, {"subject": 1, "body": 1}, session=self._session)
            async for row in rows.sort([("subject", 1), ("sequence", 1)]):
                found[row["subject"]].append(bytes(row["body"]))
        return found

    async def get_many(self, cls: type[S], ids: Sequence[str]) -> dict[str, S]:
        """The objects with those ids, by id; what is missing is left out."""
        found = await by_ids(await self._rows(cls.collection), ids, self._session)
        return {document["_id"]: from_document(cls, document) for document in found}

    async def find_one(self, cls: type[S], filter_: Document) -> S | None:
        """The first object that matches, or None."""
        rows = await self._rows(cls.collection)
        document = await rows.find_one(filter_, session=self._session)
        return from_document(cls, document) if document else None

    async def find(self, cls: type[S], filter_: Document, *, sort: Sort = (("_id", 1),), limit: int = MOST) -> list[S]:
        """At most ``limit`` objects that match, in that order."""
        rows = await self._rows(cls.collection)
        cursor = rows.find(filter_, session=self._session)
        cursor = cursor.sort([(field_name(name), way) for name, way in sort]).limit(limit)
        return [from_document(cls, document) async for document in cursor]

    async def page(
        self,
        cls: type[S],
        filter_: Document,
        *,
        after: str | None = None,
        limit: int = 50,
        newest_first: bool = True,
    ) -> Page[S]:
        """One page in the order of ids, newest first unless codes are ids, behind the cursor ``after``."""
        limit = max(1, min(limit, MOST))
        way, beyond = (-1, "$lt") if newest_first else (1, "$gt")
        where = {"$and": [filter_, {"_id": {beyond: after}}]} if after else filter_
        items = await self.find(cls, where, sort=(("_id", way),), limit=limit + 1)
        return Page(items[:limit], items[limit - 1].id if len(items) > limit else None)

    async def count(self, cls: type[S], filter_: Document) -> int:
        """How many objects match."""
        rows = await self._rows(cls.collection)
        return await rows.count_documents(filter_, session=self._session)

    async def aggregate(self, cls: type[S], pipeline: list[Document]) -> list[Document]:
        """Rows of an aggregation pipeline, for figures that are cheaper counted where they lie."""
        rows = await self._rows(cls.collection)
        found: list[dict[str, Any]] = await rows.aggregate(pipeline, session=self._session).to_list(None)
        return found
