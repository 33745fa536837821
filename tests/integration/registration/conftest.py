"""One registration service for the session on real parts, with the sample town entered through its API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from services.registration.app import SPEC
from shared.service import create_app
from shared.settings import Environment, Settings
from tests.integration.conftest import SECRET
from tests.integration.registration.town import Person, Town, done, officer_rows, unit_rows


@pytest.fixture(scope="session")
async def town(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The service, ready, with everybody in office."""
    clock: Path = tmp_path_factory.mktemp("town") / "clock"
    settings = Settings(
        amqp_url=SecretStr(stack.amqp_url),
        mongo_url=SecretStr(stack.mongo_url),
        environment=Environment.TEST,
        session_secret=SecretStr(SECRET),
        database_prefix=f"t{uuid4().hex[:8]}",
        oidc_issuer="http://127.0.0.1:1",
        bootstrap_admin="nguoi-cai-dat",
        clock=f"file:{clock}",
    )
    app = create_app(SPEC, settings)
    town = Town(app, clock)
    town.today("2025-01-06")
    async with app.router.lifespan_context(app):
        await town.is_ready()
        installer = town.person("nguoi-cai-dat")
        done(await installer.post("/units/import", {"units": unit_rows()}))
        rows = officer_rows()
        done(await installer.post("/officers/import", {"officers": rows}))
        await town.knows(*(row["id"] for row in rows))
        yield town
        await app.state.store.drop()


@pytest.fixture(autouse=True)
def _january(town: Town) -> None:
    """Every test begins on the day the plan is issued."""
    town.today("2025-01-06")


@pytest.fixture
def admin(town: Town) -> Person:
    """Keeps units and offices of the province."""
    return town.person("quan-tri")


@pytest.fixture
def officer(town: Town) -> Person:
    """Emulation officer of Dương Quang."""
    return town.person("dq-van-phong-01")


@pytest.fixture
def head(town: Town) -> Person:
    """Head of the office of Dương Quang, a base unit."""
    return town.person("dq-van-phong-02")


@pytest.fixture
def signer(town: Town) -> Person:
    """Vice-chair of Dương Quang, who signs the plan."""
    return town.person("dq-pho-chu-tich-01")


@pytest.fixture
def reviewer(town: Town) -> Person:
    """Emulation officer of the town Mỹ Hào."""
    return town.person("mh-noi-vu-01")


@pytest.fixture
def neighbour(town: Town) -> Person:
    """Emulation officer of Bạch Sam."""
    return town.person("bach-sam-van-phong-01")
