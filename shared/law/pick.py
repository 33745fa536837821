"""Choosing the one row that answers a question on a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Final, TypeVar

from shared.law.errors import NoRule
from shared.law.rows import ForAwards, ForLevels, Row, Tag


def sourced(*used: Row) -> dict[str, Any]:
    """The fields of `Sourced` for an answer that rests on these rows; the weakest evidence counts."""
    return {
        "citation": "; ".join(dict.fromkeys(row.citation for row in used)),
        "tag": max((row.tag for row in used), key=_WEAKNESS.index).value,
        "local": any(row.local for row in used),
        "verified": all(row.verified for row in used),
        "settings": tuple(dict.fromkeys(row.setting for row in used if row.setting)),
    }


_WEAKNESS: Final = (Tag.LAW, Tag.GOVERNMENT, Tag.SECONDARY, Tag.REPOSITORY, Tag.MEMORY)
F = TypeVar("F", bound=ForAwards)
R = TypeVar("R", bound=Row)


def pick(its: Iterable[F], code: str, on: date, *, question: str) -> F:
    """The most particular row for an award: the exact code before a pattern, a named level before any."""
    valid = [row for row in its if row.valid(on) and row.covers(code)]
    if not valid:
        raise NoRule(question=question, about=code, on=on)
    return max(valid, key=lambda row: particularity(row, code))


def only(its: Iterable[R], on: date, *, question: str) -> R:
    """The row of a table that has one row a day."""
    for row in its:
        if row.valid(on):
            return row
    raise NoRule(question=question, about="-", on=on)


def particularity(row: ForAwards, code: str) -> tuple[bool, bool, int]:
    """Sorts rows for one award from general to particular: exact code, then named level, then longest pattern."""
    matching = (len(each) for each in row.awards if fnmatchcase(code, each))
    return code in row.awards, isinstance(row, ForLevels) and bool(row.levels), max(matching)
