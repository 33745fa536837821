"""Stores with databases of their own, and a connection to the broker, for as long as a test lasts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from uuid import uuid4

from motor.motor_asyncio import AsyncIOMotorClient

from shared.messaging import Broker
from shared.record import Stored
from shared.store import Store
from shared.store.schema import prepare

OURS = re.compile(r"t[0-9a-f]{8}(_|$)")
"""The names of the databases that tests make."""
MakeStore = Callable[[], Awaitable[Store]]


@asynccontextmanager
async def making(mongo_url: str, stored: Iterable[type[Stored]]) -> AsyncIterator[MakeStore]:
    """Makes prepared stores, as many as are asked for; closes them at the end."""
    kept = tuple(stored)
    made: list[Store] = []

    async def make() -> Store:
        one = Store(mongo_url, f"t{uuid4().hex[:8]}")
        await prepare(one.database, kept)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


@asynccontextmanager
async def connected(amqp_url: str) -> AsyncIterator[Broker]:
    """A broker that is ready."""
    one = Broker(amqp_url, name="test")
    one.start()
    await one.ready.wait()
    yield one
    await one.close()


async def sweep(mongo_url: str) -> None:
    """Drop what tests left in a store that outlives them."""
    client: AsyncIOMotorClient[dict[str, object]] = AsyncIOMotorClient(mongo_url)
    for name in await client.list_database_names():
        if OURS.match(name):
            await client.drop_database(name)
    client.close()
