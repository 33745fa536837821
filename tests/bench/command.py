"""A command over HTTP, from the request to the committed answer, against the bare transaction with the same writes."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from uuid import uuid4

from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo import ReplaceOne
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from services.nomination.app import SPEC
from shared.aggregate import new_id
from shared.identity.directory import STORED
from shared.store import Store
from shared.store.schema import prepare
from tests.bench.bench import Bench
from tests.bench.http import Connection
from tests.bench.table import Line, at_least
from tests.bench.town import BODY, HEADERS, drafts, found, service

COUNT, AT_ONCE = 300, 8
Document = dict[str, Any]
Written = tuple[Document, Document, Document]
"""State, outbox row, audit entry."""


async def run(bench: Bench) -> list[Line]:
    """Eight clients submit dossiers; eight loops write the documents of such submissions."""
    count = bench.events(COUNT)
    prefix = f"bench{uuid4().hex[:8]}"
    store = Store(bench.stack.mongo_url, f"{prefix}_nomination")
    async with bench.virtual_host() as amqp:
        await prepare(store.database, (*STORED, *SPEC.stored))
        await found(store)
        async with service(bench, "nomination", amqp=amqp, prefix=prefix, role="web") as nomination:

            async def ours() -> float:
                waiting = drafts(count)
                await store["dossiers"].insert_many(waiting, ordered=False)
                return count / await _submit(nomination.port, [draft["_id"] for draft in waiting])

            async def bare() -> float:
                waiting = drafts(count)
                await store["dossiers"].insert_many(waiting, ordered=False)
                return count / await _write_all(store, await documents(store, waiting))

            await ours()  # what is imported at the first request, and something to copy for the other side
            rates = await bench.interleaved(ours=ours, bare=bare)
    store.close()
    return [
        at_least(
            0.75,
            row="command",
            what=f"command over HTTP, {AT_ONCE} at once",
            baseline="motor, the same three writes in a transaction",
            ours=rates["ours"],
            theirs=rates["bare"],
        )
    ]


async def _submit(port: int, ids: list[str]) -> float:
    async def client() -> None:
        connection = await Connection.open(port)
        while ids:
            path = f"/nomination/api/v1/dossiers/{ids.pop()}/submission"
            status, answer = await connection.request("POST", path, HEADERS, BODY)
            assert status == 200, answer
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(AT_ONCE)))
    return time.perf_counter() - began


async def documents(store: Store, waiting: list[Document]) -> list[Written]:
    """State, outbox row and audit entry as the product has just written them, for dossiers of the other side."""
    state = await store["dossiers"].find_one({"version": 2})
    row = await store["outbox"].find_one({})
    entry = await store["audit"].find_one({})
    return [
        (
            {**state, "_id": draft["_id"]},
            {**row, "_id": new_id(), "subject": f"dossier/{draft['_id']}", "pending": False},
            {**entry, "_id": f"dossier/{draft['_id']}#2", "subject": f"dossier/{draft['_id']}"},
        )
        for draft in waiting
    ]


async def write(store: Store, made: Written) -> None:
    """One transaction of the other side."""
    state, row, entry = made

    async def statements(session: AsyncIOMotorClientSession) -> None:
        replaced = ReplaceOne({"_id": state["_id"], "version": 1}, state)
        await store["dossiers"].bulk_write([replaced], session=session)
        await store["outbox"].insert_one(row, session=session)
        await store["audit"].insert_one(entry, session=session)

    async with await store.database.client.start_session() as session:
        await session.with_transaction(
            statements, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", wtimeout=10_000)
        )


async def _write_all(store: Store, made: list[Written]) -> float:
    async def loop() -> None:
        while made:
            await write(store, made.pop())

    began = time.perf_counter()
    await asyncio.gather(*(loop() for _ in range(AT_ONCE)))
    return time.perf_counter() - began
