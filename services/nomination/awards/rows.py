"""Reading the old books: a workbook of past awards, row by row, each with what is wrong with it."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.nomination.awards.errors import MissingColumns, NotAWorkbook
from services.nomination.categories import CATEGORIES
from shared import sheets
from shared.events.parts import SubjectKind
from shared.law import Law
from shared.web.collation import fold

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 2000
MOST_TEXT = 500
FIRST_YEAR = 1945
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NAME, KIND, AWARD, YEAR, NUMBER, DAY, ISSUER, UNIT, ACHIEVEMENT, BONUS, HONORIFIC, CATEGORY, KIND_OF_AWARD = COLUMNS = (
    "Họ và tên, tên tập thể", "Đối tượng", "Danh hiệu, hình thức", "Năm xét", "Số quyết định", "Ngày quyết định",
    "Người quyết định", "Đơn vị", "Thành tích", "Tiền thưởng", "Danh xưng", "Nhóm đối tượng", "Loại hình",
)  # fmt: skip
NEEDED = (NAME, KIND, AWARD, YEAR, NUMBER, DAY)
KINDS = {
    "ca nhan": SubjectKind.INDIVIDUAL,
    "tap the": SubjectKind.COLLECTIVE,
    "ho gia dinh": SubjectKind.HOUSEHOLD,
    "ho": SubjectKind.HOUSEHOLD,
}


class PastAward(BaseModel):
    """A row as it was understood; ``number`` counts rows as the workbook shows them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number_of_row: int
    name: str
    kind: SubjectKind = SubjectKind.INDIVIDUAL
    award: str = ""
    award_name: str = ""
    year: int = 0
    number: str = ""
    granted_on: date | None = None
    issuer: str = ""
    unit_name: str = ""
    achievement: str = ""
    bonus: int = 0
    honorific: str = ""
    category: str = ""
    award_kind: str = ""
    reasons: tuple[str, ...] = ()
    """Why it cannot be entered; empty: it can."""

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Two rows that agree in this are the same award."""
        return fold(self.name), self.award, self.year, fold(self.number)


_CATEGORIES = {fold(name): category.value for category, names in CATEGORIES.items() for name in (category, names)}


def read_rows(content: bytes, law: Law, *, today: date) -> list[PastAward]:
    """All rows of the first sheet; raises NotAWorkbook, MissingColumns."""
    rows = _sheet(content)
    heading = [fold(str(cell or "")) for cell in next(rows, ())]
    places = {column: heading.index(fold(column)) for column in COLUMNS if fold(column) in heading}
    if missing := [column for column in NEEDED if column not in places]:
        raise MissingColumns(columns=", ".join(f"«{column}»" for column in missing))
    reader = _Reader(law, today)
    found = []
    for number, row in enumerate(rows, start=2):
        cells = {column: row[place] if place < len(row) else None for column, place in places.items()}
        if any(cell not in (None, "") for cell in cells.values()):
            found.append(reader.read(number, cells))
    return _once(found)


def template(law: Law, today: date) -> bytes:
    """An empty workbook with the columns, an example, and the names of all awards on a second sheet."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet = book.add_worksheet("Khen thưởng")
        sheet.write_row(0, 0, COLUMNS, bold)
        example = ("Trần Thị Mẫu", "cá nhân", "Lao động tiên tiến", 2019, "45/QĐ-UBND", "20/12/2019")
        told = ("Chủ tịch UBND xã", "Trường Tiểu học", "Hoàn thành tốt nhiệm vụ", 447000, "Bà", "", "Thường xuyên")
        sheet.write_row(1, 0, (*example, *told))
        sheet.set_column(0, len(COLUMNS) - 1, 22)
        names = book.add_worksheet("Danh hiệu, hình thức")
        for line, award in enumerate(law.awards(today)):
            names.write_row(line, 0, (award.code, award.name_vi))
    return out.getvalue()


