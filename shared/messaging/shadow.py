"""The place of a consumer that rebuilds: a generation that nobody reads yet."""

from __future__ import annotations

from collections.abc import Sequence

from shared.store import ReadModel, Transaction
from shared.store.generations import placed


class Superseded(Exception):
    """Somebody cancelled the rebuild, or another process took it over."""


class Speaks(Exception):
    """A handler of a read model recorded an event: it would be said a second time."""


class Shadow:
    """Works in the generation of one run of one rebuild, for as long as that run is the one that counts."""

    def __init__(self, model: ReadModel, consumer: str, generation: int, *, rebuild: str, run: str) -> None:
        self._model = model
        self._key = placed(consumer, generation)
        self._generation = generation
        self._rebuild = rebuild
        self._run = run

    async def take(self, tx: Transaction) -> str:
        """Raises Superseded."""
        where = {"run": self._run, "state": {"$in": ["reading", "closing"]}}
        if await tx.change_raw("rebuilds", self._rebuild, {"$inc": {"turns": 1}}, where=where) is None:
            raise Superseded
        tx.work_in(self._model, self._generation)
        return self._key

    async def passed(self, tx: Transaction, over: Sequence[tuple[str, int]]) -> None:
        """What is waived is settled by the consumer that is alive."""

    async def leave(self, tx: Transaction) -> None:
        """Raises Speaks."""
        await tx.flush()
        if tx.written_events:
            raise Speaks(f"a handler of {self._model.name} records events; it cannot be rebuilt")
