"""Stores and a broker connection for the tests of the messaging layer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.store import Store
from shared.store.schema import prepare
from tests.integration.messaging.things import Seen, Thing


@pytest.fixture
async def make_store(stack: EmbeddedStack) -> AsyncIterator[Callable[[], Any]]:
    """Stores with databases of their own."""
    made: list[Store] = []

    async def make() -> Store:
        one = Store(stack.mongo_url, f"t{uuid4().hex[:8]}")
        await prepare(one.database, (Thing, Seen))
        made.append(one)
        return one

    yield make
    for one in made:
        await one.drop()
        one.close()


@pytest.fixture
async def broker(stack: EmbeddedStack) -> AsyncIterator[Broker]:
    one = Broker(stack.amqp_url, name="test")
    one.start()
    await one.ready.wait()
    yield one
    await one.close()
