"""One registration service for the session on real parts, with the sample town entered through its API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deploy.local.stack import EmbeddedStack
from services.registration.app import SPEC
from tests.integration.registration.entries import knows, officer_rows, unit_rows
from tests.integration.town import Person, Town, done, serving


@pytest.fixture(scope="package")
async def town(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The service, ready, with everybody in office."""
    async with serving(SPEC, stack, tmp_path_factory.mktemp("registration") / "clock", "2025-01-06") as town:
        installer = town.person("quan-tri")
        done(await installer.post("/units/import", {"units": unit_rows()}))
        rows = officer_rows()
        done(await installer.post("/officers/import", {"officers": rows}))
        await knows(town, *(row["id"] for row in rows))
        yield town


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
