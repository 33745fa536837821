"""One nomination service for the session on real parts, with the sample town in its directory."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deploy.local.stack import EmbeddedStack
from services.nomination.app import SPEC
from shared.signing.trial import signing_keys
from tests.integration.nomination.samples import settle
from tests.integration.town import Person, Town, serving


@pytest.fixture(scope="package")
async def town(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The service, ready, with everybody in office."""
    folder = tmp_path_factory.mktemp("nomination")
    keys = signing_keys(folder / "keys", {"dq-chu-tich-01": "Tạ Công Thuần"}, ["duong-quang", "my-hao"])
    named = {"signers": keys["THIDUA_SIGNERS"], "status_key": keys["THIDUA_STATUS_KEY"], "seals": keys["THIDUA_SEALS"]}
    async with serving(SPEC, stack, folder / "clock", "2025-06-05", **named) as town:
        await settle(town)
        yield town


@pytest.fixture(autouse=True)
def _june(town: Town) -> None:
    """Every test begins in June 2025, while there is a town."""
    town.today("2025-06-05")


@pytest.fixture
def officer(town: Town) -> Person:
    """Emulation officer of Dương Quang and secretary of its council."""
    return town.person("dq-van-phong-01")


@pytest.fixture
def chair(town: Town) -> Person:
    """Chair of the commune and of its council, who signs."""
    return town.person("dq-chu-tich-01")


@pytest.fixture
def school(town: Town) -> Person:
    """Head of the primary school of Dương Quang, who nominates."""
    return town.person("dq-truong-tieu-hoc-01")


@pytest.fixture
def neighbour(town: Town) -> Person:
    """Emulation officer of Bạch Sam."""
    return town.person("bach-sam-van-phong-01")
