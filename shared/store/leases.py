"""Leases: one owner at a time for a piece of background work, by the store's own clock.

The machine's clock may be wrong by minutes; the server's ``$$NOW`` is the same for all who ask.
"""

from __future__ import annotations

from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from shared.store.documents import Document

COLLECTION = "leases"


class Leases:
    """Named leases with a fencing number that grows with every change of owner."""

    def __init__(self, database: AsyncIOMotorDatabase[Document], owner: str) -> None:
        self._rows = database[COLLECTION]
        self._owner = owner

    async def hold(self, name: str, seconds: float) -> int | None:
        """Take or renew a lease; the fencing number, or None while somebody else holds it."""
        mine_or_over: Document = {"$or": [{"owner": self._owner}, {"$expr": {"$lt": ["$until", "$$NOW"]}}]}
        change: list[Document] = [
            {
                "$set": {
                    "until": {"$add": ["$$NOW", int(seconds * 1000)]},
                    "fence": {"$cond": [{"$eq": ["$owner", self._owner]}, "$fence", {"$add": ["$fence", 1]}]},
                }
            },
            {"$set": {"owner": self._owner}},
        ]
        row = await self._rows.find_one_and_update(
            {"_id": name, **mine_or_over}, change, return_document=ReturnDocument.AFTER
        )
        if row is not None:
            fence: int = row["fence"]
            return fence
        return await self._first(name, seconds)

    async def release(self, name: str) -> None:
        """Give a lease back, so that the next owner need not wait for its end."""
        await self._rows.update_one(
            {"_id": name, "owner": self._owner},
            [{"$set": {"owner": "", "until": {"$subtract": ["$$NOW", 1]}}}],
        )

    async def _first(self, name: str, seconds: float) -> int | None:
        """The lease row does not exist, or is somebody else's."""
        if await self._rows.find_one({"_id": name}) is not None:
            return None
        try:
            await self._rows.insert_one({"_id": name, "owner": "", "fence": 0})
        except DuplicateKeyError:
            return None
        await self._rows.update_one({"_id": name}, [{"$set": {"until": {"$subtract": ["$$NOW", 1]}}}])
        return await self.hold(name, seconds)
