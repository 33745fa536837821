"""What stands on the pages of the PDF, read back from the file."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from shared.documents import (
    Annex,
    Article,
    DocumentNumber,
    FontMissing,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    to_pdf,
)

MM = 72 / 25.4


def pages(document: OfficialDocument) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(to_pdf(document))).pages)


def text_of(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def text(document: OfficialDocument) -> str:
    return " ".join(text_of(page) for page in pages(document))


def assert_in_order(whole: str, *parts: str) -> None:
    position = 0
    for part in parts:
        found = whole.find(part, position)
        assert found >= 0, f"{part!r} does not follow in {whole[position : position + 400]!r}"
        position = found + len(part)


def placed(page: PageObject) -> dict[str, tuple[float, float, float]]:
    """Every piece of text with its left edge and baseline in mm from the page's top left, and its size."""
    pieces: dict[str, tuple[float, float, float]] = {}
    height = float(page.mediabox.height)

    def visit(piece: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if piece.strip():
            x = cm[0] * tm[4] + cm[4]
            y = cm[3] * tm[5] + cm[5]
            pieces.setdefault(piece.strip(), (x / MM, (height - y) / MM, size))

    page.extract_text(visitor_text=visit)
    return pieces


def bare(**changes: object) -> OfficialDocument:
    fields: dict[str, object] = {
        "issuer": Issuer(body="Ủy ban nhân dân\nxã Dương Quang"),
        "number": DocumentNumber(number=5, symbol="QĐ-UBND"),
        "title": "QUYẾT ĐỊNH",
        "body": (Article(number=1, text="Thi hành./."),),
        "signatures": (Signature.personal("Chủ tịch", "Trần Văn Mẫu"),),
    }
    return OfficialDocument.model_validate(fields | changes)


def test_decision_stands_in_the_order_of_the_decree(short_decision: OfficialDocument) -> None:
    assert_in_order(
        text(short_decision),
        "ỦY BAN NHÂN DÂN XÃ DƯƠNG QUANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND",
        "Dương Quang, ngày 09 tháng 12 năm 2025",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ DƯƠNG QUANG",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "và lực lượng vũ trang;",
        "Theo đề nghị của Công chức Văn phòng - Thống kê",
        "ngày 08 tháng 12 năm 2025.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã cho 01 tập thể và 02 cá nhân",
        "- Dân quân thôn Mẫu, Ban Chỉ huy Quân sự xã;",
        "- Nguyễn Thị Mẫu 02, Công chức Văn phòng - Thống kê, tổ 2.",
        "Điều 2. Tiền thưởng kèm theo",
        "02 cá nhân, mỗi cá nhân 702.000 đồng, cộng 1.404.000 đồng.",
        "Tổng số tiền thưởng: 2.808.000 đồng (Bằng chữ: Hai triệu tám trăm linh tám nghìn đồng).",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "chịu trách nhiệm thi hành Quyết định này./.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT, VP.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Mẫu",
    )


def test_list_of_forty_goes_to_an_annex_with_a_repeated_heading_and_the_total(
    long_decision: OfficialDocument,
) -> None:
    sheets = [text_of(page) for page in pages(long_decision)]
    annex = sheets[2:]
    assert_in_order(
        annex[0],
        "DANH SÁCH",
        "Tập thể, hộ gia đình, cá nhân được tặng danh hiệu thi đua, hình thức khen thưởng",
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 09 tháng 12 năm 2025 của Chủ tịch Ủy ban nhân dân xã Dương Quang)",
        "STT",
        "I. Danh hiệu “Lao động tiên tiến” (cá nhân)",
    )
    assert len(annex) == 3
    assert all("Chức vụ, đơn vị" in sheet for sheet in annex)
    assert_in_order(annex[2], "Tổng cộng", "30.537.000", "Danh sách gồm 01 tập thể, 01 hộ gia đình và 40 cá nhân./.")
    assert all(f"Nguyễn Thị Mẫu {n:02d}" in " ".join(annex) for n in range(1, 41))


