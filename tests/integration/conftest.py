"""The customer's real parts for the tests: one private broker and store for the whole session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from shared.settings import Environment, Settings
from shared.store import Store
from shared.store.schema import prepare
from tests.integration.stores import sweep

SECRET = "a secret of at least thirty-two characters"


@pytest.fixture(scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """RabbitMQ and the store on free ports, gone with the session."""
    root: Path = tmp_path_factory.mktemp("stack")
    async with EmbeddedStack(root=root, parts={"broker", "store"}) as running:
        yield running
        if "MONGO_URL" in running.outside:  # a store of our own is thrown away as it is
            await sweep(running.mongo_url)


def settings_of(stack: EmbeddedStack) -> Settings:
    """Settings of a service on that stack, with databases of its own."""
    return Settings(
        amqp_url=SecretStr(stack.amqp_url),
        mongo_url=SecretStr(stack.mongo_url),
        environment=Environment.TEST,
        session_secret=SecretStr(SECRET),
        database_prefix=f"t{uuid4().hex[:8]}",
        oidc_issuer="http://127.0.0.1:1",
        bootstrap_admin="quan-tri",
    )


@pytest.fixture
def settings(stack: EmbeddedStack) -> Settings:
    return settings_of(stack)


@pytest.fixture
async def own_broker(stack: EmbeddedStack, settings: Settings) -> AsyncIterator[Settings]:
    """A virtual host of its own: nobody else's history is in its streams."""
    name = f"t{uuid4().hex[:8]}"
    await stack.rabbitmqctl("add_vhost", name)
    await stack.rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    yield settings.model_copy(update={"amqp_url": SecretStr(stack.amqp_url.rstrip("/") + f"/{name}")})
    await stack.rabbitmqctl("delete_vhost", name)


@pytest.fixture
async def store(stack: EmbeddedStack) -> AsyncIterator[Store]:
    """An empty database with the infrastructure's indexes."""
    one = Store(stack.mongo_url, f"t{uuid4().hex[:8]}")
    await prepare(one.database, ())
    yield one
    one.close()
