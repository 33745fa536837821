"""One loaded law for all tests of it."""

from __future__ import annotations

import pytest

from shared.law import Law


@pytest.fixture(scope="session")
def law() -> Law:
    return Law.load()
