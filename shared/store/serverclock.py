"""The store's clock: one for all who write to it, however wrong the clocks of their machines are.

It is read from ``hello`` rather than as ``$$NOW``, because not every server of this wire protocol gives that rightly.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from motor.motor_asyncio import AsyncIOMotorDatabase

from shared.store.documents import Document


class ServerClock:
    """Asks the store for the time, and remembers by how much this machine's clock differs."""

    def __init__(self, database: AsyncIOMotorDatabase[Document]) -> None:
        self._admin = database.client.admin
        self._ahead = timedelta()

    async def read(self) -> datetime:
        """What the store's clock shows now."""
        told: datetime = (await self._admin.command("hello"))["localTime"]
        now = told.replace(tzinfo=UTC)  # answers of commands come without a zone
        self._ahead = now - datetime.now(UTC)
        return now

    def estimate(self) -> datetime:
        """The same without asking, by what the last answer said; this machine's own clock before there was one."""
        return datetime.now(UTC) + self._ahead
