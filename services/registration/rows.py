"""Lists that are entered whole or not at all: an error names the row that caused it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shared.errors import Denied, RuleBroken, ThiduaError

MOST_ROWS = 200


class RowRefused(RuleBroken):
    code = "import.row"
    title_vi = "Dòng {row} ({name}): {vi}"
    title_en = "Row {row} ({name}): {en}"


@contextmanager
def naming_row(number: int, name: str) -> Iterator[None]:
    """Turn what is wrong with a row into an error that names it; a lack of permission stays what it is."""
    try:
        yield
    except Denied:
        raise
    except ThiduaError as error:
        cause = {"row": number, "name": name, "cause": error.code}
        raise RowRefused(extensions=cause, row=number, name=name, vi=error.vi, en=error.en) from error
