"""The year in figures: side by side for the province, as a workbook and as official documents."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.e2e.conftest import PROVINCE

if TYPE_CHECKING:
    from tests.e2e.conftest import Json, Town

OFFICER = "dq-van-phong-01"


@pytest.fixture(scope="module")
async def reports(town: Town) -> list[Json]:
    return await town.all(OFFICER, "/reporting/api/v1/reports", year=2025)


async def test_province_sees_all_communes_side_by_side(town: Town) -> None:
    overview = await town.world.get(PROVINCE, "/reporting/api/v1/overview", year=2025)
    units = {unit["unit"]: unit for unit in overview["units"]}
    assert sum(unit["level"] == "commune" for unit in units.values()) == 13
    expected: dict[str, Any] = town.sample.expected["awards"]
    ours = units["duong-quang"]["figures"]
    revoked = expected["revoked"]
    standing = expected["total"] - len(revoked["dossiers"])
    paid = expected["money"]["total"]["payable"] - revoked["payable"]
    assert (ours["awarded"], ours["bonus"]) == (standing, paid)
    assert overview["total"]["awarded"] == standing
    assert units["bach-sam"]["missing"]


async def test_reports_were_filed_under_numbers_and_are_intact(reports: list[Json], town: Town) -> None:
    assert len(reports) == town.sample.expected["reports_filed"]
    assert {report["span"]: (report["number"], report["filed_on"]) for report in reports} == {
        "half_year": ("01/BC-UBND", "2025-06-30"),
        "year": ("02/BC-UBND", "2025-12-26"),
    }
    assert all(report["intact"] for report in reports)


async def test_report_of_the_year_downloads_as_a_document(reports: list[Json], town: Town) -> None:
    (report,) = [one for one in reports if one["span"] == "year"]
    document = Document(
        io.BytesIO(await town.world.download(OFFICER, f"/reporting/reports/{report['id']}/document.docx"))
    )
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    for words in ("BÁO CÁO", "02/BC-UBND", "Chiến sĩ thi đua cơ sở", "Tạ Công Thuần"):
        assert words in text


async def test_report_of_the_year_counts_whom_the_year_honoured(reports: list[Json], town: Town) -> None:
    (report,) = [one for one in reports if one["span"] == "year"]
    kinds = report["figures"]["kinds"]
    wanted = town.sample.expected["awards"]["by_subject"]
    assert sum(kind["individuals"] for kind in kinds) == wanted["individual"]
    assert sum(kind["collectives"] for kind in kinds) == wanted["collective"]
    assert sum(kind["households"] for kind in kinds) == wanted["household"]


async def test_report_of_the_year_downloads_as_pdf(reports: list[Json], town: Town) -> None:
    (report,) = [one for one in reports if one["span"] == "year"]
    pdf = await town.world.download(OFFICER, f"/reporting/reports/{report['id']}/document.pdf")
    assert pdf.startswith(b"%PDF-")


async def test_year_downloads_as_a_workbook_that_names_the_honoured(town: Town) -> None:
    content = await town.world.download(OFFICER, "/reporting/years/2025/workbook.xlsx?unit=duong-quang")
    book = load_workbook(io.BytesIO(content), read_only=True)
    cells = {str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}
    for name in ("Lưu Văn Ước", "Trạm Y tế xã", "Hộ gia đình bà Phan Thị Diên"):
        assert name in cells
