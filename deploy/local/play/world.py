"""What the players act on: the public HTTP API, asked by one person at a time, until it has answered."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5

import httpx2

from deploy.local.play.errors import NeverHappened, Refused
from deploy.local.play.people import People

T = TypeVar("T")
Json = dict[str, Any]

PATIENCE = 90.0
"""Seconds to go on asking while a service is down."""

AWAY = {502, 503, 504}
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.0)
LOOK_AGAIN = 0.1
KEYS = uuid5(NAMESPACE_URL, "urn:thidua:demonstration:2025")


class World:
    """The services behind one origin.

    Every command of a step carries a key made of the number of the step and of the command within it, so that
    asking again after a crash, or playing the same year again, does nothing twice.
    """

    def __init__(self, http: httpx2.AsyncClient, people: People, *, origin: str, patience: float = 30.0) -> None:
        self._http = http
        self._patience = patience
        self._people = people
        self._origin = origin
        self._step = self._command = 0
        self.accepted: Counter[str] = Counter()
        """Service → commands that it has answered with success."""
        self.repeated = 0
        """Requests that were sent again because no answer came."""

    def begin(self, step: int) -> None:
        """What follows belongs to the step of that number."""
        self._step, self._command = step, 0

    async def get(self, who: str, path: str, **params: str | int) -> Any:
        """Read something as somebody."""
        answer = await self._ask(who, "GET", path, params=params)
        return answer.json()

    async def download(self, who: str, path: str) -> bytes:
        """Fetch a file as somebody."""
        answer = await self._ask(who, "GET", path)
        return answer.content

    async def post(self, who: str, path: str, body: Json | None = None) -> Any:
        """Command something as somebody; the view that the service answers with.

        Raises:
            Refused: the service says no.
        """
        return await self._command_as(who, "POST", path, body)

    async def put(self, who: str, path: str, body: Json) -> Any:
        """Replace something as somebody; the view that the service answers with."""
        return await self._command_as(who, "PUT", path, body)

    async def keep(self, who: str, path: str, body: Json) -> Any:
        """Keep what somebody types: it leaves no trace in the audit, so it is no command that is counted."""
        return (await self._ask(who, "PUT", path, json=body)).json()

    async def post_form(self, who: str, path: str, fields: Json) -> Any:
        """Send a form to the API, which takes no key: sent again after a lost answer, it is entered twice."""
        answer = await self._ask(who, "POST", path, data=fields)
        self._count(path)
        return answer.json()

    async def post_once(self, who: str, path: str, body: Json, *, done: str) -> None:
        """Command something that takes no key. After a lost answer the problem ``done`` says that it had worked."""
        try:
            await self._ask(who, "POST", path, json=body)
        except Refused as refusal:
            if not (refusal.repeated and refusal.code == done):
                raise
        self._count(path)

    async def upload(self, who: str, path: str, name: str, content: bytes, **fields: str) -> Any:
        """Send a file as somebody, with the fields beside it. It takes no key: sending it twice must do no harm."""
        answer = await self._ask(who, "POST", path, data=fields, files={"file": (name, content)})
        self._count(path)
        return answer.json()

    async def until(self, what: str, look: Callable[[], Awaitable[T | None]], *, seconds: float | None = None) -> T:
        """Look again and again until there is something to see.

        Raises:
            NeverHappened: it did not come in time.
        """
        seconds = self._patience if seconds is None else seconds
        deadline = time.monotonic() + seconds
        while True:
            found = await look()
            if found:
                return found
            if time.monotonic() > deadline:
                raise NeverHappened(f"{what}: not there after {seconds:.0f} s")
            await asyncio.sleep(LOOK_AGAIN)

    def _count(self, path: str) -> None:
        self.accepted[path.split("/")[1]] += 1

    async def _command_as(self, who: str, method: str, path: str, body: Json | None) -> Any:
        self._command += 1
        headers = {"Idempotency-Key": str(uuid5(KEYS, f"{self._step}.{self._command}"))}
        answer = await self._ask(who, method, path, json=body, headers=headers)
        self._count(path)
        return answer.json()

    async def _ask(self, who: str, method: str, path: str, **request: Any) -> httpx2.Response:
        """Ask until there is an answer, and take the answer for what it is."""
        headers = {"Authorization": f"Bearer {await self._people.token(who)}", **request.pop("headers", {})}
        deadline = time.monotonic() + PATIENCE
        for attempt in itertools.count():
            answer = await self._try(method, f"{self._origin}{path}", headers=headers, **request)
            if answer is not None:
                if answer.is_success:
                    return answer
                raise Refused(method, path, answer.status_code, problem_of(answer), repeated=attempt > 0)
            if time.monotonic() > deadline:
                break
            self.repeated += 1
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
        raise NeverHappened(f"{method} {path}: no answer for {PATIENCE:.0f} s")

    async def _try(self, method: str, url: str, **request: Any) -> httpx2.Response | None:
        """The answer of a service, or None if it is away just now."""
        try:
            answer = await self._http.request(method, url, **request)
        except httpx2.TransportError:
            return None
        return None if answer.status_code in AWAY else answer


def problem_of(answer: httpx2.Response) -> Json:
    """The problem document of a refusal."""
    try:
        problem: Json = answer.json()
    except ValueError:
        return {"title": answer.text[:300]}
    return problem
