from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from starlette.requests import Request
from starlette.testclient import TestClient

from shared.web.assets import Assets, assets, minify
from shared.web.components import components_page
from shared.web.flash import COOKIE, Flash, Flashes
from shared.web.labels import UnknownLabel
from shared.web.navigation import navigation
from shared.web.templating import Pages

Asker = Callable[..., Request]


def text(response: object) -> str:
    return bytes(response.body).decode()  # type: ignore[attr-defined]


@pytest.fixture
def template(tmp_path: Path) -> None:
    page = (
        '{% extends "layout.html" %}{% block title %}Trang{% endblock %}'
        "{% block main %}<h1>{{ name }}</h1>{% endblock %}"
    )
    (tmp_path / "page.html").write_text(page, "utf-8")


@pytest.mark.usefixtures("template")
def test_a_page_has_language_skip_link_title_and_navigation(pages: Pages, request_for: Asker) -> None:
    html = text(pages.render(request_for(), "page.html", name="<b>"))
    assert '<html lang="vi">' in html
    assert '<a class="skip" href="#noi-dung">' in html
    assert "<title>Trang · Thi Đua</title>" in html
    assert '<a href="/nomination/" aria-current="true">Khen thưởng</a>' in html
    assert "<h1>&lt;b&gt;</h1>" in html


@pytest.mark.usefixtures("template")
def test_htmx_gets_only_the_main_block(pages: Pages, request_for: Asker) -> None:
    part = text(pages.render(request_for(headers={"HX-Request": "true"}), "page.html", name="x"))
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    assert part.strip() == "<h1>x</h1>"
    assert "<html" in text(pages.render(request_for(headers=boosted), "page.html", name="x"))


@pytest.mark.usefixtures("template")
def test_a_name_that_was_not_given_is_an_error(pages: Pages, request_for: Asker) -> None:
    with pytest.raises(UndefinedError):
        pages.render(request_for(), "page.html")


@pytest.mark.usefixtures("template")
def test_signing_out_is_a_post_with_the_token(pages: Pages, request_for: Asker) -> None:
    html = text(pages.render(request_for(), "page.html", name="x"))
    assert '<form method="post" action="/nomination/auth/logout">' in html
    assert '<input type="hidden" name="csrf_token" value="token.of-the-page">' in html


@pytest.mark.usefixtures("template")
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(pages: Pages, request_for: Asker) -> None:
    html = text(pages.render(request_for(actor=None), "page.html", name="x"))
    assert 'href="/nomination/auth/login?next=/nomination/dossiers"' in html


@pytest.mark.usefixtures("template")
def test_a_flash_is_shown_once(pages: Pages, request_for: Asker) -> None:
    response = pages.see_other("/nomination/", "Đã lưu <hồ sơ>.")
    value = response.headers["set-cookie"].split(";")[0].partition("=")[2]
    shown = pages.render(request_for(headers={"Cookie": f"{COOKIE}={value}"}), "page.html", name="x")
    assert "Đã lưu &lt;hồ sơ&gt;." in text(shown)
    assert f'{COOKIE}=""' in shown.headers["set-cookie"]


def test_a_problem_says_what_to_do_and_keeps_the_code_small(pages: Pages, request_for: Asker) -> None:
    response = pages.problem(request_for(), status=404, code="not_found", title="Không tìm thấy hồ sơ.")
    assert response.status_code == 404
    assert "Kiểm tra lại đường dẫn" in text(response)
    assert "<code>not_found</code>" in text(response)


def test_labels_of_the_service_are_used_and_unknown_ones_fail(draw: Callable[..., str]) -> None:
    assert draw("{{ 'commune' | ten_trang_thai('level') }}") == "xã"
    with pytest.raises(UnknownLabel):
        draw("{{ 'town' | ten_trang_thai('level') }}")


def test_the_most_exact_navigation_entry_is_the_current_one() -> None:
    assert [entry.label for entry in navigation("/notification/inbox/7") if entry.current] == ["Thông báo"]
    assert [entry.label for entry in navigation("/notification/") if entry.current] == ["Việc của tôi"]
    assert not any(entry.current for entry in navigation("/docs"))


async def test_the_components_page_shows_every_component(pages: Pages, request_for: Asker) -> None:
    html = text(await components_page(pages)(request_for()))
    shared = Path(pages.environment.get_template("layout.html").filename or "").parent
    for file in (shared / "components").glob("*.html"):
        if file.stem not in {"form", "pager"}:
            assert f"components/{file.name}" in html


def test_every_asset_address_changes_with_its_content(pages: Pages) -> None:
    assert pages.static("app.css") == f"/nomination/static/app.css?v={assets().version('app.css')}"
    assert pages.static("no/such.file") == "/nomination/static/no/such.file"


def test_a_versioned_asset_may_be_kept_for_a_year_and_nothing_outside_is_served() -> None:
    from starlette.applications import Starlette
    from starlette.routing import Route

    client = TestClient(Starlette(routes=[Route("/static/{path:path}", assets().endpoint)]))
    assert "immutable" in client.get("/static/app.css?v=1").headers["cache-control"]
    assert client.get("/static/app.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/js/app.js").status_code == 200
    assert client.get("/static/..%2fassets.py").status_code == 404


def test_the_style_sheet_keeps_its_layers_in_order_and_public_pages_get_a_small_one() -> None:
    sheets = Assets()
    whole = bytes(sheets.respond("app.css", versioned=True).body)
    assert whole.startswith((b"@font-face", b"@layer tokens,base,layout"))
    public = bytes(sheets.respond("public.css", versioned=True).body)
    assert b"@font-face" not in public
    assert len(public) < 25_000
    assert minify("a { b: c; } /* d */\n e > f { }") == "a{b: c}e > f{}"


def test_a_public_page_has_no_script(pages: Pages, request_for: Asker, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text('{% extends "layout_public.html" %}{% block main %}{% endblock %}', "utf-8")
    html = text(pages.render(request_for(actor=None), "p.html"))
    assert "<script" not in html
    assert "app.css" not in html


def test_a_flash_without_secret_is_still_signed(request_for: Asker) -> None:
    flashes = Flashes()
    assert flashes.read(request_for(headers={"Cookie": f"{COOKIE}=made-up"})) is None
    assert Flash("x").tone == "done"
