"""The bare clients' side: aio-pika consumes, motor writes the documents that our consumer would have written.

The same batches, the same transactions, one acknowledgement each; no validation, no look at what was there before.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

import aio_pika
import uvloop
from aio_pika.abc import AbstractIncomingMessage
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import ReplaceOne
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.messaging.consumer import BATCH, PREFETCH

Documents = dict[str, dict[str, Any]]


async def main(queue: str, count: int, database: str) -> float:
    """Messages per second."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(os.environ["MONGO_URL"], w="majority")
    connection = await aio_pika.connect(os.environ["AMQP_URL"])
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    await (await channel.get_queue(queue, ensure=False)).consume(arrived.put)
    left, applied, began = count, dict[str, int](), None
    while left:
        batch = [await arrived.get()]
        began = began or time.perf_counter()
        while len(batch) < min(BATCH, left):
            batch.append(await arrived.get())
        await _write(client, database, queue, batch, applied)
        await batch[-1].ack(multiple=True)
        left -= len(batch)
    assert began is not None
    took = time.perf_counter() - began
    await connection.close()
    return count / took


async def _write(
    client: AsyncIOMotorClient[dict[str, Any]],
    database: str,
    queue: str,
    batch: list[AbstractIncomingMessage],
    applied: dict[str, int],
) -> None:
    rows: Documents = {}
    cursors: Documents = {}
    for message in batch:
        seen = json.loads(message.body)
        event = seen["data"]
        id_ = event["dossier"]
        applied[id_] = applied.get(id_, 0) + 1
        rows[id_] = {
            "_id": id_,
            "applied": applied[id_],
            "award": event["award"],
            "unit": event["nominating_unit"],
            "last": seen["type"],
        }
        subject = seen["subject"]
        key = f"{queue}|{subject}"
        cursors[key] = {"_id": key, "consumer": queue, "subject": subject, "last": seen["sequence"]}
    async with (
        await client.start_session() as session,
        session.start_transaction(read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority")),
    ):
        for name, documents in (("cursors", cursors), ("bench_rows", rows)):
            writes = [ReplaceOne({"_id": id_}, one, upsert=True) for id_, one in documents.items()]
            await client[database][name].bulk_write(writes, ordered=False, session=session)


if __name__ == "__main__":
    print(json.dumps({"rate": uvloop.run(main(**json.loads(sys.argv[1])))}))
