"""The same work by keyboard alone, without JavaScript, on paper."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.browser.test_award import nominate
from tests.browser.visitors import Visitors, sign_in

FOCUS_IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
FOCUSED = "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"
MOST_STOPS = 60


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus, and see at every stop that it shows."""
    await page.wait_for_load_state("load")  # the style, by which focus is seen, comes after the text
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(FOCUSED)
        assert await page.evaluate(FOCUS_IS_SEEN), f"nobody sees that «{focused}» has the focus"
        if focused == name:
            return
    raise AssertionError(f"Tab does not lead to «{name}»")


async def test_the_keyboard_alone_leads_from_sign_in_to_a_sent_form(visitors: Visitors) -> None:
    async with visitors.page() as page:
        await page.goto("/")
        await sign_in(page, "dq-thon-5-01")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
        await tab_to(page, "Đến nội dung chính")
        await page.keyboard.press("Enter")
        await tab_to(page, "Chọn những thư muốn nhận")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Chọn những thư muốn nhận")
        await tab_to(page, "Hồ sơ mới")
        await page.keyboard.press("Space")
        await tab_to(page, "Lưu lựa chọn")
        await page.keyboard.press("Enter")
        await expect(page.locator(".flash")).to_be_visible()
        await expect(page.get_by_label("Hồ sơ mới")).not_to_be_checked()


async def test_nominating_works_without_javascript(visitors: Visitors) -> None:
    async with visitors.page("dq-thon-2-01", script=False) as page:
        await nominate(page, "Hồ Thị Thơm", script=False)
        await page.get_by_role("button", name="Gửi hồ sơ").click()
        await expect(page.get_by_role("heading", name="Đã gửi hồ sơ")).to_be_visible()


async def test_a_wrong_form_says_at_the_top_and_at_the_field_what_to_do(visitors: Visitors) -> None:
    async with visitors.page("dq-thon-2-01") as page:
        await page.goto("/nomination/dossiers/new")
        await page.get_by_role("button", name="Tiếp tục").click()
        summary = page.locator(".error-summary")
        await expect(summary).to_be_focused()
        await summary.get_by_role("link").last.click()
        field = page.get_by_label("Họ và tên, hoặc tên tập thể")
        await expect(field).to_be_focused()
        await expect(field).to_have_accessible_description(re.compile("Lỗi: "))


async def test_a_printed_page_has_its_head_and_no_navigation(visitors: Visitors) -> None:
    async with visitors.page("dq-van-phong-01") as page:
        await page.goto("/nomination/")
        await page.get_by_role("table").get_by_role("link").first.click()
        await page.emulate_media(media="print")
        await expect(page.locator(".print-head")).to_be_visible()
        await expect(page.get_by_role("navigation", name="Các phần của hệ thống")).to_be_hidden()
        await expect(page.get_by_role("contentinfo")).to_be_hidden()
        assert (await page.pdf(prefer_css_page_size=True)).startswith(b"%PDF")


async def test_the_year_report_can_be_downloaded(visitors: Visitors) -> None:
    async with visitors.page("dq-van-phong-01") as page:
        await page.goto("/reporting/reports?year=2025")
        row = page.get_by_role("row").filter(has_text=re.compile("tổng kết", re.IGNORECASE))
        for name, first in (("PDF", b"%PDF"), ("DOCX", b"PK")):
            address = await row.get_by_role("link", name=name).get_attribute("href")
            document = await page.request.get(address or "")
            assert (await document.body()).startswith(first)


async def test_the_workbook_of_the_year_can_be_downloaded(visitors: Visitors) -> None:
    async with visitors.page("hy-noi-vu-01") as page:
        await page.goto("/reporting/")
        async with page.expect_download() as coming:
            await page.get_by_role("link", name="Tải XLSX").first.click()
        assert (await coming.value).suggested_filename.endswith(".xlsx")
