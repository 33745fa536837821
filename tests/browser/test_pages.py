"""Every page: what axe-core finds, whether it fits a phone, how much the public pages weigh."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from services.nomination.councils.verify_ballot import verify
from tests.browser.visitors import DESK, PHONE, Visitors

AXE = Path(__file__).resolve().parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
MISSING = f"There is no {AXE}. Install it: make setup"
BALLOT = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}")
"""The code of a ballot, as the voter's receipt has it."""
MEMBER = "dq-hoi-phu-nu-01"
OFFICER, HEAD, CHAIR, STATION, PROVINCE, ADMIN = (
    "dq-van-phong-01", "dq-thon-3-01", "dq-chu-tich-01", "dq-dai-truyen-thanh-01", "hy-noi-vu-01", "quan-tri"
)  # fmt: skip
PAGES = (
    (OFFICER, "/notification/"),
    (HEAD, "/notification/"),
    (OFFICER, "/notification/inbox"),
    (OFFICER, "/notification/inbox > /notification/inbox/"),
    (OFFICER, "/notification/deliveries"),
    (OFFICER, "/notification/preferences"),
    (STATION, "/notification/bulletins"),
    (STATION, "/notification/bulletins > /notification/bulletins/"),
    (OFFICER, "/registration/"),
    (OFFICER, "/registration/ > /registration/plans/"),
    (OFFICER, "/registration/ > /registration/movements/"),
    (OFFICER, "/registration/registrations"),
    (OFFICER, "/registration/registrations > /registration/registrations/0"),
    (OFFICER, "/registration/registrations/new"),
    (OFFICER, "/registration/directory"),
    (OFFICER, "/nomination/"),
    (HEAD, "/nomination/dossiers/new"),
    (OFFICER, "/nomination/ > /nomination/dossiers/0"),
    (OFFICER, "/nomination/councils"),
    (OFFICER, "/nomination/councils > /nomination/councils/0"),
    (OFFICER, "/nomination/councils/new"),
    (OFFICER, "/nomination/lists"),
    (HEAD, "/nomination/lists/new"),
    (OFFICER, "/nomination/postings/new"),
    (OFFICER, "/nomination/sweeps > /nomination/sweeps/0"),
    (OFFICER, "/nomination/dossiers/simplified"),
    ("", "/nomination/postings"),
    ("", "/nomination/postings > /nomination/postings/0"),
    (OFFICER, "/nomination/meetings"),
    (CHAIR, "/nomination/meetings > /nomination/meetings/0"),
    (CHAIR, "/nomination/meetings > /nomination/meetings/0 > /items/"),
    (CHAIR, "/nomination/meetings > /nomination/meetings/0 > /minutes/"),
    (CHAIR, "/nomination/meetings > /nomination/meetings/0 > /projector"),
    (OFFICER, "/nomination/meetings/new"),
    (OFFICER, "/nomination/submissions"),
    (OFFICER, "/nomination/submissions > /nomination/submissions/0"),
    (OFFICER, "/nomination/submissions > /nomination/submissions/0 > /way"),
    (OFFICER, "/nomination/submissions/new"),
    (OFFICER, "/nomination/bundles > /nomination/bundles/0"),
    (OFFICER, "/nomination/bundles/new"),
    (OFFICER, "/nomination/exemplars"),
    (OFFICER, "/nomination/exemplars > /nomination/exemplars/0"),
    (OFFICER, "/nomination/exemplars > /nomination/exemplars/0 > /candidates/"),
    (OFFICER, "/nomination/exemplars/new"),
    (OFFICER, "/nomination/decisions"),
    (OFFICER, "/nomination/decisions > /nomination/decisions/0"),
    (OFFICER, "/nomination/decisions/new"),
    (OFFICER, "/nomination/awards"),
    (OFFICER, "/nomination/awards > /nomination/awards/0"),
    (OFFICER, "/nomination/awards > /nomination/awards/0 > /nomination/awards/why/"),
    (OFFICER, "/nomination/awards/import"),
    ("", "/nomination/check"),
    ("", "/nomination/check?q=01/QĐ-UBND > /nomination/published/"),
    ("", "/nomination/check/K7QM"),
    ("", "/nomination/honours"),
    (OFFICER, "/reporting/"),
    (PROVINCE, "/reporting/"),
    (OFFICER, "/reporting/ > /reporting/dossiers/"),
    (OFFICER, "/reporting/reports"),
    (OFFICER, "/reporting/reports/new"),
    (ADMIN, "/reporting/operations/"),
    (ADMIN, "/reporting/operations/ > /operations/models/reporting.projections"),
    (ADMIN, "/notification/operations/replays"),
    (ADMIN, "/notification/operations/gaps"),
    (OFFICER, "/nomination/dossiers/is-not-there"),
    (OFFICER, "/reporting/components"),
)
"""Who opens it, and where: an address, or the way to it by the first link that holds what stands after the arrow."""

ALL_RULES: dict[str, Any] = {}
OF_LOOK: dict[str, Any] = {"runOnly": ["color-contrast", "scrollable-region-focusable", "target-size"]}
"""What another width and other colours can break; the rest is the same document."""

SERIOUS = """async (options) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}"""


@cache
def axe() -> str:
    """The checker, to be run inside a page."""
    if not AXE.exists():
        pytest.fail(MISSING, pytrace=False)
    return AXE.read_text(encoding="utf-8")


