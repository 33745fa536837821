"""Signing in and out, and what each kind of person finds at home."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.visitors import Visitors, sign_in

OFFICER = "dq-van-phong-01"
KINDS = {
    "officer of the commune": OFFICER,
    "head of a hamlet": "dq-thon-2-01",
    "chair and signer": "dq-chu-tich-01",
    "council member": "dq-hoi-phu-nu-01",
    "culture officer": "dq-van-hoa-01",
    "loudspeaker station": "dq-dai-truyen-thanh-01",
    "auditor": "dq-kiem-tra-01",
    "province officer": "hy-noi-vu-01",
    "administrator": "quan-tri",
    "somebody whose office has ended": "mh-noi-vu-01",
}
RAW = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b[a-z]+_[a-z]+\b|\bNone\b|\bundefined\b")
"""An ISO date, a word of the code, an empty value: nothing that people should read."""


async def test_signing_in_leads_back_to_the_page_that_was_asked_for(visitors: Visitors) -> None:
    async with visitors.page() as page:
        await page.goto("/reporting/reports?year=2025")
        await sign_in(page, OFFICER)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo đã nộp")
        assert page.url == f"{visitors.origin}/reporting/reports?year=2025"


async def test_signing_out_ends_it_for_every_service(visitors: Visitors) -> None:
    async with visitors.page() as page:
        await page.goto("/registration/")
        await sign_in(page, OFFICER)
        await page.get_by_role("banner").get_by_text("Ngô Hồng Mận").click()
        await page.get_by_role("button", name="Đăng xuất").click()
        await expect(page.get_by_placeholder("sub")).to_be_visible()
        await page.goto("/nomination/")
        await expect(page.get_by_placeholder("sub")).to_be_visible()


@pytest.mark.parametrize("subject", KINDS.values(), ids=KINDS)
async def test_home_says_what_waits_for_each_kind_of_person(visitors: Visitors, subject: str) -> None:
    async with visitors.page(subject) as page:
        await page.goto("/notification/")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
        for heading in ("Cần bạn làm", "Bạn đang chờ", "Mới từ lần trước"):
            await expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert RAW.findall(await page.get_by_role("main").inner_text()) == []


async def test_what_waits_is_sorted_by_urgency(visitors: Visitors) -> None:
    async with visitors.page("hy-noi-vu-01") as page:
        await page.goto("/notification/")
        due = await page.locator("section[aria-labelledby=can-lam] .due time").evaluate_all(
            "times => times.map(time => time.dateTime)"
        )
        assert due == sorted(due)
