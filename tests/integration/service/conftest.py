"""A service with one slice, a counter, to see what every service has in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Response
from pydantic import BaseModel, Field

from shared.aggregate import Aggregate
from shared.clock import Clock
from shared.errors import RuleBroken
from shared.events import Level
from shared.events.registration import UnitSucceeded
from shared.identity import Actor, Role, holds
from shared.identity.tokens import COOKIE, Session, seal
from shared.service import Input, ServiceSpec, Work, create_app, problems
from shared.settings import Settings
from shared.store import Transaction
from shared.web.templating import Pages
from tests.integration.conftest import SECRET


class Counter(Aggregate):
    kind: ClassVar[str] = "counter"
    collection: ClassVar[str] = "things"
    count: int = 0


class Add(Input):
    by: Annotated[int, Field(ge=1, le=1000)]
    note: Annotated[str, Field(max_length=40)] = ""


class CounterView(BaseModel):
    id: str
    count: int
    note: str = ""


async def add(tx: Transaction, *, actor: Actor, clock: Clock, id_: str, by: int) -> Counter:
    holds(Role.ADMIN).or_deny(actor)
    counter = await tx.get_or_none(Counter, id_) or Counter(id=id_, unit="duong-quang", level=Level.COMMUNE)
    if by == 13:
        raise RuleBroken(detail="mười ba")
    counter.count += by
    counter.record(UnitSucceeded(code=id_, successors=(), on=clock.today()))
    return tx.save(counter)


router = APIRouter(prefix="/api/v1/counters")


@router.post("/{id_}", response_model=CounterView, responses=problems(RuleBroken))
async def post(id_: str, body: Add, work: Work) -> CounterView | Response:
    return await work.do(
        add, view=lambda one: CounterView(id=one.id, count=one.count, note=body.note), id_=id_, by=body.by
    )


@router.get("/broken")
async def broken(work: Work) -> dict[str, Any]:
    raise ZeroDivisionError(work.actor.subject)


@pytest.fixture
async def app(settings: Settings, tmp_path: Path) -> AsyncIterator[FastAPI]:
    pages = Pages(service="counting", templates=tmp_path, title="Đếm")
    spec = ServiceSpec(name="counting", title="Đếm", pages=pages, routers=[router], stored=[Counter])
    app = create_app(spec, settings)
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(30):
            while not all((await app.state.runtime.parts()).values()):
                await asyncio.sleep(0.05)
        yield app
        await app.state.store.drop()


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


TODAY = date(2025, 1, 1)
