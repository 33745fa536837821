"""The service without its consumers, on a real store; what others say is handed to the consumers one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from fastapi import FastAPI

from deploy.local.stack import EmbeddedStack
from services.notification.app import SPEC
from shared.identity.directory import STORED as DIRECTORY
from shared.service import create_app
from shared.settings import Settings
from shared.store import Store
from shared.store.schema import prepare
from tests.integration.notification.scene import CLOCK, Speaker, World


@pytest.fixture
async def ours(stack: EmbeddedStack, settings: Settings) -> AsyncIterator[Store]:
    """The store of this service."""
    store = Store(stack.mongo_url, f"{settings.database_prefix}_notification")
    await prepare(store.database, (*DIRECTORY, *SPEC.stored))
    yield store
    store.close()


@pytest.fixture
async def world(stack: EmbeddedStack, ours: Store) -> AsyncIterator[World]:
    theirs = Store(stack.mongo_url, f"t{uuid4().hex[:8]}")
    await prepare(theirs.database, (Speaker,))
    one = World(theirs, ours)
    await one.settle_in()
    yield one
    theirs.close()


@pytest.fixture
def app(settings: Settings, ours: Store) -> FastAPI:
    """Pages and API over the same store, on the clock of the scene."""
    made = create_app(SPEC, settings, role="web")
    made.state.clock = CLOCK
    made.state.store = ours
    return made
