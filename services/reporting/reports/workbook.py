"""The year as a workbook: a summary and the rows behind it, ready to be printed and counted further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from services.reporting.indicators.figures import Figures
from services.reporting.pages import LEVELS, STATES, SUBJECTS
from services.reporting.projections.awards import AwardRow
from services.reporting.projections.dossiers import DossierRow
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.resources import Names
from shared.identity.directory import DirectoryUnit

Kind = Literal["text", "number", "money", "date", "decimal"]
FORMATS: dict[Kind, str] = {
    "text": "@", "number": "#,##0", "money": '#,##0 "đồng"', "date": "dd/mm/yyyy", "decimal": "#,##0.0",
}  # fmt: skip
A4 = 9


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide (characters), how its values are written; ``summed`` gets a total."""

    title: str
    width: float
    kind: Kind = "text"
    summed: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet with a heading line, columns and rows in the order of the columns."""

    name: str
    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class YearBook:
    """What goes into the workbook. ``on`` is the day on which it was drawn up."""

    year: int
    title: str
    on: date
    units: Sequence[tuple[DirectoryUnit, Figures]]
    dossiers: Sequence[DossierRow]
    awards: Sequence[AwardRow]
    tasks: Sequence[PlanTaskRow]
    unit_names: dict[str, str]
    names: Names


def to_xlsx(book: YearBook) -> bytes:
    """The bytes of the workbook. CPU work: call it in a thread."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": FORMATS["date"]}) as workbook:
        workbook.set_properties({"title": f"Thi đua, khen thưởng năm {book.year} - {book.title}"})
        for sheet in (_summary(book), _dossiers(book), _awards(book), _tasks(book)):
            _write(workbook, sheet, book)
    return out.getvalue()


def _summary(book: YearBook) -> Sheet:
    columns = (
        Column("Đơn vị", 26),
        Column("Hồ sơ tiếp nhận", 11, "number", True),
        Column("Đang xử lý", 9, "number", True),
        Column("Trình cấp trên", 9, "number", True),
        Column("Khen thưởng", 9, "number", True),
        Column("Tiền thưởng", 18, "money", True),
        Column("Trung vị số ngày đến khi khen", 12, "decimal"),
        Column("Nhiệm vụ kế hoạch", 10, "number", True),
        Column("Đã hoàn thành", 10, "number", True),
        Column("Chậm hạn", 8, "number", True),
        Column("Bản đăng ký", 9, "number", True),
        Column("Bị trả lại", 8, "number", True),
    )
    rows = [
        (
            unit.name, one.received, one.in_hand, one.forwarded, one.awarded, one.bonus, one.lead().median,
            one.planned, one.done, one.late(book.on), one.registered, one.returned.part,
        )
        for unit, one in book.units
    ]  # fmt: skip
    return Sheet("Tổng hợp", "Tổng hợp theo đơn vị", columns, rows)


def _dossiers(book: YearBook) -> Sheet:
    columns = (
        Column("Họ tên, tên tập thể", 28),
        Column("Đối tượng", 13),
        Column("Danh hiệu, hình thức", 30),
        Column("Loại hình", 24),
        Column("Nơi đề nghị", 24),
        Column("Xã, phường", 20),
        Column("Ngày nộp", 11, "date"),
        Column("Ngày tiếp nhận", 11, "date"),
        Column("Tình trạng", 20),
        Column("Từ ngày", 11, "date"),
        Column("Số quyết định", 16),
        Column("Tiền thưởng", 16, "money", True),
    )
    name = _namer(book)
    rows = [
        (
            row.nominee_name, SUBJECTS[row.subject_kind] if row.subject_kind else "", book.names.award(row.award),
            book.names.kind(row.kind), name(row.nominating_unit), name(row.origin_unit), row.first_on, row.received_on,
            STATES[row.state] if row.state else "", row.since, row.number, row.bonus,
        )
        for row in book.dossiers
    ]  # fmt: skip
    return Sheet("Hồ sơ", "Hồ sơ đề nghị khen thưởng", columns, rows)


