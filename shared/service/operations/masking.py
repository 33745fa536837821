"""The data of an event as an operator may see it: what it is about, and nothing that tells who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shared.observability.logs import is_personal, mask

_CODE = re.compile(r"[A-Za-z0-9_.:/@+-]{1,120}")
MOST = 60


def masked(value: Any, name: str = "") -> Any:
    """The same shape: codes, numbers, dates and ids as they are, names and free text by their first letter."""
    if isinstance(value, dict):
        return {key: masked(item, str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item, name) for item in value]
    if isinstance(value, str):
        plain = _CODE.fullmatch(value) and not is_personal(name) and not _is_address(value)
        return value if plain else mask(value)
    return value


def lines(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(where, what) of everything in a masked value, for a page."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from lines(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from lines(item, f"{path}[{number}]")
    else:
        yield path, "–" if value is None or value == "" else str(value)


def _is_address(text: str) -> bool:
    return bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text))
