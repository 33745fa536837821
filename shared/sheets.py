"""Rows out of other people's workbooks (XLSX). What reads them is large and loaded with the first."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, IndexError, TypeError, AttributeError,
    SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a broken or foreign file ends with: damaged or encrypted archives, missing parts, bad XML."""

MOST_COLUMNS = 40


class Unreadable(Exception):
    """It is no workbook, or a broken one."""


class TooLarge(Unreadable):
    """It unpacks to more than it may; it was not opened."""


def rows_of(file: BinaryIO, *, most_unpacked: int) -> Iterator[tuple[Any, ...]]:
    """The cells of the first sheet, MOST_COLUMNS in each row, as they are asked for; raises Unreadable at any of them.

    ``most_unpacked`` in bytes. CPU work: call it in a thread.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > most_unpacked:
                raise TooLarge
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
    except (*BROKEN, InvalidFileException) as error:
        raise Unreadable from error
    try:
        while True:
            try:
                cells = next(rows, None)
            except BROKEN as error:
                raise Unreadable from error
            if cells is None:
                return
            yield cells
    finally:
        book.close()