def test_line_of_an_award_never_stands_alone_at_the_foot_of_a_page(long_decision: OfficialDocument) -> None:
    for page in pages(long_decision)[2:]:
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        assert not lines[-1].startswith(("I.", "II.", "III."))


def test_page_number_is_absent_on_first_pages_and_centred_above_the_others(
    long_decision: OfficialDocument,
) -> None:
    numbers = []
    for page in pages(long_decision):
        above = {piece: at for piece, at in placed(page).items() if at[1] < 20}
        numbers.append(list(above))
        for x, _, size in above.values():
            assert x == pytest.approx(30 + 165 / 2, abs=2)
            assert size == pytest.approx(13)
    assert numbers == [[], ["2"], [], ["2"], ["3"]], "every annex counts its own pages"


def test_page_is_a4_with_the_margins_of_the_decree(long_decision: OfficialDocument) -> None:
    for page in pages(long_decision):
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=0.5)
        body = [at for at in placed(page).values() if at[1] > 20]
        assert min(x for x, _, _ in body) >= 30 - 0.1
        assert max(y for _, y, _ in body) <= 297 - 20


def test_sizes_are_those_of_the_decree(short_decision: OfficialDocument) -> None:
    first = placed(pages(short_decision)[0])
    sizes = {
        piece: next(at[2] for text, at in first.items() if text.startswith(piece))
        for piece in ("CỘNG HÒA", "Độc lập", "ỦY BAN", "Số:", "Dương Quang, ngày", "QUYẾT ĐỊNH", "Căn cứ", "Điều 1")
    }
    assert sizes == pytest.approx(
        {
            "CỘNG HÒA": 12,
            "Độc lập": 13,
            "ỦY BAN": 12,
            "Số:": 13,
            "Dương Quang, ngày": 13,
            "QUYẾT ĐỊNH": 14,
            "Căn cứ": 14,
            "Điều 1": 14,
        }
    )


