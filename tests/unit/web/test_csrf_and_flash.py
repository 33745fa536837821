from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from shared.web.csrf import check_csrf, issue_csrf, sent_csrf
from shared.web.flash import COOKIE, Flash, Flashes, see_other

SECRET = "k" * 32


def test_a_token_is_good_for_its_own_session_only() -> None:
    token = issue_csrf(SECRET, "session-1")
    assert check_csrf(SECRET, "session-1", token)
    assert not check_csrf(SECRET, "session-2", token)
    assert not check_csrf("other" * 8, "session-1", token)


@pytest.mark.parametrize("token", ["", ".", "a.b", "đ.đ", "x" * 500])
def test_a_made_up_token_is_refused(token: str) -> None:
    assert not check_csrf(SECRET, "session-1", token)


def test_two_pages_get_two_tokens() -> None:
    assert issue_csrf(SECRET, "s") != issue_csrf(SECRET, "s")


def test_the_token_is_read_from_header_or_form() -> None:
    async def endpoint(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await sent_csrf(request))

    client = TestClient(Starlette(routes=[Route("/", endpoint, methods=["POST"])]))
    assert client.post("/", headers={"X-CSRF-Token": "a"}).text == "a"
    assert client.post("/", data={"csrf_token": "b"}).text == "b"
    assert client.post("/", json={"csrf_token": "c"}).text == ""


def cookie_of(response: Response) -> str:
    return SimpleCookie(response.headers["set-cookie"])[COOKIE].value


def test_a_flash_survives_the_redirect_between_services_that_share_the_secret(
    request_for: Callable[..., Request],
) -> None:
    response = see_other("/nomination/")
    Flashes(SECRET).put(response, Flash("Đã gửi hồ sơ."))
    request = request_for(headers={"Cookie": f"{COOKIE}={cookie_of(response)}"})
    assert response.status_code == 303
    assert Flashes(SECRET).read(request) == Flash("Đã gửi hồ sơ.")
    assert Flashes("other" * 8).read(request) is None


@pytest.mark.parametrize("url", ["https://example.org", "//example.org", "/\\example.org", "nomination"])
def test_a_redirect_never_leaves_the_site(url: str) -> None:
    with pytest.raises(ValueError, match="this site"):
        see_other(url)
