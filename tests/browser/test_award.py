"""From a nomination to the roll of honour, each step on the page of the person who takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitors import Visitors, today

NOMINEE = "Vũ Thị Đượm"
WITHOUT_DIACRITICS = "vu thi duom"
NOMINATOR, OFFICER, CHAIR = "dq-thon-4-01", "dq-van-phong-01", "dq-chu-tich-01"
ON_PHONE, WITHOUT_SCRIPT = "dq-doan-thanh-nien-01", "dq-hoi-phu-nu-01"
OTHER_MEMBERS = ("dq-pho-chu-tich-01", "dq-van-hoa-01", "dq-tai-chinh-01", "dq-mat-tran-01", "dq-hoi-nong-dan-01")
REASON = "Thiếu xác nhận của Công an xã về việc cứu người."
DECLARED = (
    "Thành tích đột xuất",
    "Hành động dũng cảm",
    "Không bị kỷ luật",
    "Không có việc đang bị",
    "chưa được khen",
)
DEED = "Chiều 20/12/2025, bà phát hiện cháy nhà hàng xóm, đưa hai cháu nhỏ ra ngoài và cùng bà con dập lửa."


@dataclass
class Way:
    """Where the dossier is, as far as it has come."""

    dossier: str
    receipt: str = ""
    meeting: str = ""
    decision: str = ""
    number: str = ""
    """«Quyết định số …»"""


async def nominate(page: Page, nominee: str, *, script: bool = True) -> None:
    """The four steps, from the home page to the button that sends."""
    await page.goto("/notification/")
    await page.get_by_role("link", name="Đề nghị khen thưởng").click()
    await page.get_by_label("Cá nhân").check()
    await page.get_by_label("Họ và tên, hoặc tên tập thể").fill(nominee)
    await page.get_by_label("Danh xưng").fill("Bà")
    await page.get_by_role("button", name="Tiếp tục").click()
    await page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("KT-GK-XA")
    await page.get_by_label(re.compile("đột xuất", re.IGNORECASE)).check()
    await page.get_by_role("button", name="Lưu và tiếp tục").click()
    law = page.locator("#dieu-kien")
    await expect(law.get_by_text("thiếu căn cứ").first).to_be_visible()
    unproven = await law.get_by_text("thiếu căn cứ").count()
    await page.get_by_label("Tóm tắt thành tích").fill(DEED)
    await page.get_by_label("Ngày lập thành tích").fill("20/12/2025")
    await page.get_by_label("Nhóm đối tượng theo luật").select_option("worker")
    for box in (
        "Thành tích đột xuất",
        "Hành động dũng cảm",
        "Không bị kỷ luật",
        "Không có việc đang bị",
        "chưa được khen",
    ):
        await page.get_by_label(box).check()
    if script:
        await expect(law.get_by_text("thiếu căn cứ")).not_to_have_count(unproven)
    await page.get_by_role("button", name="Lưu và tiếp tục").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Báo cáo thành tích"))
    await page.get_by_role("link", name="Để sau: sang bước giấy tờ").click()
    await page.get_by_role("button", name="Lưu và kiểm tra lại").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra lại trước khi gửi")
    await expect(page.get_by_role("main")).to_contain_text(DEED)


def _dossier(page: Page) -> str:
    found = re.search(r"/nomination/dossiers/([0-9a-f-]{36})", page.url)
    assert found, page.url
    return found[1]


@pytest.fixture(scope="module")
async def nominated(visitors: Visitors) -> Way:
    async with visitors.page(NOMINATOR) as page:
        await nominate(page, NOMINEE)
        await page.get_by_role("button", name="Gửi hồ sơ").click()
        await expect(page.get_by_role("heading", name="Đã gửi hồ sơ")).to_be_visible()
        return Way(_dossier(page), receipt=await page.locator(".receipt-number strong").inner_text())


@pytest.fixture(scope="module")
async def returned(visitors: Visitors, nominated: Way) -> Way:
    async with visitors.page(OFFICER) as page:
        await page.goto("/notification/")
        await page.get_by_role("link", name=NOMINEE).first.click()
        await page.get_by_role("button", name="Trả lại để bổ sung").click()
        await page.get_by_label("Lý do trả lại").fill(REASON)
        await page.get_by_role("button", name="Trả lại", exact=True).click()
        await expect(page.get_by_text("Đã trả lại hồ sơ kèm lý do.")).to_be_visible()
    return nominated


@pytest.fixture(scope="module")
async def resubmitted(visitors: Visitors, returned: Way) -> Way:
    async with visitors.page(NOMINATOR) as page:
        await page.goto(f"/nomination/dossiers/{returned.dossier}")
        await expect(page.get_by_text(REASON)).to_be_visible()
        await page.get_by_role("link", name="Kiểm tra lại và gửi").click()
        await page.get_by_role("button", name="Gửi hồ sơ").click()
        await expect(page.get_by_role("heading", name="Đã gửi hồ sơ")).to_be_visible()
    return returned


@pytest.fixture(scope="module")
async def convened(visitors: Visitors, resubmitted: Way) -> Way:
    async with visitors.page(OFFICER) as page:
        await page.goto(f"/nomination/dossiers/{resubmitted.dossier}")
        await page.get_by_role("button", name="Tiếp nhận hồ sơ").click()
        await expect(page.get_by_text("Đã tiếp nhận hồ sơ.")).to_be_visible()
        await page.goto("/nomination/meetings")
        await page.get_by_role("link", name="Mời họp Hội đồng").click()
        await page.get_by_label("Nội dung phiên họp").fill("Phiên xét khen thưởng đột xuất tháng 12")
        await page.get_by_label("Ngày họp").fill(await today(page))
        await page.get_by_label("Giờ họp").fill("08:30")
        await page.get_by_label("Địa điểm").fill("Phòng họp UBND xã Dương Quang")
        await page.get_by_label(NOMINEE).check()
        await page.get_by_role("button", name="Mời họp").click()
        await expect(page.get_by_text("Đã mời họp.")).to_be_visible()
        resubmitted.meeting = page.url.rpartition("/")[2]
    return resubmitted


@pytest.fixture(scope="module")
async def opened(visitors: Visitors, convened: Way) -> Way:
    """All members are there, and may vote: openly, as the law data have it for this award."""
    async with visitors.page(CHAIR) as page:
        await page.goto(f"/nomination/meetings/{convened.meeting}")
        await page.get_by_role("link", name="Điểm danh").click()
        await page.get_by_role("button", name="Tất cả đều có mặt").click()
        await expect(page.get_by_text("Đã ghi nhận có mặt.")).to_be_visible()
        await page.locator("#chuong-trinh").get_by_role("link", name=NOMINEE).click()
        await page.get_by_role("button", name="Mở biểu quyết").click()
        await expect(page.get_by_text("Đã mở bỏ phiếu.")).to_be_visible()
    return convened


async def vote(page: Page, way: Way, answer: str) -> None:
    """Vote on one's own device."""
    await page.goto(f"/nomination/meetings/{way.meeting}")
    await page.get_by_role("radio", name=answer, exact=True).check()
    await page.get_by_role("button", name="Gửi ý kiến", exact=True).click()
    await expect(page.get_by_text("Đã ghi ý kiến của bạn.")).to_be_visible()