def test_only_the_document_font_is_used_and_it_is_embedded(long_decision: OfficialDocument) -> None:
    fonts = set()
    for page in pages(long_decision):
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts.add(str(descendant["/BaseFont"]).split("+")[-1])
            assert any(key.startswith("/FontFile") for key in descendant["/FontDescriptor"].get_object())
    assert fonts <= {"Tinos", "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert "Tinos-Bold" in fonts


def test_minutes_tell_their_time_in_the_text_and_are_signed_by_three(minutes: OfficialDocument) -> None:
    whole = text(minutes)
    assert "Dương Quang, ngày" not in whole
    assert_in_order(
        whole,
        "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "Số: 03/BB-HĐTĐKT",
        "BIÊN BẢN KIỂM PHIẾU",
        "Thời gian bắt đầu: 08 giờ 30 phút, ngày 05 tháng 12 năm 2025.",
        "Có mặt: 08 người; vắng mặt: 01 người;",
        "Vắng mặt: Phạm Thị Mẫu - Ủy viên, có lý do;",
        "Hình thức: bỏ phiếu kín;",
        "88,89% (8/9)",
        "Đạt",
        "55,56% (5/9)",
        "Không đạt",
        "Chiến sĩ thi đua toàn quốc: từ 90% trở lên.",
        "Có 01 trên tổng số 03 trường hợp đạt tỷ lệ phiếu",
        "kết thúc vào 10 giờ 05 phút, ngày 05 tháng 12 năm 2025./.",
        "THƯ KÝ",
        "TỔ TRƯỞNG TỔ KIỂM PHIẾU",
        "CHỦ TỌA",
    )
    names = [placed(pages(minutes)[-1])[name] for name in ("Lý Thị Mẫu", "Đỗ Văn Mẫu", "Trần Văn Mẫu")]
    assert len({round(y, 1) for _, y, _ in names}) == 1, "names stand on one line"


def test_submission_names_its_addressees_below_each_other(letter: OfficialDocument) -> None:
    assert_in_order(
        text(letter),
        "Số: 12/TTr-UBND",
        "Dương Quang, ngày 03 tháng 02 năm 2025",
        "TỜ TRÌNH",
        "Kính gửi:",
        "- Ủy ban nhân dân thị xã Mỹ Hào;",
        "- Phòng Nội vụ thị xã Mỹ Hào.",
        "tặng danh hiệu “Chiến sĩ thi đua cơ sở” cho 03 cá nhân",
        "Hồ sơ gửi kèm gồm:",
        "3. Báo cáo thành tích của các cá nhân (03 bản).",
        "kính trình Ủy ban nhân dân thị xã Mỹ Hào xem xét, quyết định./.",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )


def test_report_follows_the_plan_and_leaves_number_and_date_blank(report: OfficialDocument) -> None:
    assert_in_order(
        text(report),
        "Số: /BC-UBND",
        "Dương Quang, ngày tháng năm 2025",
        "BÁO CÁO",
        "Tổng kết công tác thi đua, khen thưởng năm 2025",
        "Kính gửi: Ủy ban nhân dân thị xã Mỹ Hào",
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "Đã hoàn thành 11/12 việc, đạt 91,67%.",
        "3. Rà soát hồ sơ đề nghị khen thưởng thành tích kháng chiến",
        "Chưa có số liệu.",
        "II. KẾT QUẢ KHEN THƯỞNG",
        "Tổng cộng 53 44 5",
        "2. Theo loại hình khen thưởng",
        "Tổng cộng 4 1 44 49 100%",
        "3. Thời gian từ khi lập thành tích đến khi khen thưởng",
        "Đột xuất 6 8,5 21",
        "31/44 (70,45%)",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
    )


HOSTILE = '#panic("x") $a_b$ *đậm* _nghiêng_ @ref <label> `mã` \\ "ngoặc" {{ }} // -- ... ~ [x](y) #{1+1} &amp;'


def test_markup_in_a_name_is_printed_not_obeyed() -> None:
    whole = text(bare(subject=HOSTILE, body=(Paragraph(text=HOSTILE),), recipients=(HOSTILE,)))
    assert whole.replace(" ", "").count(HOSTILE.replace(" ", "")) == 3


def test_several_annexes_are_numbered_and_one_may_lie_on_its_side() -> None:
    annexes = tuple(Annex(title="DANH SÁCH", blocks=(Paragraph(text=f"Tờ {n}"),), landscape=n == 2) for n in (1, 2))
    sheets = pages(bare(annexes=annexes))
    assert [text_of(sheet) for sheet in sheets[1:]] == ["Phụ lục I DANH SÁCH Tờ 1", "Phụ lục II DANH SÁCH Tờ 2"]
    assert [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets] == [False, False, True]


def test_signature_never_stands_on_a_page_alone() -> None:
    for paragraphs in range(22, 34):
        body = tuple(Paragraph(text=f"Đoạn {n}.") for n in range(1, paragraphs + 1))
        last = text_of(pages(bare(body=body))[-1])
        assert_in_order(last, f"Đoạn {paragraphs}.", "CHỦ TỊCH")


def test_equal_documents_are_equal_files(long_decision: OfficialDocument) -> None:
    assert to_pdf(long_decision) == to_pdf(OfficialDocument.model_validate_json(long_decision.model_dump_json()))


async def test_documents_are_set_side_by_side_in_threads(
    short_decision: OfficialDocument, report: OfficialDocument
) -> None:
    files = await asyncio.gather(*(asyncio.to_thread(to_pdf, d) for d in [short_decision, report] * 4))
    assert files == [to_pdf(short_decision), to_pdf(report)] * 4


def test_missing_font_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shared.documents.fonts.KNOWN_FOLDERS", (str(tmp_path),))
    with pytest.raises(FontMissing, match="fonts-croscore") as caught:
        to_pdf(bare())
    assert caught.value.status == 503
    assert "THIDUA_FONT_PATH" in caught.value.en


def test_font_path_of_the_deployment_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.documents.fonts.KNOWN_FOLDERS", ())
    monkeypatch.setenv("THIDUA_FONT_PATH", "/nowhere:/usr/share/fonts/truetype/croscore")
    assert to_pdf(bare()).startswith(b"%PDF-")
