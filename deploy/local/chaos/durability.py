"""``python -m deploy.local.chaos.durability [--kills 20] [--without-sync]``: does the embedded store keep its word?

Four writers, two of them in transactions over three collections, while the store is killed again and again. At the
end: what was acknowledged and is not there, and transactions of which only a part is there.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorClientSession
from pymongo import WriteConcern
from pymongo.errors import PyMongoError

from deploy.local.stack import EmbeddedStack
from deploy.local.store import Store

WRITERS = 4
SYNC = "--sync-on-commit"


@dataclass
class Book:
    """What the writers know."""

    attempted: set[str] = field(default_factory=set)
    acknowledged: list[str] = field(default_factory=list)
    over: bool = False


async def write(url: str, writer: int, book: Book) -> None:
    """One writer; those with an odd number use transactions."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(url, serverSelectionTimeoutMS=2000, w="majority")
    first, second, counts = client.durability.first, client.durability.second, client.durability.counts
    number = 0
    while not book.over:
        number += 1
        row = {"_id": f"{writer}-{number}"}

        async def both(session: AsyncIOMotorClientSession, row: dict[str, str] = row) -> None:
            await first.insert_one(row, session=session)
            await second.insert_one(row, session=session)
            await counts.update_one({"_id": writer}, {"$inc": {"count": 1}}, upsert=True, session=session)

        book.attempted.add(row["_id"])
        try:
            if writer % 2:
                async with await client.start_session() as session:
                    await session.with_transaction(both, write_concern=WriteConcern("majority"))
            else:
                await first.insert_one(row)
                await second.insert_one(row)
            book.acknowledged.append(row["_id"])
        except PyMongoError:
            await asyncio.sleep(0.05)
    client.close()


async def compare(url: str, book: Book) -> tuple[int, int, int]:
    """Rows that were acknowledged and lost, transactions that are there in part, rows that nobody wrote."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(url)
    first = {row["_id"] async for row in client.durability.first.find()}
    second = {row["_id"] async for row in client.durability.second.find()}
    counts = {row["_id"]: row["count"] async for row in client.durability.counts.find()}
    client.close()
    lost = sum(one not in first or one not in second for one in book.acknowledged)
    torn = sum(int(one.partition("-")[0]) % 2 for one in first ^ second)
    torn += sum(abs(count - sum(one.startswith(f"{writer}-") for one in first)) for writer, count in counts.items())
    return lost, torn, len((first | second) - book.attempted)


async def prove(kills: int, *, sync: bool) -> int:
    """Kill, compare, print; exit code 0 if nothing is lost, torn or unexpected."""
    pauses = random.Random(1)  # noqa: S311 - the same every time
    with tempfile.TemporaryDirectory() as root:
        async with EmbeddedStack(root=Path(root), parts={"store"}, private=True) as stack:
            store: Store = stack.store
            if not sync:
                store.command = replace(store.command, argv=[word for word in store.command.argv if word != SYNC])
                await store.restart()
            book = Book()
            async with asyncio.TaskGroup() as writing:
                for writer in range(WRITERS):
                    writing.create_task(write(stack.mongo_url, writer, book))
                for _ in range(kills):
                    await asyncio.sleep(pauses.uniform(0.3, 1.5))
                    await store.kill()
                    await store.start()
                book.over = True
            lost, torn, unexpected = await compare(stack.mongo_url, book)
    print(
        f"{kills} kills, {'with' if sync else 'without'} {SYNC}: attempted {len(book.attempted)},"
        f" acknowledged {len(book.acknowledged)}, lost {lost}, torn {torn}, unexpected {unexpected}"
    )
    return 1 if lost or torn or unexpected else 0


def main(arguments: Sequence[str]) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.chaos.durability")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--without-sync", action="store_true", help=f"run the store without {SYNC}")
    found = parser.parse_args(arguments)
    return asyncio.run(prove(found.kills, sync=not found.without_sync))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
