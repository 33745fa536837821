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


ORDER = ("integration", "faults", "e2e", "browser", "robustness", "unit", "contracts")
"""What looks at the played year as it was comes before what goes on with it; what needs no part comes last."""
ALONE = frozenset({"unit", "contracts"})
"""Folders whose tests need neither broker nor store: they may run beside the others."""


def folder(item: pytest.Item) -> str:
    """The folder below tests/ that a test lies in."""
    return item.path.relative_to(Path(__file__).parent).parts[0]


def pytest_itemcollected(item: pytest.Item) -> None:
    """With two workers, all that shares a stack stays on one of them."""
    if folder(item) not in ALONE:
        item.add_marker(pytest.mark.xdist_group("stack"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the folders in that order, whatever their names are."""
    items.sort(key=lambda item: ORDER.index(folder(item)))
