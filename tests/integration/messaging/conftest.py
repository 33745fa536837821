"""Stores and a broker connection for the tests of the messaging layer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from tests.integration.messaging.things import Seen, Thing
from tests.integration.stores import MakeStore, connected, making


@pytest.fixture
async def make_store(stack: EmbeddedStack) -> AsyncIterator[MakeStore]:
    async with making(stack.mongo_url, (Thing, Seen)) as make:
        yield make


@pytest.fixture
async def broker(stack: EmbeddedStack) -> AsyncIterator[Broker]:
    async with connected(stack.amqp_url) as one:
        yield one
