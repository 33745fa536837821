"""Stores with databases of their own, and a connection to the broker, for as long as a test lasts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from uuid import uuid4

from shared.messaging import Broker
from shared.record import Stored
from shared.store import Store
from shared.store.schema import prepare

MakeStore = Callable[[], Awaitable[Store]]


@asynccontextmanager
async def making(mongo_url: str, stored: Iterable[type[Stored]]) -> AsyncIterator[MakeStore]:
    """Makes prepared stores, as many as are asked for; drops them at the end."""
    kept = tuple(stored)
    made: list[Store] = []

    async def make() -> Store:
        one = Store(mongo_url, f"t{uuid4().hex[:8]}")
        await prepare(one.database, kept)
        made.append(one)
        return one

    yield make
    for one in made:
        await one.drop()
        one.close()


@asynccontextmanager
async def connected(amqp_url: str) -> AsyncIterator[Broker]:
    """A broker that is ready."""
    one = Broker(amqp_url, name="test")
    one.start()
    await one.ready.wait()
    yield one
    await one.close()
