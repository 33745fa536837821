"""One nomination service for the session on real parts, with the sample town in its directory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from services.nomination.app import SPEC
from shared.service import create_app
from shared.settings import Environment, Settings
from tests.integration.conftest import SECRET
from tests.integration.nomination.world import Person, World


@pytest.fixture(scope="session")
async def world(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """The service, ready, with everybody in office."""
    clock: Path = tmp_path_factory.mktemp("nomination") / "clock"
    settings = Settings(
        amqp_url=SecretStr(stack.amqp_url),
        mongo_url=SecretStr(stack.mongo_url),
        environment=Environment.TEST,
        session_secret=SecretStr(SECRET),
        database_prefix=f"t{uuid4().hex[:8]}",
        oidc_issuer="http://127.0.0.1:1",
        clock=f"file:{clock}",
    )
    app = create_app(SPEC, settings)
    world = World(app, clock)
    world.today("2025-06-05")
    async with app.router.lifespan_context(app):
        await world.fill()
        yield world
        await app.state.store.drop()


@pytest.fixture(autouse=True)
def _june(world: World) -> None:
    """Every test begins in June 2025, while there is a town."""
    world.today("2025-06-05")


@pytest.fixture
def officer(world: World) -> Person:
    """Emulation officer of Dương Quang and secretary of its council."""
    return world.person("dq-van-phong-01")


@pytest.fixture
def chair(world: World) -> Person:
    """Chair of the commune and of its council, who signs."""
    return world.person("dq-chu-tich-01")


@pytest.fixture
def school(world: World) -> Person:
    """Head of the primary school of Dương Quang, who nominates."""
    return world.person("dq-truong-tieu-hoc-01")


@pytest.fixture
def neighbour(world: World) -> Person:
    """Emulation officer of Bạch Sam."""
    return world.person("bach-sam-van-phong-01")
