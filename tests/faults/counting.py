"""The counting service in this process, on parts that a test kills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
from fastapi import FastAPI
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from shared.identity.tokens import COOKIE, Session, seal
from shared.service import ServiceSpec, create_app
from shared.settings import Environment, Settings
from shared.web.templating import Pages
from tests.faults.broken import forget
from tests.integration.service.counting import Counter, router

SECRET = "a secret of at least thirty-two characters"
URL = "/counting/api/v1/counters/a"


@asynccontextmanager
async def counting(stack: EmbeddedStack, templates: Path) -> AsyncIterator[tuple[FastAPI, httpx2.AsyncClient]]:
    """The counting service and its administrator, whether or not the parts are there."""
    settings = Settings(
        amqp_url=SecretStr(stack.amqp_url),
        mongo_url=SecretStr(stack.mongo_url),
        environment=Environment.TEST,
        session_secret=SecretStr(SECRET),
        database_prefix=f"t{uuid4().hex[:8]}",
        oidc_issuer="http://127.0.0.1:1",
        bootstrap_admin="quan-tri",
    )
    pages = Pages(service="counting", templates=templates, title="Đếm")
    app = create_app(
        ServiceSpec(name="counting", title="Đếm", pages=pages, routers=[router], stored=[Counter]), settings
    )
    cookies = {COOKIE: seal(Session(subject="quan-tri", name="Quản trị", id="s1"), SECRET)}
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://counting", cookies=cookies, timeout=60) as client,
    ):
        yield app, client
    await forget(stack.amqp_url, "counting.directory")


async def is_ready(client: httpx2.AsyncClient) -> bool:
    """Whether the service says that it is ready."""
    return (await client.get("/readyz")).status_code == 200


async def is_not_ready(client: httpx2.AsyncClient) -> bool:
    """Whether it says that it is not."""
    return not await is_ready(client)
