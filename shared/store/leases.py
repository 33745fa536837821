"""Leases: one owner at a time for a piece of background work, by the store's own clock.

The machine's clock may be wrong by minutes; the server's is the same for all who ask.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from shared.store.documents import Document
from shared.store.serverclock import ServerClock

COLLECTION = "leases"


class Leases:
    """Named leases with a fencing number that grows with every change of owner."""

    def __init__(self, database: AsyncIOMotorDatabase[Document], owner: str) -> None:
        self._clock = ServerClock(database)
        self._rows = database[COLLECTION]
        self._owner = owner

    async def hold(self, name: str, seconds: float) -> int | None:
        """Take or renew a lease; the fencing number, or None while somebody else holds it."""
        now = await self._clock.read()
        until = now + timedelta(seconds=seconds)
        mine = await self._change({"_id": name, "owner": self._owner}, {"$set": {"until": until}})
        if mine is not None:
            return mine
        taking = {"$set": {"owner": self._owner, "until": until}, "$inc": {"fence": 1}}
        taken = await self._change({"_id": name, "until": {"$lt": now}}, taking)
        if taken is not None:
            return taken
        if await self._rows.find_one({"_id": name}) is not None:
            return None
        try:
            await self._rows.insert_one({"_id": name, "owner": self._owner, "until": until, "fence": 1})
        except DuplicateKeyError:
            return None  # somebody else was quicker
        return 1

    async def release(self, name: str) -> None:
        """Give a lease back, so that the next owner need not wait for its end."""
        over = datetime.fromtimestamp(0, tz=UTC)
        await self._rows.update_one({"_id": name, "owner": self._owner}, {"$set": {"owner": "", "until": over}})

    async def _change(self, filter_: Document, change: Document) -> int | None:
        row = await self._rows.find_one_and_update(filter_, change, return_document=ReturnDocument.AFTER)
        return row["fence"] if row else None
