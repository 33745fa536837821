"""``python -m deploy.local.gateway``: one origin for the four services, by path prefix.

It passes requests and answers through as they come: bodies are streamed in both directions, server-sent events
arrive one by one, compressed content stays compressed. `/` leads to the home page, `/mail/` shows the mails
of the demonstration.
"""

import argparse
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from deploy.local.mailpages import mail_pages

HOME = "/notification/"
LARGEST_BODY = 32 * 1024 * 1024
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

# Seconds. Services comment on idle event streams every 15 s, so a silence of a minute is a dead service.
TIMEOUTS = {"connect": 2.0, "read": 60.0, "write": 30.0, "pool": 5.0}

HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-port"}

RawHeaders = list[tuple[bytes, bytes]]

log = logging.getLogger("thidua.gateway")


class BodyTooLargeError(Exception):
    """The client sends more than any service would take."""


def end_to_end(headers: RawHeaders) -> RawHeaders:
    """The headers that a proxy passes on: without those of this one connection (RFC 9110 §7.6.1)."""
    named = {
        word.strip().lower() for name, value in headers if name.lower() == b"connection" for word in value.split(b",")
    }
    return [(name, value) for name, value in headers if name.lower() not in HOP_BY_HOP | named]


def forwarded(request: Request) -> RawHeaders:
    """The request's headers as a service is to see them; what a client claims about its origin is not believed."""
    headers = [(name, value) for name, value in end_to_end(request.headers.raw) if name not in FORWARDED]
    client = request.client.host if request.client else "unknown"
    return [
        *headers,
        (b"x-forwarded-for", client.encode()),
        (b"x-forwarded-proto", request.url.scheme.encode()),
        (b"x-forwarded-host", request.headers.get("host", "").encode()),
    ]


def problem(request: Request, status: int, code: str, *, vi: str, en: str) -> Response:
    """An RFC 9457 problem document in two languages."""
    content = {
        "type": f"urn:thidua:problem:{code}",
        "title": vi,
        "status": status,
        "code": code,
        "instance": request.url.path,
        "messages": {"vi": vi, "en": en},
    }
    headers = {"Retry-After": "2"} if status == 503 else None
    return JSONResponse(content, status, headers=headers, media_type="application/problem+json")


async def body_of(request: Request) -> AsyncIterator[bytes]:
    """The request's body as it arrives.

    Raises:
        BodyTooLargeError: it has grown beyond the limit.
    """
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise BodyTooLargeError
        yield chunk


def has_body(request: Request) -> bool:
    """Whether a body follows the headers (RFC 9112 §6.3)."""
    return "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0"


class Upstream:
    """One service."""

    def __init__(self, name: str, origin: str, transport: httpx2.AsyncHTTPTransport) -> None:
        self.name = name
        self._origin = httpx2.URL(origin)
        self._transport = transport

    async def __call__(self, request: Request) -> Response:
        """Pass the request on and the answer back; a problem document if the service does not answer."""
        try:
            return await self._pass_on(request)
        except BodyTooLargeError:
            return problem(
                request,
                413,
                "body.too_large",
                vi="Nội dung gửi lên quá lớn (tối đa 32 MB).",
                en="The request body is too large (32 MB at most).",
            )
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            return problem(
                request,
                503,
                "unavailable",
                vi=f"Dịch vụ {self.name} đang tạm ngừng. Hãy thử lại sau ít phút.",
                en=f"The service {self.name} is down. Try again in a few minutes.",
            )
        except httpx2.TransportError as error:
            log.warning("%s %s: %s broke off: %r", request.method, request.url.path, self.name, error)
            timed_out = isinstance(error, httpx2.TimeoutException)
            return problem(
                request,
                504 if timed_out else 502,
                "gateway.timeout" if timed_out else "gateway.broken",
                vi=f"Dịch vụ {self.name} không trả lời trọn vẹn. Hãy tải lại trang để xem việc đã xong chưa.",
                en=f"The service {self.name} did not answer in full. Reload to see whether it was done.",
            )

    async def _pass_on(self, request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
            raise BodyTooLargeError
        raw_path: bytes = request.scope.get("raw_path") or request.url.path.encode()
        query: bytes = request.scope["query_string"]
        target = raw_path + (b"?" + query if query else b"")
        answer = await self._transport.handle_async_request(
            httpx2.Request(
                request.method,
                self._origin.copy_with(raw_path=target),
                headers=forwarded(request),
                content=body_of(request) if has_body(request) else None,
                extensions={"timeout": TIMEOUTS},
            )
        )
        response = StreamingResponse(
            self._content(answer), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
        )
        response.raw_headers = end_to_end(answer.headers.raw)
        return response

    async def _content(self, answer: httpx2.Response) -> AsyncIterator[bytes]:
        try:
            async with aclosing(answer.aiter_raw()) as chunks:
                async for chunk in chunks:
                    yield chunk
        except httpx2.TransportError as error:
            # The status has gone out already: only an answer cut short can tell the client now.
            log.warning("%s broke off in the middle of an answer: %r", self.name, error)
            raise
        finally:
            await answer.aclose()


def gateway(routes: Mapping[str, str], *, mail_dir: Path | None = None) -> Starlette:
    """The application.

    Args:
        routes: service name, which is also the path prefix → its origin.
        mail_dir: where the demonstration's mails lie; None: they go elsewhere.
    """
    transport = httpx2.AsyncHTTPTransport(
        trust_env=False,
        # Shorter than uvicorn's five seconds, so that we never send into a connection being closed.
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=2.0),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with transport:
            yield

    async def home(_: Request) -> Response:
        return RedirectResponse(HOME, 307)

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def nowhere(request: Request, _: Exception) -> Response:
        return problem(request, 404, "not_found", vi="Không có trang này.", en="There is no such page.")

    mounts: list[Any] = [
        Route(f"/{name}{rest}", Upstream(name, origin, transport).__call__, methods=METHODS)
        for name, origin in routes.items()
        for rest in ("", "/{rest:path}")
    ]
    if mail_dir is not None:
        mounts.append(Mount("/mail", app=mail_pages(mail_dir)))
    return Starlette(
        routes=[Route("/", home), Route("/healthz", healthy), *mounts],
        exception_handlers={404: nowhere, ClientDisconnect: lambda *_: Response(status_code=499)},
        lifespan=lifespan,
    )


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.gateway")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--routes", type=json.loads, required=True, help='{"registration": "http://127.0.0.1:8001", …}')
    parser.add_argument("--mail-dir", type=Path)
    arguments = parser.parse_args()
    uvicorn.run(
        gateway(arguments.routes, mail_dir=arguments.mail_dir),
        host="127.0.0.1",
        port=arguments.port,
        proxy_headers=False,  # this is the edge: what a client claims about itself is not believed
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,  # open event streams never end by themselves
    )


if __name__ == "__main__":
    main()