@pytest.fixture(scope="module")
async def voted(visitors: Visitors, opened: Way) -> Way:
    """Seven agree, one does not, one has not voted."""
    async with visitors.page(ON_PHONE, phone=True) as page:
        await vote(page, opened, "Không đồng ý")
    async with visitors.page(WITHOUT_SCRIPT, script=False) as page:
        await vote(page, opened, "Đồng ý")
    for member in (CHAIR, *OTHER_MEMBERS):
        async with visitors.page(member, script=False) as page:
            await vote(page, opened, "Đồng ý")
    return opened


@pytest.fixture(scope="module")
async def counted(visitors: Visitors, voted: Way) -> Way:
    """The vote is closed while a member looks at the page, which is not loaded again."""
    async with visitors.page(ON_PHONE, phone=True) as watching, visitors.page(CHAIR) as page:
        await watching.goto(f"/nomination/meetings/{voted.meeting}")
        await watching.evaluate("window.notLoadedAgain = true")
        await page.goto(f"/nomination/meetings/{voted.meeting}")
        await page.get_by_label("Không chờ nữa, dù còn 1 ủy viên").check()
        await page.get_by_role("button", name="Kết thúc bỏ phiếu").click()
        await expect(watching.locator("#chuong-trinh")).to_contain_text("7/9")
        assert await watching.evaluate("window.notLoadedAgain")
        await page.get_by_role("button", name="Kết thúc phiên họp").first.click()
        await page.get_by_role("dialog").get_by_role("button", name="Kết thúc phiên họp").click()
        await expect(page.get_by_text("Phiên họp đã kết thúc.")).to_be_visible()
    return voted


