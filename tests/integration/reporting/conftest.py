"""Stores of the reporting service, and a consumer that is handed deliveries without a broker."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from services.reporting.app import SPEC
from services.reporting.projections.consumer import reactions
from shared.aggregate import new_id
from shared.clock import FixedClock
from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson
from shared.identity.tokens import COOKIE, Session, seal
from shared.messaging import Broker
from shared.messaging.consumer import Consumer
from shared.service import create_app
from shared.settings import Environment, Settings
from shared.store import Context, Store
from shared.store.schema import prepare
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET
from tests.integration.reporting import places
from tests.integration.stores import MakeStore, making
from tests.unit.reporting.story import Story, small_year

NOW = datetime(2025, 12, 26, 3, tzinfo=UTC)


def projecting(store: Store) -> Consumer:
    """The projections' consumer for ``handle``: it reads from no queue."""
    broker = Broker("amqp://nowhere", name="test")
    return Consumer(
        reactions, store=store, broker=broker, clock=FixedClock(NOW), service="reporting", after=lambda: None
    )


@pytest.fixture
async def make_store(stack: EmbeddedStack) -> AsyncIterator[MakeStore]:
    async with making(stack.mongo_url, SPEC.stored) as make:
        yield make


def context() -> Context:
    id_ = new_id()
    return Context(service="reporting", actor="test", command="test", now=NOW, correlation_id=id_, causation_id=id_)


@dataclass
class House:
    """The reporting service without its consumers, and the store it reads."""

    app: FastAPI
    store: Store
    clock: Path

    def today(self, day: str) -> None:
        """Set the business clock to ten in the morning of a day."""
        self.clock.write_text(f"{day}T03:00:00+00:00")
        stamp = self.clock.stat().st_mtime + 1
        os.utime(self.clock, (stamp, stamp))

    def client(self, subject: str, *, page: bool = False) -> httpx2.AsyncClient:
        """A client signed in as that person."""
        session = Session(subject=subject, name="", id="s1")
        headers = {"x-csrf-token": issue_csrf(SECRET, "s1")} | ({"accept": "text/html"} if page else {})
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="http://reporting",
            cookies={COOKIE: seal(session, SECRET)},
            headers=headers,
        )

    async def get(self, subject: str, url: str) -> httpx2.Response:
        async with self.client(subject, page="/api/" not in url) as client:
            return await client.get(f"/reporting{url}")

    async def post(self, subject: str, url: str, body: dict[str, Any]) -> httpx2.Response:
        async with self.client(subject) as client:
            return await client.post(f"/reporting{url}", json=body)

    async def hear(self, story: Story) -> None:
        await projecting(self.store).handle(story.deliveries)

    async def enter_signer(self, unit: str) -> None:
        """Somebody who signs for the town."""
        office = OfficeHeld(role=Role.SIGNER, unit=unit, level=Level.TOWN, valid_from=places.BEGIN)
        signer = DirectoryPerson(id=f"{unit}-ky", name="Bùi Văn Mít", offices=[office])
        await places.enter(self.store, signer, context=context())

    async def end_the_town(self) -> None:
        """What happens on 01/07/2025."""
        await places.enter(self.store, *places.after_the_town(), context=context())


def town_year() -> Story:
    """Dương Quang's whole year, a little of Bạch Sam's, and nothing from the other two."""
    story = small_year()
    story.dossier("bs-1", on=date(2025, 5, 12), unit="bach-sam", name="Vũ Thị Mai", bonus=360_000)
    story.dossier("bs-2", on=date(2025, 5, 20), unit="bach-sam", until="submitted")
    return story


@asynccontextmanager
async def a_house(stack: EmbeddedStack, folder: Path) -> AsyncIterator[House]:
    """The service on 26/06/2025, with the town and its people but no events yet."""
    clock = folder / "clock"
    clock.write_text("2025-06-26T03:00:00+00:00")
    settings = Settings(
        amqp_url=SecretStr(stack.amqp_url),
        mongo_url=SecretStr(stack.mongo_url),
        environment=Environment.TEST,
        session_secret=SecretStr(SECRET),
        database_prefix=f"t{uuid4().hex[:8]}",
        oidc_issuer="http://127.0.0.1:1",
        clock=f"file:{clock}",
    )
    app = create_app(SPEC, settings, role="web")
    store: Store = app.state.store
    await prepare(store.database, (*places.STORED, *SPEC.stored))
    one = House(app, store, clock)
    await places.enter(store, *places.units(), *places.people(), context=context())
    yield one
    store.close()


@pytest.fixture
async def house(stack: EmbeddedStack, tmp_path: Path) -> AsyncIterator[House]:
    """A house of one's own, to be changed at will."""
    async with a_house(stack, tmp_path) as one:
        yield one


@pytest.fixture(scope="package")
async def year(stack: EmbeddedStack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One house for all tests that only look at the town's year."""
    async with a_house(stack, tmp_path_factory.mktemp("year")) as one:
        await one.hear(town_year())
        yield one


@pytest.fixture
async def told(year: House) -> AsyncIterator[House]:
    """The town's year; reports that a test files are gone afterwards."""
    yield year
    for collection in ("reports", "counters", "outbox", "audit", "idempotency"):
        await year.store[collection].delete_many({})
