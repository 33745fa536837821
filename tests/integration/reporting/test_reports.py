"""Filing reports: once, for good, and equal to what the events say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from services.reporting.indicators.queries import figures
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.reports.model import Report, Span, digest
from services.reporting.reports.summary import year_figures
from shared.events import Level
from shared.events.envelope import decode
from shared.events.reporting import ReportFiled
from shared.messaging.inbox import Delivery
from tests.integration.reporting.conftest import House, projecting
from tests.integration.stores import MakeStore
from tests.unit.reporting.story import Story, small_year

OFFICER = "dq-van-phong-01"
FILING = {"unit": "duong-quang", "span": "year", "year": 2025, "shortcomings": ["Một số ngành báo cáo chậm."]}


async def filed(house: House, **more: Any) -> dict[str, Any]:
    answer = await house.post(OFFICER, "/api/v1/reports", FILING | more)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_officer_files_under_the_next_number(told: House) -> None:
    first = await filed(told, span="half_year")
    second = await filed(told)
    assert [first["number"], second["number"]] == ["01/BC-UBND", "02/BC-UBND"]
    assert second["title"] == "Báo cáo tổng kết năm 2025"
    assert second["intact"]


async def test_filing_is_heard_of(told: House) -> None:
    report = await filed(told)
    (row,) = await told.store["outbox"].find({}).to_list(None)
    event = decode(row["body"], row["type"]).data
    assert isinstance(event, ReportFiled)
    assert (event.report, event.number, event.sha256) == (report["id"], "01/BC-UBND", report["sha256"])


async def test_report_of_the_town_is_about_its_communes_too(told: House) -> None:
    await told.enter_signer("my-hao")
    answer = await told.post("mh-noi-vu-01", "/api/v1/reports", FILING | {"unit": "my-hao"})
    assert answer.status_code == 201, answer.text
    awards = answer.json()["figures"]["awards"]
    assert sum(row["proposed"] for row in awards) == 11
    assert sum(row["decided"] for row in awards) == 0  # the communes decided theirs


async def test_report_is_filed_once(told: House) -> None:
    await filed(told)
    again = await told.post(OFFICER, "/api/v1/reports", FILING)
    assert (again.status_code, again.json()["code"]) == (409, "report.filed")
    assert "01/BC-UBND" in again.json()["vi"]


async def test_repeated_request_files_once(told: House) -> None:
    async with told.client(OFFICER) as client:
        client.headers["Idempotency-Key"] = "k1"
        answers = [await client.post("/reporting/api/v1/reports", json=FILING) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


@pytest.mark.parametrize("who", ["dq-chu-tich-01", "dq-thon-2-01", "bs-van-phong-01", "mh-noi-vu-01"])
async def test_only_the_officer_of_the_unit_files(told: House, who: str) -> None:
    assert (await told.post(who, "/api/v1/reports", FILING)).status_code == 403


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"year": 2026}, "report.not_begun"),
        ({"signer": "dq-thon-2-01"}, "report.no_signer"),
        ({"colour": "red"}, "input.invalid"),
        ({"year": 99999}, "input.invalid"),
    ],
)
async def test_what_cannot_be_filed_is_refused(told: House, body: dict[str, Any], code: str) -> None:
    answer = await told.post(OFFICER, "/api/v1/reports", FILING | body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_filed_figures_never_change(house: House) -> None:
    await house.hear(small_year())
    report = await filed(house)
    later = Story()
    later.dossier("hs-99", on=date(2025, 6, 1), kind="LH-CT", award="TD-CN-LDTT")
    await house.hear(later)
    again = (await house.get(OFFICER, f"/api/v1/reports/{report['id']}")).json()
    assert (again["figures"], again["sha256"], again["intact"]) == (report["figures"], report["sha256"], True)


async def test_report_of_a_past_day_is_rebuilt_from_the_events(house: House, make_store: MakeStore) -> None:
    story, filed_at = small_year(), datetime(2025, 5, 1, 3, tzinfo=UTC)
    house.today("2025-05-01")
    known = [one for one in story.deliveries if one.envelope.time <= filed_at]
    await projecting(house.store).handle(known)
    report = await filed(house, span="half_year")
    await projecting(house.store).handle(story.deliveries)
    assert await rebuilt(await make_store(), known, house) == report["sha256"]
    assert await rebuilt(await make_store(), story.deliveries, house) != report["sha256"]


async def rebuilt(store: Any, deliveries: list[Delivery], house: House) -> str:
    """The digest that these events lead to in an empty store."""
    await projecting(store).handle(deliveries)
    counted = await figures(store.reads, ["duong-quang"], Span.HALF_YEAR.of(2025))
    tasks = await store.reads.find(PlanTaskRow, {"unit": "duong-quang", "year": 2025})
    on = house.app.state.clock.today()
    names = house.app.state.resources.names(on)
    return digest(year_figures(counted["duong-quang"], tasks, level=Level.COMMUNE, names=names, on=on))


async def test_report_prints_as_pdf_and_docx(told: House) -> None:
    report = await filed(told, signer="dq-chu-tich-01", deputy=True)
    pdf = await told.get(OFFICER, f"/reports/{report['id']}/document.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    docx = await told.get(OFFICER, f"/reports/{report['id']}/document.docx")
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(docx.content)).paragraphs)
    assert pdf.headers["content-disposition"].endswith("bao-cao-01-BC-UBND-2025-duong-quang.pdf")
    assert "01/BC-UBND" in text
    assert "Một số ngành báo cáo chậm." in words
    assert "Các ngành xây dựng kế hoạch" in words
    assert "Đào Văn Nghĩa" in text


async def test_same_report_prints_the_same_words(told: House) -> None:
    report = await filed(told)
    stored = await told.store.reads.get(Report, report["id"])
    assert stored.letterhead.addressees == ("Ủy ban nhân dân thị xã Mỹ Hào",)
    assert stored.letterhead.signer.name == "Đào Văn Nghĩa"


async def test_documents_are_hidden_from_another_commune(told: House) -> None:
    report = await filed(told)
    for name in ("document.pdf", "document.docx"):
        assert (await told.get("bs-van-phong-01", f"/reports/{report['id']}/{name}")).status_code == 404
        assert (await told.get("mh-noi-vu-01", f"/reports/{report['id']}/{name}")).status_code == 200


async def test_page_lists_reports_with_their_documents(told: House) -> None:
    report = await filed(told)
    page = (await told.get("mh-noi-vu-01", "/reports?year=2025")).text
    assert f"/reporting/reports/{report['id']}/document.pdf" in page
    assert "01/BC-UBND" in page


async def test_form_files_and_says_what_is_wrong(told: House) -> None:
    assert "Đào Văn Nghĩa" in (await told.get(OFFICER, "/reports/new?year=2025")).text
    assert (await told.get("dq-chu-tich-01", "/reports/new?year=2025")).status_code == 403
    sent = {"unit": "duong-quang", "span": "year", "year": "2025", "signer": "dq-chu-tich-01"}
    async with told.client(OFFICER, page=True) as client:
        wrong = await client.post("/reporting/reports/new?year=2025", data={**sent, "signer": ""})
        done = await client.post("/reporting/reports/new?year=2025", data=sent)
        again = await client.post("/reporting/reports/new?year=2025", data=sent)
    assert (wrong.status_code, done.status_code, again.status_code) == (422, 303, 409)
    assert "đã nộp, số 01/BC-UBND" in again.text


def column(sheet: Worksheet, title: str) -> list[Any]:
    """The values below a heading, without the total."""
    heads = [cell.value for cell in sheet[4]]
    place = heads.index(title) + 1
    return [sheet.cell(row, place).value for row in range(5, sheet.max_row)]


async def test_workbook_holds_the_rows(told: House) -> None:
    answer = await told.get("mh-noi-vu-01", "/years/2025/workbook.xlsx")
    book = load_workbook(BytesIO(answer.content), data_only=True)
    assert book.sheetnames == ["Tổng hợp", "Hồ sơ", "Khen thưởng", "Kế hoạch"]
    rows = {row["_id"]: row for row in await told.store["dossier_rows"].find({}).to_list(None)}
    dossiers = book["Hồ sơ"]
    assert sorted(column(dossiers, "Họ tên, tên tập thể")) == sorted(row["nominee_name"] for row in rows.values())
    assert {value.date().isoformat() for value in column(dossiers, "Ngày nộp")} == {
        row["first_on"] for row in rows.values()
    }
    awards = await told.store["award_rows"].find({}).to_list(None)
    paid = column(book["Khen thưởng"], "Tiền thưởng")
    assert sum(paid) == sum(row["bonus"] for row in awards) == 4_370_000
    total = book["Khen thưởng"].cell(book["Khen thưởng"].max_row, 11)
    assert (total.value, total.number_format) == (4_370_000, '#,##0 "đồng"')
    assert column(book["Kế hoạch"], "Chậm hạn") == ["Không", "Không", "Có"]


async def test_workbook_is_ready_to_be_printed(told: House) -> None:
    answer = await told.get(OFFICER, "/years/2025/workbook.xlsx?unit=duong-quang")
    book = load_workbook(BytesIO(answer.content))
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B5"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
        assert sheet.print_title_rows == "$4:$4"
        assert (sheet.column_dimensions["A"].width or 0) > 15
    assert book["Tổng hợp"]["A2"].value == "Xã Dương Quang. Số liệu đến ngày 26/06/2025."
    assert book["Khen thưởng"]["F5"].number_format == "dd/mm/yyyy"


async def test_text_of_a_workbook_is_never_a_formula(house: House) -> None:
    story = Story()
    story.dossier("x", on=date(2025, 5, 1), name='=HYPERLINK("http://nowhere","x")')
    await house.hear(story)
    answer = await house.get(OFFICER, "/years/2025/workbook.xlsx")
    cell = load_workbook(BytesIO(answer.content))["Hồ sơ"]["A5"]
    assert cell.data_type == "s"


async def test_workbook_takes_twelve_queries(told: House) -> None:
    with told.store.queries.counting() as seen:
        await told.get("mh-noi-vu-01", "/years/2025/workbook.xlsx")
    assert len(seen) == 12, seen