async def go(page: Page, way: str) -> None:
    """Open a page by its address, or by the links that lead to it."""
    address, *links = way.split(" > ")
    await page.goto(address)
    for part in links:
        await page.get_by_role("main").locator(f'a[href*="{part}"]').first.click()
        await page.wait_for_url(f"**{part}**")


async def serious(page: Page, options: dict[str, Any]) -> Any:
    """What axe-core finds that keeps people from using the page."""
    return await page.evaluate(SERIOUS, options)


@pytest.mark.parametrize(("subject", "way"), PAGES, ids=[way for _, way in PAGES])
async def test_nobody_is_kept_out_at_a_desk_or_on_a_dark_phone(visitors: Visitors, subject: str, way: str) -> None:
    async with visitors.look(subject) as page:
        await go(page, way)
        await page.evaluate(axe())
        assert await serious(page, ALL_RULES) == [], "at the desk"
        await page.set_viewport_size(PHONE)
        await page.emulate_media(color_scheme="dark")
        assert await serious(page, OF_LOOK) == [], "on a dark phone"
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], f"the page is {wide} wide"


async def test_published_ballots_of_a_secret_vote_are_found_and_counted_again(visitors: Visitors) -> None:
    """A title of December: a Giấy khen is voted on by raised hands and has no ballots to publish."""
    async with visitors.page(MEMBER) as page:
        item, tally = await secret_vote(page)
        await page.goto(item)
        await page.get_by_role("link", name="Mã các phiếu đã kiểm").first.click()
        await page.wait_for_url("**/ballots**")
        await page.evaluate(axe())
        assert await serious(page, ALL_RULES) == []
        shown = [code for code in await page.locator("main code").all_inner_texts() if BALLOT.fullmatch(code)]
        assert len(shown) == sum(tally[answer] for answer in ("agree", "disagree", "blank"))
        file = await page.get_by_role("link", name="Tải tệp các phiếu").get_attribute("href")
        published = await (await page.request.get(str(file))).json()
        assert [ballot["code"] for ballot in published["ballots"]] == shown
        verify(published)
        await page.set_viewport_size(PHONE)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], f"the page is {wide} wide"


async def test_models_are_previewed_and_adjusted_with_a_reason(visitors: Visitors) -> None:
    async with visitors.page(OFFICER) as page:
        await page.goto("/nomination/exemplars")
        await page.get_by_role("link", name="Lựa chọn cho hội nghị mới").click()
        await page.get_by_label("Tên hội nghị").fill("Hội nghị gương điển hình thử trên màn hình")
        await page.get_by_label("Ngày hội nghị").fill("30/01/2026")
        await page.get_by_label("Địa điểm").fill("Nhà văn hóa xã")
        await page.get_by_label("Số đại biểu").fill("5")
        await page.get_by_role("button", name="Rà sổ và xem trước").click()
        await expect(page.get_by_text("Đã rà sổ: 5 trên")).to_be_visible()
        await page.evaluate(axe())
        assert await serious(page, ALL_RULES) == [], "the list"
        await page.get_by_role("link", name="Xem ai không được chọn").click()
        name = await page.locator("main tbody a").first.inner_text()
        await page.locator("main tbody a").first.click()
        await page.evaluate(axe())
        assert await serious(page, ALL_RULES) == [], "the candidate"
        await page.get_by_label("Đưa vào danh sách").check()
        await page.get_by_label("Lý do").fill("Được nhân dân các thôn giới thiệu.")
        await page.get_by_role("button", name="Điều chỉnh").click()
        await expect(page.get_by_role("table")).to_contain_text(name)
        await expect(page.get_by_role("list", name="Diễn biến")).to_contain_text("Được nhân dân các thôn giới thiệu.")
        await page.set_viewport_size(PHONE)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], f"the page is {wide} wide"


async def secret_vote(page: Page) -> tuple[str, Any]:
    """The page of an item on which the council voted in secret, and what the vote came to."""
    api = "/nomination/api/v1/meetings"
    meetings = await (await page.request.get(api)).json()
    for line in meetings["items"]:
        meeting = await (await page.request.get(f"{api}/{line['id']}")).json()
        for item in meeting["items"]:
            if item["mode"] == "secret" and item["tally"]:
                return f"/nomination/meetings/{line['id']}/items/{item['dossier']}", item["tally"]
    raise AssertionError("nobody voted in secret in the year")


async def test_the_desk_is_as_wide_as_the_old_screens_of_offices(visitors: Visitors) -> None:
    async with visitors.page(PROVINCE) as page:
        await page.goto("/reporting/")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= DESK["width"], f"all communes side by side are {wide} wide"


async def test_the_roll_of_honour_is_light_and_has_no_script(visitors: Visitors) -> None:
    async with visitors.page() as page:
        sizes: list[int] = []

        async def weigh(answer: Any) -> None:
            sizes.append(len(await answer.body()))

        page.on("response", weigh)
        await page.goto("/nomination/honours", wait_until="networkidle")
        assert 0 < sum(sizes) < 50_000
        assert await page.locator("script").count() == 0
        await page.unroute_all()


async def test_a_page_that_is_not_there_says_so_and_leads_on(visitors: Visitors) -> None:
    async with visitors.page(OFFICER) as page:
        answer = await page.goto("/nomination/dossiers/is-not-there")
        assert answer is not None
        assert answer.status == 404
        assert await page.get_by_role("main").get_by_role("link").count() > 0
