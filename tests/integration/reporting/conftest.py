"""Stores of the reporting service, and a consumer that is handed deliveries without a broker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from deploy.local.stack import EmbeddedStack
from services.reporting.app import SPEC
from services.reporting.projections.consumer import reactions
from shared.clock import FixedClock
from shared.messaging import Broker
from shared.messaging.consumer import Consumer
from shared.store import Store
from shared.store.schema import prepare

NOW = datetime(2025, 12, 26, 3, tzinfo=UTC)
MakeStore = Callable[[], Awaitable[Store]]


def projecting(store: Store) -> Consumer:
    """The projections' consumer for ``handle``: it reads from no queue."""
    broker = Broker("amqp://nowhere", name="test")
    return Consumer(
        reactions, store=store, broker=broker, clock=FixedClock(NOW), service="reporting", after=lambda: None
    )


@pytest.fixture
async def make_store(stack: EmbeddedStack) -> AsyncIterator[MakeStore]:
    """Prepared stores with databases of their own."""
    made: list[Store] = []

    async def make() -> Store:
        one = Store(stack.mongo_url, f"t{uuid4().hex[:8]}")
        await prepare(one.database, SPEC.stored)
        made.append(one)
        return one

    yield make
    for one in made:
        await one.drop()
        one.close()
