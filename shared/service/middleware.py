"""What wraps every request, as plain ASGI: correlation, limits, same-site, headers."""

from __future__ import annotations

import json
from urllib.parse import urlsplit
from uuid import UUID

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.aggregate import new_id
from shared.observability.logs import correlation

JSON_LIMIT = 1 << 20
UPLOAD_LIMIT = 20 << 20
CORRELATION = "X-Correlation-ID"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
        "form-action 'self' {issuer}; base-uri 'self'"
    ),
}


TOO_LARGE = (413, "input.too_large", "Nội dung gửi lên quá lớn.", "The body is too large.")


class Correlate:
    """Takes the caller's correlation id or makes one; it is on the answer, in the logs and on every event."""

    def __init__(self, app: ASGIApp, *, issuer: str = "") -> None:
        self._app = app
        self._headers = {name: value.format(issuer=issuer) for name, value in SECURITY.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id_ = _uuid(Headers(scope=scope).get(CORRELATION, "")) or new_id()
        correlation.set(id_)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[CORRELATION] = id_
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, answer)


class Limit:
    """Refuses bodies that are too large, declared or not, before anything parses them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = UPLOAD_LIMIT if headers.get("content-type", "").startswith("multipart/") else JSON_LIMIT
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            await _refuse(send, *TOO_LARGE)
            return
        received = 0
        answered = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return {"type": "http.disconnect"} if received > most else message

        async def answer(message: Message) -> None:
            nonlocal answered
            if received <= most:
                await send(message)
            elif not answered:  # the app answers a body that was cut off; say what is wrong instead
                answered = True
                await _refuse(send, *TOO_LARGE)

        await self._app(scope, counted, answer)


class SameSite:
    """Refuses writes that another site's page sends with our cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            foreign = origin is not None and urlsplit(origin).netloc != headers.get(
                "x-forwarded-host", headers.get("host")
            )
            if headers.get("sec-fetch-site", "none") == "cross-site" or foreign:
                await _refuse(
                    send, 403, "auth.cross_site", "Yêu cầu đến từ trang khác.", "The request came from another site."
                )
                return
        await self._app(scope, receive, send)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


async def _refuse(send: Send, status: int, code: str, vi: str, en: str) -> None:
    body = json.dumps(
        {"type": f"urn:thidua:problem:{code}", "title": vi, "status": status, "code": code, "vi": vi, "en": en},
        ensure_ascii=False,
    ).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
