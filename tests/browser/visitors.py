"""People who open the product in Chromium: a page for each, and a picture of it when something fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from tests.demonstration import Demonstration

CHROMIUM = Path("/usr/bin/chromium")
MISSING = f"There is no {CHROMIUM}, in which the pages are tested. Install it: apt-get install chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
"""The last keeps every page at home without a look at each request."""
DESK: ViewportSize = {"width": 1366, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 20_000
"""Pages and live updates come in well under a second; so long is waited on a machine that is busy."""


def need_chromium() -> None:
    """A machine without it fails with the sentence that says what to install."""
    if not CHROMIUM.exists():
        pytest.fail(MISSING, pytrace=False)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser."""
    need_chromium()
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


class Visitors:
    """Opens pages of the played year as the person they are for.

    Args:
        pictures: folder that gets a screenshot of every page on which something failed.
    """

    def __init__(self, browser: Browser, year: Demonstration, pictures: Path) -> None:
        self.origin = year.origin
        self._browser = browser
        self._issuer = year.issuer
        self._pictures = pictures
        self._signed_in: dict[str, Any] = {}
        self._desks: dict[str, BrowserContext] = {}

    @asynccontextmanager
    async def look(self, subject: str = "") -> AsyncIterator[Page]:
        """A page at the desk of somebody who only looks: what was loaded for the last page is still there."""
        if subject not in self._desks:
            self._desks[subject] = await self._desk(subject, viewport=DESK)
        page = await self._desks[subject].new_page()
        async with self._pictured(page, subject):
            yield page
        await page.close()

    @asynccontextmanager
    async def page(self, subject: str = "", *, phone: bool = False, script: bool = True) -> AsyncIterator[Page]:
        """A page of somebody who is signed in; of nobody without a subject."""
        context = await self._desk(subject, viewport=PHONE if phone else DESK, java_script_enabled=script)
        page = await context.new_page()
        try:
            async with self._pictured(page, subject):
                yield page
        finally:
            await context.close()

    @asynccontextmanager
    async def _pictured(self, page: Page, subject: str) -> AsyncIterator[None]:
        try:
            yield
        except BaseException as error:
            picture = self._pictures / f"{len(list(self._pictures.iterdir())):03d}-{subject or 'nobody'}.png"
            await page.screenshot(path=picture, full_page=True)
            error.add_note(f"{page.url} looked like {picture}")
            raise

    async def _desk(self, subject: str, **options: Any) -> BrowserContext:
        if subject and subject not in self._signed_in:
            self._signed_in[subject] = await self._session(subject)
        return await self._context(storage_state=self._signed_in.get(subject), **options)

    async def _context(self, **options: Any) -> BrowserContext:
        context = await self._browser.new_context(
            base_url=self.origin, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    async def _session(self, subject: str) -> Any:
        """The cookies of somebody after signing in, without drawing a page."""
        context = await self._context()
        asked = await context.request.get("/notification/auth/login")
        answer = await context.request.post(asked.url, form={"sub": subject})
        assert answer.url == f"{self.origin}/notification/", f"{subject} cannot sign in: {answer.url}"
        state = await context.storage_state()
        await context.close()
        return state


async def sign_in(page: Page, subject: str) -> None:
    """As a person does it on the provider's page, by keyboard."""
    await page.get_by_placeholder("sub").fill(subject)
    await page.keyboard.press("Enter")


async def today(page: Page) -> str:
    """The day of the business clock, as the foot of the page shows it: dd/mm/yyyy."""
    shown = await page.locator(".footer time").inner_text()
    return shown[:10]
