"""The workbook of a list: the form to fill in, and reading it back row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from services.nomination.dossiers.sniffing import MOST_UNPACKED
from services.nomination.lists.errors import SheetRefused
from shared import sheets
from shared.law import Law
from shared.web.collation import fold

MOST_ROWS = 5_000
MOST_BLANK = 50
"""After so many empty rows nothing more is expected: sheets often have thousands of them, formatted."""

COLUMNS: dict[str, tuple[str, str]] = {
    "name": ("Họ và tên, tên tập thể, hộ", "Nguyễn Văn A"),
    "honorific": ("Danh xưng", "Ông"),
    "position": ("Chức vụ, công việc", "Giáo viên"),
    "kind": ("Đối tượng", "Cá nhân"),
    "award": ("Danh hiệu, hình thức", "Lao động tiên tiến"),
    "category": ("Nhóm đối tượng", "Cán bộ, công chức, viên chức, người lao động"),
    "rating": ("Xếp loại", "Hoàn thành tốt nhiệm vụ"),
    "months": ("Số tháng công tác", "12"),
    "total": ("Tổng số người", ""),
    "completed": ("Số người hoàn thành nhiệm vụ", ""),
    "advanced": ("Số người đạt Lao động tiên tiến", ""),
    "warned": ("Số người bị kỷ luật từ cảnh cáo", ""),
    "achieved_on": ("Ngày lập thành tích", ""),
    "achievement": ("Thành tích", "Hoàn thành tốt nhiệm vụ, có sáng kiến trong dạy học."),
    "initiative": ("Sáng kiến, đề tài", ""),
    "recognised": ("Sáng kiến đã được công nhận (x)", ""),
    "clear": ("Không kỷ luật, không đang bị xem xét (x)", "x"),
    "once": ("Thành tích chưa được khen (x)", "x"),
}
"""Key → heading and example. Headings are recognised without regard to case, diacritics and order."""

_BY_HEADING = {fold(heading): key for key, (heading, _) in COLUMNS.items()}
NEEDED = ("name", "award", "achievement")


def template(law: Law, on: date) -> bytes:
    """The workbook to fill in, with an example row and the names of the awards. CPU work: call it in a thread."""
    import xlsxwriter  # large: loaded with the first form

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        sheet = book.add_worksheet("Danh sách")
        for place, (heading, example) in enumerate(COLUMNS.values()):
            sheet.write_string(0, place, heading, bold)
            sheet.write_string(1, place, example)
            sheet.set_column(place, place, max(14, min(40, len(heading))))
        sheet.freeze_panes(1, 1)
        awards = book.add_worksheet("Danh hiệu, hình thức")
        for row, award in enumerate(law.awards(on)):
            awards.write_row(row, 0, [award.code, award.name_vi])
        awards.set_column(0, 1, 40)
    return out.getvalue()


def rows_of(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each filled row with its number and its cells by key; raises SheetRefused."""
    try:
        yield from _filled(sheets.rows_of(file, most_unpacked=MOST_UNPACKED))
    except sheets.TooLarge as error:
        raise SheetRefused(why_vi="tệp quá lớn khi mở ra.", why_en="it is too large when unpacked.") from error
    except sheets.Unreadable as error:
        raise SheetRefused(why_vi="tệp không phải XLSX.", why_en="it is no XLSX file.") from error


def _filled(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, dict[str, Any]]]:
    keys = [_BY_HEADING.get(fold(str(cell or ""))) for cell in next(rows, ())]
    if missing := [COLUMNS[key][0] for key in NEEDED if key not in keys]:
        said = ", ".join(missing)
        raise SheetRefused(why_vi=f"dòng đầu thiếu cột {said}.", why_en=f"the first row lacks the columns {said}.")
    blank = found = 0
    for number, cells in enumerate(rows, 2):
        values = {key: _plain(cell) for key, cell in zip(keys, cells, strict=False) if key and cell not in (None, "")}
        if not values:
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        blank, found = 0, found + 1
        if found > MOST_ROWS:
            raise SheetRefused(
                why_vi=f"nhiều hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.",
                why_en=f"more than {MOST_ROWS} rows. Split the file.",
            )
        yield number, values


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:20_000]
