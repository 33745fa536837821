"""One browser for all tests of pages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.browser.visitors import PATIENCE_MS, Visitors, chromium
from tests.demonstration import Demonstration

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
async def visitors(played: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visitors]:
    """Whoever opens the product, after the year was played."""
    async with chromium() as browser:
        yield Visitors(browser, played, tmp_path_factory.mktemp("pictures"))
