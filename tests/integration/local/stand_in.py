"""A service with nothing in it, to be put behind the gateway: ``python stand_in.py NAME PORT``."""

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

open_streams = 0


async def ready(_: Request) -> Response:
    return PlainTextResponse("ready")


async def echo(request: Request) -> Response:
    body = await request.body()
    answer = JSONResponse(
        {
            "method": request.method,
            "path": request.scope["raw_path"].decode(),
            "query": request.scope["query_string"].decode(),
            "headers": [[name.decode(), value.decode()] for name, value in request.headers.raw],
            "size": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
        },
        status_code=201,
    )
    answer.headers.append("set-cookie", "one=1; Path=/")
    answer.headers.append("set-cookie", "two=2; Path=/")
    return answer


async def stream(_: Request) -> Response:
    async def events() -> AsyncIterator[bytes]:
        global open_streams
        open_streams += 1
        try:
            for number in range(1000):
                yield f"id: {number}\ndata: tin {number}\n\n".encode()
                await asyncio.sleep(0.25)
        finally:
            open_streams -= 1

    return StreamingResponse(events(), media_type="text/event-stream")


async def streams(_: Request) -> Response:
    return JSONResponse(open_streams)


async def die(_: Request) -> Response:
    os.kill(os.getpid(), signal.SIGKILL)
    return Response()


async def big(_: Request) -> Response:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield bytes(256 * 1024)

    return StreamingResponse(chunks(), media_type="application/octet-stream")


def service(name: str) -> Starlette:
    return Starlette(
        routes=[
            Route("/readyz", ready),
            Route(f"/{name}/stream", stream),
            Route(f"/{name}/streams", streams),
            Route(f"/{name}/die", die),
            Route(f"/{name}/big", big),
            Route(f"/{name}/{{rest:path}}", echo, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(service(sys.argv[1]), port=int(sys.argv[2]), log_level="warning", timeout_graceful_shutdown=1)
