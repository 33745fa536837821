"""The list of delegates as official document and as workbook: a draft until it is confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from io import BytesIO
from typing import Literal

import xlsxwriter

from services.nomination.decisions.documents import locality
from services.nomination.dossiers.sniffing import DOCX, PDF, XLSX
from services.nomination.exemplars import queries
from services.nomination.exemplars.errors import NobodyChosen
from services.nomination.exemplars.model import Delegate, Gender, Selection
from shared.documents import (
    AwardeeKind,
    DelegateLine,
    Imprint,
    OfficialDocument,
    Signer,
    delegate_list,
    to_docx,
    to_pdf,
)
from shared.store import Reads
from shared.web.filters import ngay

Print = Literal["pdf", "docx", "xlsx"]
TYPES: dict[str, str] = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
GENDERS = {Gender.UNKNOWN: "", Gender.FEMALE: "Nữ", Gender.MALE: "Nam"}
KINDS = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
COLUMNS = (
    ("STT", 6), ("Họ và tên, tên tập thể", 30), ("Đối tượng", 12), ("Nam, nữ", 8), ("Chức vụ, công việc", 28),
    ("Đơn vị", 30), ("Lĩnh vực", 20), ("Số khen thưởng", 10), ("Khen thưởng trong giai đoạn", 60), ("Ghi chú", 16),
)  # fmt: skip
A4 = 9
HEADS = 3
"""Rows above the first delegate: the title, the conference, the headings."""


async def printed(reads: Reads, its: Selection, kind: Print) -> bytes:
    """The list in that shape; raises NobodyChosen."""
    delegates = await queries.delegates(reads, its)
    if not delegates:
        raise NobodyChosen
    if kind == "xlsx":
        return await asyncio.to_thread(workbook, its, delegates)
    return await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, official(its, delegates))


def official(its: Selection, delegates: Sequence[Delegate]) -> OfficialDocument:
    """The document; ``delegates`` are the confirmed ones, or who is chosen while it is a draft."""
    confirmed = its.confirmed_on
    deputy = its.signer_post.startswith("Phó")
    return delegate_list(
        Imprint(
            locality=locality(its.unit_name),
            number=its.ordinal,
            date=confirmed,
            year=None if confirmed else its.counted_on.year,
        ),
        subject=f"Đại biểu điển hình tiên tiến dự {its.title}",
        introduction=[
            f"Thời gian: ngày {its.held_on:%d/%m/%Y}; địa điểm: {its.place}.",
            f"Các điển hình được lựa chọn từ khen thưởng đã có quyết định của các năm từ {its.from_year} đến "
            f"{its.to_year}, tính cả khen thưởng tại các đơn vị trước khi sáp nhập, đổi tên.",
        ],
        delegates=[_line(one) for one in delegates],
        signer=Signer(name=its.signer_name, post=its.signer_post or "Chủ tịch", head="Chủ tịch" if deputy else ""),
        recipients=("Lưu: VT, hồ sơ thi đua, khen thưởng",),
    )


def workbook(its: Selection, delegates: Sequence[Delegate]) -> bytes:
    """The same as a workbook: one page wide on A4 landscape, headings on every page. CPU work: call it in a thread."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Đại biểu")
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        lined = {**base, "border": 1, "text_wrap": True}
        cell, number = book.add_format(lined), book.add_format({**lined, "align": "center"})
        head = book.add_format({**lined, "bold": True, "align": "center", "valign": "vcenter"})
        title = book.add_format({**base, "bold": True, "font_size": 14})
        told = f"số {its.number} ngày {ngay(its.confirmed_on)}" if its.confirmed_on else "dự thảo"
        sheet.write_string(0, 0, f"Danh sách đại biểu điển hình tiên tiến ({told})", title)
        sheet.write_string(1, 0, f"{its.title}, ngày {ngay(its.held_on)}, {its.place}", book.add_format(base))
        for place, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(HEADS - 1, place, heading, head)
        for row, one in enumerate(delegates, HEADS):
            sheet.write_number(row, 0, row - HEADS + 1, number)
            texts = (
                one.name, KINDS[one.kind.value], GENDERS[one.gender], one.position, one.unit_name, one.field,
            )  # fmt: skip
            for place, text in enumerate(texts, 1):
                sheet.write_string(row, place, text, cell)
            sheet.write_number(row, 7, one.awards, number)
            sheet.write_string(row, 8, one.achievements, cell)
            sheet.write_blank(row, 9, None, cell)
        last = HEADS + len(delegates)
        sheet.write_string(last, 0, f"Tổng cộng: {len(delegates)} đại biểu", book.add_format({**base, "bold": True}))
        sheet.freeze_panes(HEADS, 2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADS - 1)
        sheet.set_footer("&RTrang &P/&N")
    return out.getvalue()


def _line(one: Delegate) -> DelegateLine:
    return DelegateLine(
        name=one.name,
        kind=AwardeeKind(one.kind.value),
        gender=GENDERS[one.gender],
        detail=", ".join(part for part in (one.position, one.unit_name) if part and part != one.name),
        field=one.field,
        achievements=one.achievements,
    )
