"""Checks an audit from the outside: ``python -m shared.store.verify --service nomination``.

Needs MONGO_URL and reads only. Exit code 0: every chain and every checkpoint holds; 1: something was changed,
each finding on a line of its own; 2: the store does not answer.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import PyMongoError

from shared.store import audit
from shared.store.documents import Document


async def findings(client: AsyncIOMotorClient[Document], database: str) -> AsyncIterator[str]:
    """Each thing that does not hold, as a sentence."""
    db = client[database]
    heads: dict[str, tuple[int, str]] = {}
    hashes: dict[str, str] = {}
    async for entry in db[audit.COLLECTION].find({}).sort([("subject", 1), ("version", 1)]):
        version, head = heads.get(entry["subject"], (0, ""))
        hashes[entry["_id"]] = entry["hash"]
        if not audit.is_intact(entry):
            yield f"{entry['_id']}: the entry was changed after it was written"
        if entry["version"] != version + 1 or entry["previous"] != head:
            yield f"{entry['_id']}: does not follow version {version}"
        heads[entry["subject"]] = (entry["version"], entry["hash"])
    previous, number = "", 0
    async for checkpoint in db["checkpoints"].find({}).sort("_id", 1):
        number += 1
        body = {name: value for name, value in checkpoint.items() if name not in {"_id", "hash"}}
        if (
            checkpoint["_id"] != number
            or checkpoint["previous"] != previous
            or audit.digest(body) != checkpoint["hash"]
        ):
            yield f"checkpoint {checkpoint['_id']}: does not hold"
        for id_, sealed in checkpoint["entries"]:
            if hashes.get(id_) != sealed:
                yield f"{id_}: is missing or differs from checkpoint {checkpoint['_id']}"
        previous = checkpoint["hash"]


async def main(database: str) -> int:
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5_000)
    try:
        found = [line async for line in findings(client, database)]
        entries = await client[database][audit.COLLECTION].count_documents({})
        seals = await client[database]["checkpoints"].count_documents({})
    except PyMongoError as error:
        print(f"the store does not answer: {error}", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    print(f"{database}: {entries} entries, {seals} checkpoints, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Verify the hash-chained audit of one service.")
    parser.add_argument("--service", required=True)
    parser.add_argument("--prefix", default=os.environ.get("THIDUA_DATABASE_PREFIX", "thidua"))
    arguments = parser.parse_args()
    sys.exit(asyncio.run(main(f"{arguments.prefix}_{arguments.service}")))
