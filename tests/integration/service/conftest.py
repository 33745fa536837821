"""The counting service, running, and clients that are signed in to it or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from deploy.local.stack import EmbeddedStack
from shared.identity.tokens import COOKIE, Session, seal
from shared.service import ServiceSpec, create_app
from shared.web.templating import Pages
from tests.integration.conftest import SECRET, settings_of
from tests.integration.service.counting import Counter, router


@pytest.fixture(scope="module")
async def app(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    settings = settings_of(stack)
    pages = Pages(service="counting", templates=tmp_path_factory.mktemp("pages"), title="Đếm")
    spec = ServiceSpec(name="counting", title="Đếm", pages=pages, routers=[router], stored=[Counter])
    app = create_app(spec, settings)
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(30):
            while not all((await app.state.runtime.parts()).values()):
                await asyncio.sleep(0.05)
        yield app


@pytest.fixture
async def anybody(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that is not signed in."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://counting") as client:
        yield client


@pytest.fixture
async def admin(anybody: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """The same client, signed in as the administrator of the first day."""
    anybody.cookies.set(COOKIE, seal(Session(subject="quan-tri", name="Quản trị", id="s1"), SECRET))
    return anybody


@pytest.fixture
def url() -> str:
    """A counter that nobody has touched."""
    return f"/counting/api/v1/counters/{uuid4().hex}"
