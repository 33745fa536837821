"""What all tests share: one played year for those that look at the product from outside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.demonstration import Demonstration, demonstration


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The year 2025 of Dương Quang, played once, with the nomination service killed in the middle of it."""
    with demonstration(tmp_path_factory.mktemp("demonstration"), "--kill", "nomination") as running:
        yield running
