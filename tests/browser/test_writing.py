"""Writing in the browser: what is typed is kept at a pause, and whoever writes in a second window is told."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.visitors import Visitors

TEXT = "Tóm tắt thành tích"


async def test_what_is_typed_is_kept_and_the_second_window_is_told(visitors: Visitors) -> None:
    async with visitors.page("dq-thon-6-01") as page:
        await page.goto("/notification/")
        await page.get_by_role("link", name="Đề nghị khen thưởng").click()
        await page.get_by_label("Cá nhân").check()
        await page.get_by_label("Họ và tên, hoặc tên tập thể").fill("Hồ Văn Gõ")
        await page.get_by_role("button", name="Tiếp tục").click()
        law = page.locator("#dieu-kien")
        await expect(law).to_contain_text("Chọn danh hiệu hoặc hình thức")
        await page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("TD-CN-LDTT")
        await expect(law).to_contain_text("Điều 24")
        await page.get_by_role("button", name="Lưu và tiếp tục").click()
        saved = page.locator("[data-saved]")
        await page.get_by_label(TEXT).press_sequentially("Cả năm giữ gìn")
        await expect(saved).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
        other = await page.context.new_page()
        await other.goto(page.url)
        await expect(other.get_by_label(TEXT)).to_have_value("Cả năm giữ gìn")
        await other.get_by_label(TEXT).fill("Cả năm giữ gìn đường thôn")
        await expect(other.locator("[data-saved]")).to_have_text(re.compile("Đã lưu"))
        await page.get_by_label(TEXT).fill("Cả năm giữ gìn vệ sinh")
        await expect(saved).to_contain_text("đang được")
        await other.reload()
        await expect(other.get_by_label(TEXT)).to_have_value("Cả năm giữ gìn đường thôn")