def _awards(book: YearBook) -> Sheet:
    columns = (
        Column("Họ tên, tên tập thể", 28),
        Column("Đối tượng", 13),
        Column("Danh hiệu, hình thức", 30),
        Column("Loại hình", 24),
        Column("Số quyết định", 16),
        Column("Ngày quyết định", 12, "date"),
        Column("Cấp quyết định", 14),
        Column("Xã, phường", 20),
        Column("Ngày lập thành tích", 12, "date"),
        Column("Số ngày", 9, "number"),
        Column("Tiền thưởng", 16, "money", True),
    )
    name = _namer(book)
    rows = [
        (
            row.nominee_name, SUBJECTS[row.subject_kind] if row.subject_kind else "", book.names.award(row.award),
            book.names.kind(row.kind), row.number, row.granted_on, LEVELS[row.level] if row.level else "",
            name(row.origin_unit), row.achieved_on, row.days, row.bonus,
        )
        for row in book.awards
    ]  # fmt: skip
    return Sheet("Khen thưởng", "Khen thưởng đã có quyết định", columns, rows)


def _tasks(book: YearBook) -> Sheet:
    columns = (
        Column("Xã, phường", 20),
        Column("Số", 7),
        Column("Nhiệm vụ", 46),
        Column("Chủ trì", 26),
        Column("Thời hạn", 11, "date"),
        Column("Hoàn thành ngày", 12, "date"),
        Column("Số phần việc", 9, "number", True),
        Column("Đã xong", 8, "number", True),
        Column("Chậm hạn", 9),
        Column("Kết quả báo cáo", 46),
    )
    name = _namer(book)
    rows = [
        (
            name(row.unit), row.task, row.title, name(row.leader), row.due_on, row.done_on, row.parts, row.parts_done,
            "Có" if row.late(book.on) else "Không", row.summary,
        )
        for row in book.tasks
    ]  # fmt: skip
    return Sheet("Kế hoạch", "Nhiệm vụ của kế hoạch năm", columns, rows)


def _namer(book: YearBook) -> Callable[[str], str]:
    return lambda code: book.unit_names.get(code, code)


def _write(workbook: Workbook, sheet: Sheet, book: YearBook) -> None:
    """Title, heading, frozen header row, rows, totals; A4 landscape, one page wide, the header on every page."""
    page = workbook.add_worksheet(sheet.name)
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    lined = {**base, "border": 1, "border_color": "#9A9188"}
    cells = {
        kind: workbook.add_format({**lined, "num_format": number, "text_wrap": kind == "text"})
        for kind, number in FORMATS.items()
    }
    bold = {
        kind: workbook.add_format({**lined, "num_format": number, "bold": True, "top": 2})
        for kind, number in FORMATS.items()
    }
    head = workbook.add_format(
        {**lined, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EFE8DC"}
    )
    title = workbook.add_format({**base, "bold": True, "font_size": 14})
    plain = workbook.add_format(base)
    page.write_string(0, 0, f"{sheet.heading} năm {book.year}", title)
    page.write_string(1, 0, f"{book.title}. Số liệu đến ngày {book.on:%d/%m/%Y}.", plain)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(3, place, column.title, head)
    for line, row in enumerate(sheet.rows, 4):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(page, (line, place), column.kind, value, cells[column.kind])
    last = 4 + len(sheet.rows)
    _totals(page, sheet, last, bold)
    page.set_row(3, 32)
    page.freeze_panes(4, 1)
    if sheet.rows:
        page.autofilter(3, 0, last - 1, len(sheet.columns) - 1)
    _printed(page, sheet, last)


def _cell(page: Worksheet, at: tuple[int, int], kind: Kind, value: Any, style: Format) -> None:
    """One value of its kind; text is never read as a formula."""
    if value is None or value == "":
        page.write_blank(*at, None, style)
    elif kind == "text":
        page.write_string(*at, str(value), style)
    elif kind == "date":
        page.write_datetime(*at, value, style)
    else:
        page.write_number(*at, value, style)


def _totals(page: Worksheet, sheet: Sheet, line: int, bold: dict[Kind, Format]) -> None:
    """A formula with its value, so that readers without a calculator see the sum too."""
    for place, column in enumerate(sheet.columns):
        if place == 0:
            page.write_string(line, 0, f"Tổng cộng ({len(sheet.rows)} dòng)", bold["text"])
        elif column.summed and sheet.rows:
            letter = xlsxwriter.utility.xl_col_to_name(place)
            total = sum(row[place] or 0 for row in sheet.rows)
            page.write_formula(line, place, f"=SUM({letter}5:{letter}{line})", bold[column.kind], total)
        else:
            page.write_blank(line, place, None, bold[column.kind])


def _printed(page: Worksheet, sheet: Sheet, last: int) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    page.print_area(0, 0, last, len(sheet.columns) - 1)
    page.set_footer(f"&L{sheet.name}&RTrang &P/&N")
