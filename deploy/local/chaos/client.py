"""People at work: each command is sent with its key until it is answered, or until whoever sent it gives up."""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import Any

import httpx2

from deploy.local.chaos.ledger import Command, Json, Ledger, Outcome
from deploy.local.play.people import People
from deploy.local.play.world import AWAY, problem_of

PATIENCE = 75.0
"""Seconds for which a patient person repeats a command."""
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5)
REPEATABLE = {409: "conflict", 429: "", 500: ""}
"""Answers that are no answer: somebody else was quicker, too much at once, an error of the service itself."""


class Client:
    """The public API behind one origin, and what it answered.

    Args:
        ledger: where every command and answer is noted.
    """

    def __init__(self, http: httpx2.AsyncClient, people: People, *, origin: str, ledger: Ledger) -> None:
        self._http = http
        self._people = people
        self._origin = origin
        self._ledger = ledger

    async def command(self, command: Command, *, hasty: bool = False, twice: bool = False) -> None:
        """Send a command until its outcome is known.

        Args:
            hasty: give up at the first failure; the outcome stays unknown.
            twice: two sendings at the same moment, as a double click or a proxy that repeats makes them.
        """
        await asyncio.gather(*(self._send(command, hasty) for _ in range(2 if twice else 1)))

    async def repeat(self, command: Command) -> bool:
        """Send an acknowledged command once more; whether the service knew it and answered as before."""
        before = command.answer
        answer = await self._ask(
            command.who, command.method, command.path, json=command.body, headers=_headers(command)
        )
        return (
            answer is not None
            and answer.is_success
            and answer.headers.get("idempotent-replayed") == "true"
            and answer.json() == before
        )

    async def get(self, who: str, path: str, **params: str | int) -> tuple[Json | None, str]:
        """View and ETag of something; None if there is no such thing."""
        answer = await self._ask(who, "GET", path, params=params)
        if answer is None:
            raise TimeoutError(f"GET {path}: no answer for {PATIENCE:.0f} s")
        if answer.status_code == 404:
            return None, ""
        answer.raise_for_status()
        found: Json = answer.json()
        return found, answer.headers.get("etag", "").strip('"')

    async def listed(self, who: str, path: str, **params: str | int) -> list[Json]:
        """All rows of a list, page by page."""
        rows: list[Json] = []
        after: Any = None
        while True:
            page, _ = await self.get(who, path, limit=200, **params, **({"after": after} if after else {}))
            assert page is not None
            rows += page["items"]
            if not (after := page["after"]):
                return rows

    async def _send(self, command: Command, hasty: bool) -> None:
        answer = await self._ask(
            command.who, command.method, command.path, json=command.body, headers=_headers(command), hasty=hasty
        )
        if answer is None:
            return
        if answer.is_success:
            self._acknowledged(command, answer)
        elif command.outcome is Outcome.UNKNOWN:
            problem = problem_of(answer)
            if command.done and problem.get("code") == command.done:
                command.outcome = Outcome.ACKNOWLEDGED
                return
            command.outcome = Outcome.REFUSED
            command.refusal = f"{answer.status_code} {problem.get('code', '')} {problem.get('en', '')}".strip()

    def _acknowledged(self, command: Command, answer: httpx2.Response) -> None:
        view: Json = answer.json()
        self._ledger.replayed += answer.headers.get("idempotent-replayed") == "true"
        if command.outcome is Outcome.ACKNOWLEDGED and not command.done and view != command.answer:
            self._ledger.disagreements.append(f"{command.method} {command.path} was answered in two ways")
        command.outcome, command.answer, command.refusal = Outcome.ACKNOWLEDGED, view, ""

    async def _ask(
        self,
        who: str,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        hasty: bool = False,
        **request: Any,
    ) -> httpx2.Response | None:
        """The final answer; None if there was none for as long as one waits."""
        headers = {"Authorization": f"Bearer {await self._people.token(who)}", **(headers or {})}
        deadline = time.monotonic() + PATIENCE
        for attempt in itertools.count():
            answer = await self._try(method, f"{self._origin}{path}", headers=headers, **request)
            if answer is not None or hasty or time.monotonic() > deadline:
                return answer
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
        raise AssertionError("never reached")

    async def _try(self, method: str, url: str, **request: Any) -> httpx2.Response | None:
        try:
            answer = await self._http.request(method, url, **request)
        except httpx2.TransportError as error:
            self._ledger.answers[type(error).__name__] += 1
            return None
        status = answer.status_code
        self._ledger.answers[str(status)] += 1
        if status in AWAY:
            return None
        code = REPEATABLE.get(status)
        again = code is not None and code in ("", problem_of(answer).get("code"))
        return None if again else answer


def _headers(command: Command) -> dict[str, str]:
    guard = {} if command.seen is None else {"If-Match": f'"{command.seen}"'}
    return guard if command.done else {"Idempotency-Key": command.key, **guard}
