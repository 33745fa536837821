"""What all tests share: one played year for those that look at the product from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demonstration import Demonstration, demonstration


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The year 2025 of Dương Quang, played once, with the nomination service killed in the middle of it."""
    with demonstration(tmp_path_factory.mktemp("demonstration"), "--kill", "nomination") as running:
        yield running


ORDER = ("unit", "contracts", "integration", "faults", "e2e", "browser", "robustness")
"""What looks at the played year as it was comes before what goes on with it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the folders in that order, whatever their names are."""
    here = Path(__file__).parent
    items.sort(key=lambda item: ORDER.index(item.path.relative_to(here).parts[0]))
