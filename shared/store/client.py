"""The connection to the store and the way to run a transaction."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorClientSession, AsyncIOMotorDatabase
from pymongo import WriteConcern
from pymongo.errors import AutoReconnect, DuplicateKeyError, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

from shared.errors import Conflict, StoreAway
from shared.failpoints import failpoint
from shared.observability.logs import logger
from shared.store.context import Context
from shared.store.counting import QueryCounter
from shared.store.documents import Document
from shared.store.generations import Generations
from shared.store.outbox import Outbox
from shared.store.reads import Reads
from shared.store.serverclock import ServerClock
from shared.store.transaction import Transaction

T = TypeVar("T")
log = logger(__name__)
SELECTION_TIMEOUT_MS = 5_000
SOCKET_TIMEOUT_MS = 20_000
"""A connection that says nothing for so long is dead: without it whoever waits for an answer there waits for ever."""
AFTER_COMMIT = failpoint("store.after-commit")
FORGOTTEN = {251, 91, 11600}
"""NoSuchTransaction, ShutdownInProgress, InterruptedAtShutdown: the server went away and came back in between. Not
every server of this wire protocol labels them as transient."""
UNABLE = {64, 14031}
"""WriteConcernFailed, OutOfDiskSpace: the server answers, and cannot write. No message is to blame for that."""
INTERNAL = 1
"""InternalError: says nothing. A server without room answers so, and one that stumbles over what it was asked."""
PROBE, PROBE_BYTES = "probe", 65_536
"""Far more than the largest single event needs."""

StoreFailure = PyMongoError
"""Whatever the driver may raise, under a name that the rest of the product may know."""


class Store:
    """One service's database. ``committed`` is set after every commit that wrote events: the relay wakes on it."""

    def __init__(self, url: str, database: str) -> None:
        self.queries = QueryCounter()
        self._client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
            url,
            tz_aware=True,
            retryWrites=True,
            w="majority",
            serverSelectionTimeoutMS=SELECTION_TIMEOUT_MS,
            connectTimeoutMS=SELECTION_TIMEOUT_MS,
            socketTimeoutMS=SOCKET_TIMEOUT_MS,
            appname=database,
            event_listeners=[self.queries],
        )
        self.database: AsyncIOMotorDatabase[Document] = self._client[database]
        self.generations = Generations(self.database)
        self.reads = Reads(self.database, self.generations)
        self.clock = ServerClock(self.database)
        self.outbox = Outbox(self.database, self.clock)
        self.committed = asyncio.Event()

    async def ping(self) -> bool:
        """Whether the store answers as one that takes writes."""
        try:
            hello = await self._client.admin.command("hello")
        except PyMongoError:
            return False
        return bool(hello.get("isWritablePrimary"))

    async def transact(self, work: Callable[[Transaction], Awaitable[T]], context: Context) -> T:
        """Run ``work`` in one transaction and commit. It may run more than once; only the last run counts.

        Raises Conflict when somebody else wrote first, StoreAway when the store does not answer.
        """
        attempts = 0
        wrote = 0

        async def attempt(session: AsyncIOMotorClientSession) -> T:
            nonlocal attempts, wrote
            if attempts:  # a write conflict: step aside for a moment, or everybody collides again
                await asyncio.sleep(random.uniform(0, min(0.2, 0.005 * 2**attempts)))  # noqa: S311
            attempts += 1
            tx = Transaction(self.database, self.generations, session, context, self.clock)
            result = await work(tx)
            await tx.flush()
            wrote = tx.written_events
            return result

        try:
            async with await self._client.start_session() as session:
                result: T = await session.with_transaction(
                    attempt,
                    read_concern=ReadConcern("snapshot"),
                    write_concern=WriteConcern("majority", wtimeout=10_000),
                )
        except DuplicateKeyError as error:
            raise Conflict from error
        except AutoReconnect as error:
            raise StoreAway from error
        except OperationFailure as error:
            if await self._is_at_fault(error):
                raise StoreAway from error
            raise
        if wrote:
            if AFTER_COMMIT:
                await AFTER_COMMIT()
            self.committed.set()
        return result

    async def _is_at_fault(self, error: OperationFailure) -> bool:
        """Whether it is the store that failed, and not what was asked of it."""
        codes = _codes(error)
        at_fault = bool(codes & (FORGOTTEN | UNABLE)) or (INTERNAL in codes and not await self._can_write())
        if at_fault:
            log.warning("the store cannot do its work", error=str(error))
        return at_fault

    async def _can_write(self) -> bool:
        """Whether there is room: tried, because no server of this protocol tells."""
        rows = self.database.get_collection(PROBE, write_concern=WriteConcern("majority", wtimeout=10_000))
        probe = {"_id": PROBE, "filling": os.urandom(PROBE_BYTES)}
        try:
            await rows.replace_one({"_id": PROBE}, probe, upsert=True)
        except DuplicateKeyError:
            return True  # somebody else tried at the same moment
        except PyMongoError:
            return False
        return True

    def close(self) -> None:
        self._client.close()

    def __getitem__(self, collection: str) -> Any:
        """A raw collection, for the bookkeeping inside shared/."""
        return self.database[collection]


def _codes(error: OperationFailure) -> set[int | None]:
    """Of an answer, and of the writes in it: a bulk write that failed has a code of its own for each of them."""
    return {error.code, *(one.get("code") for one in (error.details or {}).get("writeErrors", []))}
