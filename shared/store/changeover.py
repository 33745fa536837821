"""Changing the generation of a read model, and clearing away the one that nobody reads any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from shared.store.client import Store
from shared.store.generations import COLLECTION, GRACE_SECONDS, SLOTS, ReadModel, key_range, placed, slot_id
from shared.store.transaction import Transaction

RETIRED = "retired"
BOOKKEEPING = ("cursors", "parked")
"""Inbox rows go by themselves when their time is over."""


async def close(tx: Transaction, model: ReadModel, token: str) -> None:
    """Hold back whoever writes to the model: a transaction under way either was committed before, or runs again."""
    fresh = {"model": model.name, "generation": 0}
    for slot in range(SLOTS):
        change = {"$set": {"closing": token}, "$setOnInsert": {**fresh, "slot": slot}}
        await tx.change_raw(COLLECTION, slot_id(model.name, slot), change, upsert=True)


async def reopen(tx: Transaction, model: ReadModel, token: str) -> None:
    """Let them go on as before."""
    for slot in range(SLOTS):
        await tx.change_raw(COLLECTION, slot_id(model.name, slot), {"$set": {"closing": ""}}, where={"closing": token})


class GoneOn(Exception):
    """A consumer lost its patience while the model was closed: what it did is in the old generation."""


async def flip(tx: Transaction, model: ReadModel, consumers: Sequence[str], token: str, generation: int) -> None:
    """Make a generation the one that holds and retire the one that held. Raises GoneOn."""
    change = {"$set": {"closing": "", "generation": generation}}
    (before,) = await tx.find_raw(COLLECTION, {"_id": slot_id(model.name, 0)})
    for slot in range(SLOTS):
        if await tx.change_raw(COLLECTION, slot_id(model.name, slot), change, where={"closing": token}) is None:
            raise GoneOn
    await retire(tx, model, consumers, before["generation"])


async def retire(
    tx: Transaction, model: ReadModel, consumers: Sequence[str], generation: int, *, at_once: bool = False
) -> None:
    """Have a generation cleared away: after the grace in which somebody may still read it, or at once."""
    now = datetime.now(UTC)
    row = {
        "_id": f"{model.name}.g{generation}",
        "collections": [placed(cls.collection, generation) for cls in model.stored],
        "keys": [placed(consumer, generation) for consumer in consumers],
        "after": now if at_once else now + timedelta(seconds=GRACE_SECONDS),
    }
    await tx.upsert_raw(RETIRED, [row])


async def clear(store: Store) -> int:
    """Drop what is retired and whose grace is over; how many generations."""
    rows = await store[RETIRED].find({"after": {"$lte": datetime.now(UTC)}}).to_list(None)
    for row in rows:
        for name in row["collections"]:
            await store.database.drop_collection(name)
        for key in row["keys"]:
            for name in BOOKKEEPING:
                await store[name].delete_many(key_range(key))
        await store[RETIRED].delete_one({"_id": row["_id"]})
    return len(rows)
