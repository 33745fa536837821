"""One sentence that survives the redirect after a form: a signed cookie that lives a minute, shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "thidua_flash"
SECONDS = 60


@dataclass(frozen=True)
class Flash:
    """What to tell, and whether it is good news (``done``) or needs attention."""

    text: str
    tone: Literal["done", "attention"] = "done"


def see_other(url: str) -> RedirectResponse:
    """Redirect after POST (303): reloading the next page never sends the form again.

    ``url`` must be a path of this site; anything else is refused, so no input can redirect elsewhere.
    """
    if not url.startswith("/") or url.startswith(("//", "/\\")):
        raise ValueError(f"only paths of this site, not {url!r}")
    return RedirectResponse(url, status_code=303)


class Flashes:
    """Writes and reads the cookie. Services that share ``secret`` read each other's."""

    def __init__(self, secret: str = "") -> None:
        self._signer = URLSafeTimedSerializer(secret or secrets.token_urlsafe(32), salt="flash")

    def put(self, response: Response, flash: Flash) -> None:
        """Let the next page show it."""
        value = self._signer.dumps([flash.text, flash.tone])
        response.set_cookie(COOKIE, value, max_age=SECONDS, path="/", httponly=True, samesite="lax")

    def read(self, request: Request) -> Flash | None:
        """What the page before left; nothing if it is old, missing or forged."""
        if COOKIE not in request.cookies:
            return None
        try:
            text, tone = self._signer.loads(request.cookies[COOKIE], max_age=SECONDS)
        except BadSignature:
            return None
        return Flash(str(text), "done" if tone == "done" else "attention")

    def clear(self, response: Response) -> None:
        """Forget it: it has been shown."""
        response.delete_cookie(COOKIE, path="/")
