"""What stands in the DOCX, read back from the file."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from shared.documents import (
    Annex,
    Article,
    DocumentNumber,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    to_docx,
)


def opened(document: OfficialDocument) -> Document:
    return docx.Document(io.BytesIO(to_docx(document)))


def lines(container: Document | _Cell) -> list[str]:
    """All text in reading order, tables row by row."""
    found: list[str] = []
    for part in container.iter_inner_content():
        if isinstance(part, DocxParagraph):
            found.append(part.text)
        elif isinstance(part, DocxTable):
            for row in part.rows:
                for cell in dict.fromkeys(row.cells):
                    found += lines(cell)
    return [line for line in found if line]


def assert_in_order(document: OfficialDocument, *parts: str) -> None:
    whole = " ".join(" ".join(lines(opened(document))).split())
    position = 0
    for part in parts:
        found = whole.find(part, position)
        assert found >= 0, f"{part!r} does not follow in {whole[position : position + 400]!r}"
        position = found + len(part)


def test_decision_stands_in_the_order_of_the_decree(short_decision: OfficialDocument) -> None:
    assert_in_order(
        short_decision,
        "ỦY BAN NHÂN DÂN XÃ DƯƠNG QUANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND",
        "Dương Quang, ngày 09 tháng 12 năm 2025",
        "QUYẾT ĐỊNH",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ DƯƠNG QUANG",
        "Theo đề nghị của Công chức Văn phòng - Thống kê",
        "QUYẾT ĐỊNH:",
        "Điều 1. Tặng Giấy khen",
        "Điều 2. Tiền thưởng",
        "(Bằng chữ: Hai triệu tám trăm linh tám nghìn đồng)",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "chịu trách nhiệm thi hành Quyết định này./.",
        "Nơi nhận:",
        "- Lưu: VT, VP.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Trần Văn Mẫu",
    )


def test_every_kind_of_document_says_the_same_as_its_model(
    letter: OfficialDocument, minutes: OfficialDocument, report: OfficialDocument
) -> None:
    assert_in_order(letter, "Kính gửi:", "- Ủy ban nhân dân thị xã Mỹ Hào;", "- Phòng Nội vụ", "TM. ỦY BAN NHÂN DÂN")
    assert_in_order(minutes, "Số: 03/BB-HĐTĐKT", "88,89%", "THƯ KÝ", "CHỦ TỌA", "Lý Thị Mẫu", "Trần Văn Mẫu")
    assert_in_order(report, "Số: /BC-UBND", "Kính gửi: Ủy ban", "Tổng cộng", "IV. ĐỀ XUẤT, KIẾN NGHỊ", "KT. CHỦ TỊCH")


def test_page_is_a4_with_the_margins_of_the_decree(long_decision: OfficialDocument) -> None:
    sections = opened(long_decision).sections
    assert len(sections) == 2
    for section in sections:
        figures = (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        assert [round(figure.mm) for figure in figures if figure is not None] == [210, 297, 20, 20, 30, 15]


def test_font_is_times_new_roman_for_every_script(short_decision: OfficialDocument) -> None:
    style = opened(short_decision).styles["Normal"]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_page_number_is_a_field_from_page_two_and_starts_again_in_the_annex(
    long_decision: OfficialDocument,
) -> None:
    for section in opened(long_decision).sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        header = section.header.paragraphs[0]
        assert [code.text for code in header._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in opened(long_decision).sections]
    assert starts[0] is None
    assert starts[1].get(qn("w:start")) == "1"


def test_section_properties_stand_in_the_order_of_the_schema(long_decision: OfficialDocument) -> None:
    order = ["headerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
    for section in opened(long_decision).sections:
        names = [child.tag.split("}")[1] for child in section._sectPr]
        assert names == sorted(names, key=order.index)


def test_long_table_repeats_its_heading_and_splits_no_row(long_decision: OfficialDocument) -> None:
    table = opened(long_decision).tables[-1]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert len(table.rows) == 1 + 3 + 42 + 1
    assert sum(cell.width or 0 for cell in table.rows[1 + 1].cells) == pytest.approx(Mm(165), rel=0.01)
    assert [cell.text for cell in table.rows[-1].cells] == ["", "Tổng cộng", "", "30.537.000"]


def test_text_that_looks_like_markup_stays_text() -> None:
    hostile = '<w:p/> & "x" \' \x0b ]]> Lê Văn Mẫu'
    document = OfficialDocument(
        issuer=Issuer(body="UBND"),
        number=DocumentNumber(symbol="QĐ-UBND"),
        title="QUYẾT ĐỊNH",
        body=(Article(number=1, text=hostile),),
        signatures=(Signature.personal("Chủ tịch"),),
        annexes=(
            Annex(title="DANH SÁCH", blocks=(Paragraph(text="một"),)),
            Annex(title="DANH SÁCH", blocks=(Paragraph(text="hai"),), landscape=True),
        ),
    )
    made = opened(document)
    assert f"Điều 1. {hostile.replace(chr(11), ' ')}" in lines(made)
    assert [line for line in lines(made) if line.startswith("Phụ lục")] == ["Phụ lục I", "Phụ lục II"]
    widths = [section.page_width for section in made.sections]
    assert [round(width.mm) for width in widths if width is not None] == [210, 210, 297]


def test_equal_documents_are_equal_files(report: OfficialDocument) -> None:
    first, second = to_docx(report), to_docx(report)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
