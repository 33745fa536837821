"""Too much at once: nothing grows without bound, nothing is lost when there is room again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from shared.aggregate import new_id
from shared.events import Classification, Envelope, Level
from shared.events.envelope import encode
from shared.events.registration import UnitRegistered
from shared.messaging import topology
from shared.messaging.consumer import PREFETCH
from shared.messaging.message import once_more
from shared.messaging.relay import Relay
from shared.store import Transaction
from tests.integration.messaging.things import NOW, Thing, new_thing, until, waiting
from tests.integration.operations.conftest import Scene

MANY = 20_000
PAGE = 4096
BOUND = 40 << 20
"""Bytes. Twenty thousand messages in memory are well above a hundred million."""


def memory() -> int:
    """What this process has in memory, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def event_of(thing: Thing) -> tuple[str, bytes]:
    """An event that was never in an outbox."""
    thing.happen()
    (said,) = thing.take_events()
    id_ = new_id()
    envelope = Envelope[Any](
        id=id_, type=said.meta.type, source="/duong-quang/registration", subject=f"unit/{thing.id}", time=NOW,
        sequence=1, correlationid=id_, causationid=id_, dataclassification=Classification.INTERNAL,
        level=thing.level, unit=thing.unit, data=said,
    )  # fmt: skip
    return id_, encode(envelope)


async def test_sleeping_consumer_does_not_fill_the_memory(scene: Scene) -> None:
    asleep, thing = asyncio.Event(), new_thing()

    async def sleep(_: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing:
            asleep.set()
            await asyncio.Event().wait()

    scene.handler = sleep
    await scene.open(relay=False)
    id_, body = event_of(Thing(id=thing, unit="duong-quang", level=Level.COMMUNE))
    message = once_more(body, event=id_, type_="vn.thidua.registration.UnitRegistered.v1", recorded_at=NOW)
    channel = await (await scene.broker.publishing()).channel(publisher_confirms=False)
    await channel.default_exchange.publish(message, scene.name)
    await asyncio.wait_for(asleep.wait(), 20)
    before = memory()
    async with asyncio.timeout(60):
        for _ in range(MANY // 500):
            await asyncio.gather(*(channel.default_exchange.publish(message, scene.name) for _ in range(500)))

    async def all_there() -> bool:
        held = await channel.declare_queue(scene.name, passive=True)
        return (held.declaration_result.message_count or 0) >= MANY - PREFETCH

    await until(all_there)
    assert memory() - before < BOUND
    await channel.close()


async def test_full_queue_refuses_and_the_rows_wait_until_there_is_room(scene: Scene) -> None:
    await scene.open(relay=False)
    channel = await (await scene.broker.publishing()).channel()
    small = await channel.declare_queue(
        f"small.{scene.name}",
        arguments={"x-queue-type": "quorum", "x-max-length": 5, "x-overflow": "reject-publish"},
        durable=True,
    )
    await small.bind(topology.exchange_name(Classification.INTERNAL), "*.*.registration.*")
    await small.bind(topology.exchange_name(Classification.CONFIDENTIAL), "*.*.registration.*")
    await small.bind(topology.exchange_name(Classification.PUBLIC), "*.*.registration.*")
    things = [new_thing() for _ in range(30)]
    scene.start("relay", Relay(scene.theirs, scene.broker, owner="full").run())
    await scene.happen(*things)

    async def refused() -> bool:
        row = await scene.theirs["outbox"].find_one({"pending": True, "attempts": {"$gte": 2}})
        return row is not None

    await until(refused)
    stuck = await waiting(scene.theirs)
    assert stuck > 0
    await small.delete(if_unused=False, if_empty=False)
    await scene.told()

    async def all_heard() -> bool:
        rows = await scene.rows()
        return all(rows.get(thing) == ["lần 1"] for thing in things)

    await until(all_heard)
