"""Where a consumer works: in the generation of its read model that holds, held within each of its transactions."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Protocol

from shared.messaging.reactions import Reactions
from shared.store import Transaction
from shared.store.generations import COLLECTION, SLOTS, Closing, placed, slot_id

WAIVED = "waived"
"""Events that an operator decided to go without: see ``shared.messaging.gaps``."""
PATIENCE_SECONDS = 15.0
"""A change of generation takes well under a second; one that has begun and does not end belongs to a dead process."""


class Place(Protocol):
    """What a consumer asks at the beginning of each transaction."""

    async def take(self, tx: Transaction) -> str:
        """Make the transaction work in the right generation; the name of the consumer's bookkeeping there."""
        ...

    async def passed(self, tx: Transaction, over: Sequence[tuple[str, int]]) -> None:
        """Note that cursors moved over events that are waived."""
        ...

    async def leave(self, tx: Transaction) -> None:
        """Look at what the transaction is about to commit."""
        ...


class Seat:
    """The place of a consumer that is alive: where readers look."""

    def __init__(self, reactions: Reactions) -> None:
        self._consumer = reactions.consumer
        self._model = reactions.model
        self._slot = random.randrange(SLOTS)  # noqa: S311
        self._closing = ("", 0.0)

    async def take(self, tx: Transaction) -> str:
        """Raises Closing while the model changes its generation."""
        if self._model is None:
            return self._consumer
        generation, closing = await tx.hold(self._model, self._slot)
        if closing:
            if closing != self._closing[0]:
                self._closing = (closing, time.monotonic())
            if time.monotonic() - self._closing[1] < PATIENCE_SECONDS:
                raise Closing
            await tx.change_raw(COLLECTION, slot_id(self._model.name, self._slot), {"$set": {"closing": ""}})
        return placed(self._consumer, generation)

    async def passed(self, tx: Transaction, over: Sequence[tuple[str, int]]) -> None:
        for subject, sequence in over:
            await tx.change_raw(WAIVED, waiver_id(self._consumer, subject, sequence), {"$set": {"settled": True}})

    async def leave(self, tx: Transaction) -> None:
        """What a live consumer says in its transaction is its own business."""


def waiver_id(consumer: str, subject: str, sequence: int) -> str:
    """The id under which it is noted that a consumer goes without an event."""
    return f"{consumer}|{subject}#{sequence}"
