from __future__ import annotations

import types

from shared import documents


def test_all_names_exactly_what_the_package_offers() -> None:
    offered = {
        name
        for name, value in vars(documents).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert offered == set(documents.__all__)
    assert len(documents.__all__) == len(set(documents.__all__))
