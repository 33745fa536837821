"""The job of the peers: in one transaction note that the event was seen, and add it to the row of its dossier."""

from __future__ import annotations

import os
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorClientSession
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

Document = dict[str, Any]


def row_of(event: Document, before: Document | None) -> Document:
    """The row after an event."""
    return {
        "_id": event["dossier"],
        "applied": (before["applied"] if before else 0) + 1,
        "award": event["award"],
        "unit": event["nominating_unit"],
        "last": event["type"],
    }


class AsyncJob:
    """For frameworks that await."""

    def __init__(self, database: str) -> None:
        self._client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(os.environ["MONGO_URL"], w="majority")
        self._db = self._client[database]

    async def do(self, event: Document) -> None:
        """Once per event id."""

        async def attempt(session: AsyncIOMotorClientSession) -> None:
            await self._db["inbox"].insert_one({"_id": event["id"], "dossier": event["dossier"]}, session=session)
            rows = self._db["bench_rows"]
            before = await rows.find_one({"_id": event["dossier"]}, session=session)
            await rows.replace_one({"_id": event["dossier"]}, row_of(event, before), upsert=True, session=session)

        try:
            async with await self._client.start_session() as session:
                await session.with_transaction(attempt)
        except DuplicateKeyError as error:
            if not await self._db["inbox"].find_one({"_id": event["id"]}):
                raise AssertionError("two rows were born at once") from error


class Job:
    """For frameworks with threads."""

    def __init__(self, database: str) -> None:
        self._client: MongoClient[Document] = MongoClient(os.environ["MONGO_URL"], w="majority")
        self._db = self._client[database]

    def do(self, event: Document) -> None:
        """Once per event id."""

        def attempt(session: ClientSession) -> None:
            self._db["inbox"].insert_one({"_id": event["id"], "dossier": event["dossier"]}, session=session)
            rows = self._db["bench_rows"]
            before = rows.find_one({"_id": event["dossier"]}, session=session)
            rows.replace_one({"_id": event["dossier"]}, row_of(event, before), upsert=True, session=session)

        try:
            with self._client.start_session() as session:
                session.with_transaction(attempt)
        except DuplicateKeyError as error:
            if not self._db["inbox"].find_one({"_id": event["id"]}):
                raise AssertionError("two rows were born at once") from error