@pytest.fixture(scope="module")
async def signed(visitors: Visitors, counted: Way) -> Way:
    async with visitors.page(OFFICER) as page:
        await page.goto("/nomination/decisions/new")
        await page.get_by_label("Trích yếu").fill("Về việc khen thưởng thành tích đột xuất")
        await page.get_by_label(NOMINEE).check()
        await page.get_by_role("button", name="Lưu dự thảo").click()
        await expect(page.get_by_text("Đã lưu dự thảo quyết định.")).to_be_visible()
        counted.decision = page.url.rpartition("/")[2]
    async with visitors.page(CHAIR) as page:
        await page.goto(f"/nomination/decisions/{counted.decision}")
        await page.get_by_label("đã đọc dự thảo và đồng ý ký").check()
        await page.get_by_role("button", name="Ký quyết định").click()
        told = await page.get_by_text("Đã ký Quyết định số").inner_text()
        counted.number = told.removeprefix("Đã ký ").rstrip(".")
    return counted


async def test_the_receipt_names_number_next_step_and_who_has_it(visitors: Visitors, nominated: Way) -> None:
    assert re.fullmatch(r"HS-2025-[0-9A-F]{6}", nominated.receipt)
    async with visitors.page(NOMINATOR) as page:
        await page.goto(f"/nomination/dossiers/{nominated.dossier}/receipt")
        receipt = page.locator(".receipt")
        await expect(receipt).to_contain_text("Kiểm tra, tiếp nhận hồ sơ")
        await expect(receipt).to_contain_text("Xã Dương Quang")
        await expect(receipt).to_contain_text(re.compile(r"còn \d+ ngày làm việc"))


async def test_a_returned_dossier_shows_its_reason_to_the_nominator(visitors: Visitors, resubmitted: Way) -> None:
    async with visitors.page(NOMINATOR) as page:
        await page.goto(f"/nomination/dossiers/{resubmitted.dossier}")
        await expect(page.get_by_role("list", name="Diễn biến hồ sơ")).to_contain_text(f"Lý do: {REASON}")


async def test_members_vote_on_a_phone_and_without_javascript(visitors: Visitors, voted: Way) -> None:
    async with visitors.page(WITHOUT_SCRIPT, script=False) as page:
        await page.goto(f"/nomination/meetings/{voted.meeting}")
        await expect(page.get_by_text(f"Bạn đã biểu quyết cho {NOMINEE}.")).to_be_visible()
        await expect(page.get_by_role("radio")).to_have_count(0)


async def test_the_result_is_seen_after_closing_and_reaches_open_pages(visitors: Visitors, counted: Way) -> None:
    async with visitors.page(OTHER_MEMBERS[0], phone=True) as page:
        await page.goto(f"/nomination/meetings/{counted.meeting}")
        agenda = page.locator("#chuong-trinh")
        await expect(agenda).to_contain_text("Đồng ý 7, không đồng ý 1, không có ý kiến 0")
        await expect(agenda).to_contain_text("Thông qua")


async def test_the_decision_bears_number_and_signer(visitors: Visitors, signed: Way) -> None:
    async with visitors.page(OFFICER) as page:
        await page.goto(f"/nomination/decisions/{signed.decision}")
        seal = page.locator(".seal")
        await expect(seal).to_contain_text(re.compile(r"Số \d\d/QĐ-UBND"))
        await expect(seal).to_contain_text("Tạ Công Thuần")
        document = await page.request.get(f"/nomination/decisions/{signed.decision}/document.pdf")
        assert (await document.body()).startswith(b"%PDF")


async def test_the_award_is_in_the_register_and_found_without_diacritics(visitors: Visitors, signed: Way) -> None:
    async with visitors.page(OFFICER) as page:
        await page.goto("/nomination/awards")
        await page.get_by_role("searchbox").fill(WITHOUT_DIACRITICS)
        await page.get_by_role("button", name="Tìm").click()
        await page.get_by_role("link", name=NOMINEE).click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Còn giá trị")


async def test_the_award_is_on_the_public_roll_of_honour(visitors: Visitors, signed: Way) -> None:
    async with visitors.page() as page:
        await page.goto("/nomination/honours")
        await expect(page.get_by_text(f"Bà {NOMINEE}")).to_be_visible()


async def test_the_nominator_reads_the_notice_of_the_decision(visitors: Visitors, signed: Way) -> None:
    async with visitors.page(NOMINATOR) as page:
        await page.goto("/notification/inbox")
        await page.get_by_role("link", name=signed.number).click()
        await expect(page.get_by_role("main")).to_contain_text(NOMINEE)
        await page.get_by_role("button", name="Đã đọc, về hộp thông báo").click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Thông báo")
