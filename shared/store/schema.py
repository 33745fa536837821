"""Collections, indexes and forward-only migrations, made at start before the first transaction touches them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import CollectionInvalid

from shared.record import Stored
from shared.store import audit, generations, leases, outbox
from shared.store.documents import Document
from shared.store.generations import ReadModel, placed
from shared.store.reads import field_name
from shared.store.transaction import COUNTERS

DAY = 86_400
INBOX_DAYS = 14
"""Longer than any redelivery: an outage of a week and the replay of its dead letters fit in."""

INFRASTRUCTURE: dict[str, list[IndexModel]] = {
    outbox.COLLECTION: [
        IndexModel(
            [("partition", ASCENDING), ("subject", ASCENDING), ("sequence", ASCENDING)],
            name="pending",
            partialFilterExpression={"pending": True},
        ),
        IndexModel([("subject", ASCENDING), ("sequence", ASCENDING)], name="order", unique=True),
        IndexModel([("recorded_at", ASCENDING)], name="oldest", partialFilterExpression={"pending": True}),
    ],
    "inbox": [IndexModel([("seen_at", ASCENDING)], name="ttl", expireAfterSeconds=INBOX_DAYS * DAY)],
    "cursors": [],
    "parked": [IndexModel([("consumer", ASCENDING), ("subject", ASCENDING), ("sequence", ASCENDING)])],
    "idempotency": [IndexModel([("at", ASCENDING)], name="ttl", expireAfterSeconds=7 * DAY)],
    audit.COLLECTION: [
        IndexModel([("subject", ASCENDING), ("version", ASCENDING)], name="chain", unique=True),
        IndexModel([("sealed", ASCENDING)], name="unsealed", partialFilterExpression={"sealed": 0}),
    ],
    "checkpoints": [],
    "migrations": [],
    COUNTERS: [],
    leases.COLLECTION: [],
    generations.COLLECTION: [],
    "waived": [IndexModel([("consumer", ASCENDING)], name="unsettled", partialFilterExpression={"settled": False})],
    "retired": [],
}


@dataclass(frozen=True)
class Migration:
    """A change of stored data, run once, in order; there is no way back, only the next one."""

    name: str
    run: Callable[[AsyncIOMotorDatabase[Document]], Awaitable[None]]


def index_models(cls: type[Stored]) -> list[IndexModel]:
    """The driver's form of a class's declared indexes."""
    models = []
    for fields in cls.indexes:
        unique = fields[0] == "!"
        names = fields[1:] if unique else fields
        keys = [(field_name(name.lstrip("-")), DESCENDING if name.startswith("-") else ASCENDING) for name in names]
        models.append(IndexModel(keys, unique=unique))
    return models


def generation_schema(model: ReadModel, generation: int) -> dict[str, list[IndexModel]]:
    """The collections of a read model in a generation, with their indexes."""
    return {placed(cls.collection, generation): index_models(cls) for cls in model.stored}


async def prepare(
    database: AsyncIOMotorDatabase[Document],
    stored: Iterable[type[Stored]],
    migrations: Sequence[Migration] = (),
    models: Iterable[ReadModel] = (),
) -> None:
    """Make what is missing. Safe to run from several processes at once and on every start."""
    wanted = {**INFRASTRUCTURE, **{cls.collection: index_models(cls) for cls in stored}}
    held = {row["model"]: row["generation"] async for row in database[generations.COLLECTION].find({"slot": 0})}
    for one in models:
        wanted = {name: wanted[name] for name in wanted.keys() - {cls.collection for cls in one.stored}}
        wanted |= generation_schema(one, held.get(one.name, 0))
    existing = set(await database.list_collection_names())
    for name in wanted.keys() - existing:
        try:
            await database.create_collection(name)
        except CollectionInvalid:
            continue  # another process was quicker
    for name, indexes in wanted.items():
        if indexes:
            await database[name].create_indexes(indexes)
    done = {row["_id"] async for row in database["migrations"].find({})}
    for migration in migrations:
        if migration.name not in done:
            await migration.run(database)
            await database["migrations"].insert_one({"_id": migration.name, "at": datetime.now(UTC)})
