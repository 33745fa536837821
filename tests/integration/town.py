"""The sample town, a service that runs with it, and people who sign in to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import yaml
from fastapi import FastAPI

from deploy.local.stack import EmbeddedStack
from shared.aggregate import new_id
from shared.clock import VIETNAM
from shared.identity.tokens import COOKIE, Session, seal
from shared.service import ServiceSpec, create_app
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET, settings_of

SAMPLES = Path(__file__).parents[2] / "samples" / "duong-quang-2025"


def read(name: str) -> Any:
    """One file of the sample year; a copy of one's own, since tests change what they send."""
    return deepcopy(_read(name))


@cache
def _read(name: str) -> Any:
    """Read once: the loader is slow, and tests ask for the same three files again and again."""
    return yaml.safe_load((SAMPLES / name).read_text("utf-8"))


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Wait until something holds that another task brings about."""
    for _ in range(int(seconds / 0.05)):
        if await condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


@dataclass
class Town:
    """A running service and its business clock."""

    app: FastAPI
    clock: Path

    def today(self, day: str) -> None:
        """Let it be nine in the morning of that day."""
        at = datetime.combine(datetime.fromisoformat(day), time(9), VIETNAM).astimezone(UTC)
        self.clock.write_text(at.isoformat())

    async def is_ready(self) -> None:
        """Wait until the service calls itself ready."""
        async with self.nobody() as http:

            async def ready() -> bool:
                return (await http.get("/readyz")).is_success

            await eventually(ready)

    def nobody(self) -> httpx2.AsyncClient:
        """A browser that has not signed in."""
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://town.test"
        )

    def person(self, subject: str) -> Person:
        """Somebody who has signed in."""
        return Person(self, subject)


class Person:
    """What one person sends: JSON to the API, forms to the pages."""

    def __init__(self, town: Town, subject: str) -> None:
        self.subject = subject
        self.prefix = f"/{town.app.state.service}"
        self.session = Session(subject=subject, name=subject, id=f"session of {subject}")
        self.http = town.nobody()
        self.http.cookies.set(COOKIE, seal(self.session, SECRET))

    async def get(self, path: str, **query: Any) -> httpx2.Response:
        """Read from the API."""
        return await self.http.get(f"{self.prefix}/api/v1{path}", params=query)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        """Send a command to the API."""
        return await self.http.post(f"{self.prefix}/api/v1{path}", json=body, headers=_dashed(headers))

    async def put(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Replace through the API."""
        return await self.http.put(f"{self.prefix}/api/v1{path}", json=body, headers=_dashed(headers))

    async def page(self, path: str, **query: Any) -> httpx2.Response:
        """Open a page."""
        return await self.http.get(f"{self.prefix}{path}", params=query, headers={"Accept": "text/html"})

    async def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form with the token the page gave."""
        data = {"csrf_token": issue_csrf(SECRET, self.session.id)} | fields
        return await self.http.post(f"{self.prefix}{path}", data=data, headers={"Accept": "text/html"})


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@asynccontextmanager
async def serving(spec: ServiceSpec, stack: EmbeddedStack, clock: Path, day: str, **more: Any) -> AsyncIterator[Town]:
    """The service on that stack, ready, on that day, with further settings."""
    app = create_app(spec, settings_of(stack).model_copy(update={"clock": f"file:{clock}"} | more))
    town = Town(app, clock)
    town.today(day)
    async with app.router.lifespan_context(app):
        await town.is_ready()
        yield town


def done(answer: httpx2.Response) -> Any:
    """The body of an answer that must be a success."""
    assert answer.is_success, answer.text
    return answer.json()


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of an answer that must be a problem document."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def fresh(prefix: str) -> str:
    """A code nobody has used."""
    return f"{prefix}-{new_id()[-12:]}"
