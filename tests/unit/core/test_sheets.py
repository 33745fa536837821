"""Whatever is wrong with a workbook, its reader says so in one way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from shared import sheets

ROWS = [("Họ và tên", "Năm"), ("Lý Thu Vân", 2025)]
PLENTY = 10_000_000


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def members() -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed:
        return packed.namelist()


def with_member(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out.getvalue()


def read(content: bytes, most: int = PLENTY) -> list[tuple[object, ...]]:
    rows = sheets.rows_of(io.BytesIO(content), most_unpacked=most)
    return [tuple(cell for cell in row if cell is not None) for row in rows]


def test_rows_of_the_first_sheet_are_read() -> None:
    assert read(workbook()) == ROWS


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"Ho va ten;Nam\n", workbook()[:-40]])
def test_what_is_no_workbook_is_unreadable(content: bytes) -> None:
    with pytest.raises(sheets.Unreadable):
        read(content)


@pytest.mark.parametrize(
    "change",
    [lambda _: b"", lambda _: b"\x00\xff", lambda old: old[: len(old) // 2], lambda old: old.replace(b"<", b"<x:")],
    ids=["empty", "garbage", "cut", "other names"],
)
@pytest.mark.parametrize("member", members())
def test_damaged_part_is_unreadable_or_not_missed(member: str, change: Callable[[bytes], bytes]) -> None:
    try:
        assert len(read(with_member(member, change))) <= len(ROWS)
    except sheets.Unreadable:
        return


def test_damaged_cells_are_unreadable() -> None:
    with pytest.raises(sheets.Unreadable):
        read(with_member("xl/worksheets/sheet1.xml", lambda old: old[: len(old) // 2]))


def test_bomb_is_not_opened() -> None:
    with pytest.raises(sheets.TooLarge):
        read(workbook(), most=100)
