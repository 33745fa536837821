"""Generations of read models: a rebuild writes beside what is read, and one transaction lets everybody change over.

A read model is what consumers fold from events and nothing else writes. Its first generation lives in collections as
they are named, generation n in ``<collection>.g<n>``, and so do the cursors and inbox rows of its consumers. Which
generation holds is written in SLOTS documents, all the same: each transaction of a consumer writes to one of them, the
change of generation writes to all. So they exclude each other, and consumers do not exclude one another.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from motor.motor_asyncio import AsyncIOMotorDatabase

from shared.record import Record
from shared.store.documents import Document

COLLECTION = "generations"
SLOTS = 16
STALE_SECONDS = 30.0
"""A process that was frozen longer than this asks again before it answers: what it knew may have been dropped."""
GRACE_SECONDS = 300.0
"""How long the collections of a generation stay after nobody should read them any more."""


class Closing(Exception):
    """The read model is about to change its generation: nothing was written, try again in a moment."""


@dataclass(frozen=True)
class ReadModel:
    """Records that consumers alone keep, under one name; they are rebuilt together."""

    name: str
    stored: tuple[type[Record], ...]


def placed(name: str, generation: int) -> str:
    """The name of a collection, or of a consumer's bookkeeping, in a generation."""
    return f"{name}.g{generation}" if generation else name


def slot_id(model: str, slot: int) -> str:
    """The document that a consumer with this slot writes to."""
    return f"{model}|{slot}"


def key_range(key: str) -> Document:
    """Filter for the bookkeeping rows of a consumer, whose ids begin with ``<key>|``."""
    return {"_id": {"$gte": f"{key}|", "$lt": f"{key}}}"}}


class Generations:
    """What this process knows of the generations: readers follow it without asking the store each time."""

    def __init__(self, database: AsyncIOMotorDatabase[Document]) -> None:
        self._rows = database[COLLECTION]
        self._model_of: dict[str, str] = {}
        self._model_by_consumer: dict[str, str] = {}
        self._current: dict[str, int] = {}
        self._asked = float("-inf")

    def register(self, model: ReadModel, consumer: str) -> None:
        """Let readers of the model's collections follow its generation, and the bookkeeping of its consumer too."""
        self._model_by_consumer[consumer] = model.name
        self._model_of |= {cls.collection: model.name for cls in model.stored}

    async def refresh(self) -> None:
        """Ask the store. Called every few seconds, and right after a change by whoever made it."""
        rows = await self._rows.find({"slot": 0}).to_list(None)
        self._current = {row["model"]: row["generation"] for row in rows}
        self._asked = time.monotonic()

    async def place(self, collection: str) -> str:
        """Where a collection is read at this moment."""
        model = self._model_of.get(collection)
        return collection if model is None else placed(collection, await self.current(model))

    async def key(self, consumer: str) -> str:
        """Under which name the bookkeeping of a consumer runs at this moment."""
        model = self._model_by_consumer.get(consumer)
        return consumer if model is None else placed(consumer, await self.current(model))

    async def current(self, model: str) -> int:
        """The generation of a model that readers see."""
        if time.monotonic() - self._asked > STALE_SECONDS:
            await self.refresh()
        return self._current.get(model, 0)
