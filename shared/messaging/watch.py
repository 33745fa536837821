"""Keeps the gauges of the messaging layer current: what waits, what is parked, whether the broker takes anything."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from shared.messaging.broker import Broker
from shared.messaging.deadletters import DeadLetter
from shared.messaging.inbox import PARKED
from shared.observability import metrics
from shared.store import Store, StoreFailure

SECONDS = 2.0
PAUSES = 4
"""Looking takes at most a fifth of the time."""


async def watch(store: Store, broker: Broker, consumers: Sequence[str]) -> None:
    """Look every two seconds, until cancelled; less often when it takes long, as it does when very much waits."""
    while True:
        began = time.monotonic()
        await look(store, broker, consumers)
        await asyncio.sleep(max(SECONDS, PAUSES * (time.monotonic() - began)))


async def look(store: Store, broker: Broker, consumers: Sequence[str]) -> None:
    """Set every gauge once."""
    metrics.BROKER_BLOCKED.set(await broker.is_blocked())
    try:
        depth, oldest = await store.outbox.depth()
        metrics.OUTBOX_PENDING.set(depth)
        metrics.OUTBOX_OLDEST.set(oldest)
        for consumer in consumers:
            key = await store.generations.key(consumer)
            metrics.PARKED.labels(consumer).set(await store[PARKED].count_documents({"consumer": key}))
            metrics.DEAD_WAITING.labels(consumer).set(await store.reads.count(DeadLetter, {"consumer": consumer}))
        metrics.STORE_UP.set(1)
    except StoreFailure:
        metrics.STORE_UP.set(0)
