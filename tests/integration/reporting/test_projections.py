"""From deliveries to rows through the inbox, on the real store: lost and doubled effects are none."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.reporting.projections.consumer import ROWS
from shared.store import Store
from tests.integration.reporting.conftest import projecting
from tests.integration.stores import MakeStore
from tests.unit.reporting.story import small_year


async def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    found = {cls.collection: await store[cls.collection].find({}).to_list(None) for cls in ROWS}
    return {name: sorted(those, key=lambda row: row["_id"]) for name, those in found.items()}


async def test_every_event_has_its_effect_once(make_store: MakeStore) -> None:
    story, store = small_year(), await make_store()
    await projecting(store).handle(story.deliveries)
    spoken = Counter(one.subject for one in story.envelopes)
    collections = {
        "dossier": "dossier_rows", "award": "award_rows", "plan": "plan_rows", "registration": "registration_rows",
        "meeting": "meeting_rows", "decision": "decision_rows", "bulletin": "bulletin_rows",
    }  # fmt: skip
    applied = {
        f"{kind}/{row['_id']}": row["applied"]
        for kind, collection in collections.items()
        async for row in store[collection].find({})
    }
    assert applied == {subject: n for subject, n in spoken.items() if not subject.startswith("notice/")}
    counts = await store["notice_counts"].find({}).to_list(None)
    told = sum(row["delivered"] + row["failed"] + row["acknowledged"] for row in counts)
    assert told == sum(n for subject, n in spoken.items() if subject.startswith("notice/"))


async def test_task_takes_its_year_from_the_plan(make_store: MakeStore) -> None:
    story, store = small_year(), await make_store()
    await projecting(store).handle(story.deliveries)
    tasks = await store["plan_task_rows"].find({}).to_list(None)
    assert {(row["task"], row["year"], row["unit"]) for row in tasks} == {
        ("II.2", 2025, "duong-quang"), ("III.3", 2025, "duong-quang"), ("II.8", 2025, "duong-quang"),
    }  # fmt: skip


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_order_and_any_number_of_deliveries_give_the_same_rows(make_store: MakeStore, order: Any) -> None:
    story = small_year()
    expected, store = await asyncio.gather(make_store(), make_store())
    await projecting(expected).handle(story.deliveries)
    deliveries = [*story.deliveries, *order.sample(story.deliveries, k=20)]
    order.shuffle(deliveries)
    consumer = projecting(store)
    while deliveries:
        size = order.randint(1, 30)
        batch, deliveries = deliveries[:size], deliveries[size:]
        await consumer.handle(batch)
    assert await rows(store) == await rows(expected)
    assert await store["parked"].count_documents({}) == 0
