"""The relay: from the committed outbox to confirmed and marked, against bare publishing and bare marking."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from shared.messaging import Broker
from shared.messaging.relay import WINDOW, Relay
from shared.messaging.topology import declare_consumer, exchange_name
from shared.store import Store
from shared.store.outbox import Outbox
from tests.bench.bench import Bench
from tests.bench.events import KEY, rows
from tests.bench.queues import channel, publish
from tests.bench.table import Line, at_least

COUNT = 4_000


class Counted(Outbox):
    """The outbox, and when the last of ``count`` rows was marked."""

    def __init__(self, store: Store, count: int) -> None:
        super().__init__(store.database, store.clock)
        self._left = count
        self.done = asyncio.Event()

    async def settle(self, published: dict[str, int], failed: dict[str, str]) -> None:
        await super().settle(published, failed)
        self._left -= len(published)
        if self._left <= 0:
            self.done.set()


async def run(bench: Bench) -> list[Line]:
    """Publishing alone, and the whole way, as shares of what the bare clients reach."""
    count = bench.events(COUNT)
    async with bench.virtual_host() as url, bench.store() as store:
        broker = Broker(url, name="bench")
        broker.start()
        await broker.ready.wait()
        async with channel(url) as one:
            queue = await declare_consumer(one, "bench.relay", ["#"])
            exchange = await one.get_exchange(exchange_name("internal"), ensure=False)

            async def raw_publish() -> float:
                await queue.purge()
                return count / await publish(exchange, KEY, rows(count))

            async def raw_mark() -> float:
                return count / await _mark(store, rows(count))

            async def our_publish() -> float:
                await queue.purge()
                return count / await _publish_only(store, broker, rows(count))

            async def whole() -> float:
                await queue.purge()
                return count / await _whole(store, broker, rows(count))

            found = await bench.interleaved(
                raw_publish=raw_publish, our_publish=our_publish, raw_mark=raw_mark, whole=whole
            )
        await broker.close()
    slower = min(found["raw_publish"], found["raw_mark"])
    named = "publish" if slower == found["raw_publish"] else "mark"
    return [
        at_least(
            0.60,
            row="relay",
            what="relay, marking in the store excluded",
            baseline="aio-pika, pipelined with confirms",
            ours=found["our_publish"],
            theirs=found["raw_publish"],
        ),
        at_least(
            0.80,
            row="relay",
            what="relay, outbox to confirmed and marked",
            baseline=f"the slower of bare publish and bare bulk mark ({named})",
            ours=found["whole"],
            theirs=slower,
        ),
    ]


async def _insert(store: Store, made: list[dict[str, Any]]) -> None:
    await store["outbox"].delete_many({})
    await store["outbox"].insert_many(made, ordered=False)


async def _mark(store: Store, made: list[dict[str, Any]]) -> float:
    """The statement with which the relay marks, and nothing around it."""
    await _insert(store, made)
    began = time.perf_counter()
    for start in range(0, len(made), WINDOW):
        await store.outbox.settle({row["_id"]: 1 for row in made[start : start + WINDOW]}, {})
    return time.perf_counter() - began


async def _publish_only(store: Store, broker: Broker, made: list[dict[str, Any]]) -> float:
    relay = Relay(store, broker, owner="bench")
    await relay._open()
    began = time.perf_counter()
    for start in range(0, len(made), WINDOW):
        confirmed, _ = await relay._publish(made[start : start + WINDOW])
        assert len(confirmed) == len(made[start : start + WINDOW])
    return time.perf_counter() - began


async def _whole(store: Store, broker: Broker, made: list[dict[str, Any]]) -> float:
    await _insert(store, made)
    store.outbox = counted = Counted(store, len(made))
    relay = Relay(store, broker, owner="bench")
    await relay._renew()
    await relay._open()
    began = time.perf_counter()
    running = asyncio.create_task(relay.run())
    await counted.done.wait()
    took = time.perf_counter() - began
    relay.stop()
    await running
    return took