def _sheet(content: bytes) -> Iterator[Sequence[Any]]:
    """The cells of the first sheet; a file that is larger than it may be, packed or not, is not opened."""
    refused = NotAWorkbook(most_mb=MOST_BYTES // 1024 // 1024, most_rows=MOST_ROWS)
    if len(content) > MOST_BYTES:
        raise refused
    try:
        rows = list(itertools.islice(sheets.rows_of(io.BytesIO(content), most_unpacked=MOST_UNPACKED), MOST_ROWS + 2))
    except sheets.Unreadable as error:
        raise refused from error
    if len(rows) > MOST_ROWS + 1:
        raise refused
    return iter(rows)


class _Reader:
    """Understands cells: awards by code or name, days as dates or dd/mm/yyyy."""

    def __init__(self, law: Law, today: date) -> None:
        self._today = today
        self._awards: dict[str, tuple[str, str]] = {}
        for award in (*law.awards(today), *law.awards(date(2025, 6, 30)), *law.awards(date(2023, 1, 1))):
            for key in (award.code, award.name_vi):
                self._awards.setdefault(fold(key), (award.code, award.name_vi))
        self._kinds = {fold(name): row.id.value for row in law.kinds(today) for name in (row.id, row.statistic_vi)}

    def read(self, number: int, cells: dict[str, Any]) -> PastAward:
        """One row with all that is wrong with it."""
        text = {column: " ".join(_text(cell).split()) for column, cell in cells.items()}
        wrong: list[str] = []
        for column in NEEDED:
            if not text[column]:
                wrong.append(f"thiếu «{column}»")
        wrong += [f"«{column}» dài quá {MOST_TEXT} chữ" for column, value in text.items() if len(value) > MOST_TEXT]
        kind = KINDS.get(fold(text[KIND]))
        if text[KIND] and kind is None:
            wrong.append(f"đối tượng «{text[KIND]}» phải là cá nhân, tập thể hoặc hộ gia đình")
        code, name = self._awards.get(fold(text[AWARD]), ("", ""))
        if text[AWARD] and not code:
            wrong.append(f"không có danh hiệu, hình thức «{text[AWARD]}» trong danh mục")
        year = _whole(text[YEAR])
        if text[YEAR] and (year is None or not FIRST_YEAR <= year <= self._today.year):
            wrong.append(f"năm xét «{text[YEAR]}» không đúng")
        day = _day(cells.get(DAY))
        if text[DAY] and (day is None or day > self._today or day.year < FIRST_YEAR):
            wrong.append(f"ngày quyết định «{text[DAY]}» không đúng; ghi dd/mm/yyyy")
        bonus = _whole(text.get(BONUS, "") or "0")
        if bonus is None or not 0 <= bonus < 10**12:
            wrong.append(f"tiền thưởng «{text[BONUS]}» không phải số đồng")
        category = _CATEGORIES.get(fold(text.get(CATEGORY, "")), "")
        if text.get(CATEGORY) and not category:
            wrong.append(f"nhóm đối tượng «{text[CATEGORY]}» không có trong mẫu")
        award_kind = self._kinds.get(fold(text.get(KIND_OF_AWARD, "")), "")
        if text.get(KIND_OF_AWARD) and not award_kind:
            wrong.append(f"loại hình «{text[KIND_OF_AWARD]}» không có trong danh mục")
        return PastAward(
            number_of_row=number,
            name=text[NAME][:MOST_TEXT],
            kind=kind or SubjectKind.INDIVIDUAL,
            award=code,
            award_name=name or text[AWARD][:MOST_TEXT],
            year=year or 0,
            number=text[NUMBER][:MOST_TEXT],
            granted_on=day,
            issuer=text.get(ISSUER, "")[:MOST_TEXT],
            unit_name=text.get(UNIT, "")[:MOST_TEXT],
            achievement=text.get(ACHIEVEMENT, "")[:MOST_TEXT],
            bonus=bonus or 0,
            honorific=text.get(HONORIFIC, "")[:40],
            category=category,
            award_kind=award_kind,
            reasons=tuple(wrong),
        )


def _once(rows: list[PastAward]) -> list[PastAward]:
    """The same award a second time in one file is refused, with the row of the first."""
    first: dict[tuple[str, str, int, str], int] = {}
    found = []
    for row in rows:
        earlier = first.setdefault(row.key, row.number_of_row)
        again = (f"trùng với dòng {earlier}",) if earlier != row.number_of_row else ()
        found.append(row.model_copy(update={"reasons": (*row.reasons, *again)}))
    return found


def _text(cell: object) -> str:
    """A cell as text, NFC; control characters are dropped."""
    import unicodedata

    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFC", "" if cell is None else str(cell))
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cs"})


def _whole(text: str) -> int | None:
    bare = text.removesuffix("đồng").replace(".", "").replace(" ", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 16 else None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    parts = str(cell or "").strip().replace("-", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    first, month, last = (int(part) for part in parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None
