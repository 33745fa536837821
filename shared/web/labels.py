"""Names of states on screen: a person never reads a raw enum value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any


class UnknownLabel(LookupError):
    """A value reached a page for which the service gave no Vietnamese name."""


class Labels:
    """Vietnamese names by kind and value.

    ``{DossierState: {DossierState.DRAFT: "Bản nháp"}, "level": {"commune": "xã"}}``: a kind is an enum class
    or a word. A flat ``{"draft": "Bản nháp"}`` is the kind without a name.
    """

    def __init__(self, tables: Mapping[Any, str | Mapping[Any, str]] | None = None) -> None:
        self._tables: dict[Any, dict[str, str]] = {}
        for kind, names in (tables or {}).items():
            if isinstance(names, str):
                self._tables.setdefault(None, {})[_plain(kind)] = names
            else:
                self._tables.setdefault(kind, {}).update({_plain(v): n for v, n in names.items()})

    def name(self, value: Any, kind: Any = None) -> str:
        """The Vietnamese name. Raises :class:`UnknownLabel` when there is none."""
        if kind is None and isinstance(value, Enum) and type(value) in self._tables:
            kind = type(value)
        try:
            return self._tables[kind][_plain(value)]
        except KeyError:
            raise UnknownLabel(f"no Vietnamese name for {value!r}" + (f" of kind {kind!r}" if kind else "")) from None


def _plain(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)
