"""Live pages: «something changed, look again», as server-sent events. No data travels here, only the hint."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from uuid import uuid4

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from shared.service.work import Work

KEEP = 500
REFRESH_SECONDS = 10.0
"""A page that is served by another process than the one that wrote looks again after this long."""


class Hub:
    """Tells every open page of this process that something was committed."""

    def __init__(self) -> None:
        self._boot = uuid4().hex[:8]
        self._number = 0
        self._kept: deque[int] = deque(maxlen=KEEP)
        self._wake = asyncio.Event()
        self.closing = False

    def touched(self) -> None:
        """A transaction was committed."""
        self._number += 1
        self._kept.append(self._number)
        wake, self._wake = self._wake, asyncio.Event()
        wake.set()

    def close(self) -> None:
        """End all streams: the process is going."""
        self.closing = True
        self.touched()

    def missed(self, last_id: str) -> bool:
        """Whether something happened since the event a client saw last; unknown counts as yes."""
        boot, _, number = last_id.partition("-")
        return boot != self._boot or not number.isdigit() or int(number) < self._number

    async def stream(self, last_id: str) -> AsyncIterator[ServerSentEvent]:
        """One hint now if the client missed any, then one for each burst of commits."""
        if last_id and self.missed(last_id):
            yield self._hint()
        while not self.closing:
            try:
                async with asyncio.timeout(REFRESH_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                pass  # nothing here; another process may have written
            else:
                await asyncio.sleep(0.1)  # a burst is one hint
            if not self.closing:
                yield self._hint()

    def _hint(self) -> ServerSentEvent:
        return ServerSentEvent(event="changed", id=f"{self._boot}-{self._number}", data="{}")


router = APIRouter(include_in_schema=False)


@router.get("/stream")
async def stream(request: Request, work: Work) -> EventSourceResponse:
    """Server-sent events, resumable by ``Last-Event-ID``."""
    hub: Hub = request.app.state.hub
    return EventSourceResponse(hub.stream(request.headers.get("last-event-id", "")), ping=15)
