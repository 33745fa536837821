"""From other services' outboxes over the real broker into the rows of the running service."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI

from services.reporting.app import SPEC
from shared.events.envelope import encode
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.service import create_app
from shared.settings import Settings
from shared.store import Store
from shared.store.outbox import COLLECTION, partition_of
from tests.integration.stores import MakeStore
from tests.unit.reporting.story import Story, small_year


def outbox_rows(story: Story) -> list[dict[str, Any]]:
    """What the publishers' transactions would have left in their outboxes."""
    return [
        {
            "_id": one.id, "subject": one.subject, "sequence": one.sequence, "partition": partition_of(one.subject),
            "type": one.type, "classification": one.dataclassification.value, "routing_key": one.routing_key,
            "body": encode(one), "recorded_at": datetime.now(UTC), "pending": True,
            "attempts": 0,
        }
        for one in story.envelopes
    ]  # fmt: skip


async def applied(store: Store) -> int:
    """Effects in the read model, as they are counted from outside."""
    total: int = 0
    for name in ("dossier", "award", "plan", "registration", "meeting", "decision", "bulletin"):
        total += sum([row["applied"] async for row in store[f"{name}_rows"].find({})])
    total += sum([row["applied"] async for row in store["notice_counts"].find({})])
    return total


async def test_year_arrives_whole_and_once(make_store: MakeStore, own_broker: Settings) -> None:
    settings = own_broker
    app: FastAPI = create_app(SPEC, settings, role="worker")
    publisher, story = await make_store(), small_year()
    await publisher[COLLECTION].insert_many(outbox_rows(story))
    broker = Broker(settings.amqp_url.get_secret_value(), name="publisher")
    broker.start()
    relay = Relay(publisher, broker, owner="publisher")
    async with app.router.lifespan_context(app), asyncio.timeout(60):
        relaying = asyncio.create_task(relay.run())
        while await applied(app.state.store) < len(story.envelopes):
            await asyncio.sleep(0.1)
        relay.stop()
        await relaying
        assert await applied(app.state.store) == len(story.envelopes)
        while await app.state.store["parked"].count_documents({}):  # the directory's consumer may still be reading
            await asyncio.sleep(0.1)
    await broker.close()
