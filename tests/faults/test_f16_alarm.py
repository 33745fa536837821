"""F16: the broker raises an alarm for memory or disk and reads nothing more from those who publish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging.consumer import PREFETCH
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.counting import URL, counting, is_ready
from tests.faults.wrappers import wait_for, wrap
from tests.integration.messaging.things import happen, has, listening, new_thing, nothing_waits, running, until, waiting


@asynccontextmanager
async def alarm(stack: EmbeddedStack) -> AsyncIterator[None]:
    """The memory alarm, for as long as the block lasts."""
    await stack.rabbitmqctl("set_vm_memory_high_watermark", "0.00001")
    try:
        yield
    finally:
        await stack.rabbitmqctl("set_vm_memory_high_watermark", "0.6")


async def test_accepted_commands_wait_for_the_end_of_an_alarm_which_is_told(
    fragile: EmbeddedStack, tmp_path: Path
) -> None:
    async with counting(fragile, tmp_path) as (app, client):
        await until(lambda: is_ready(client), 40)
        async with alarm(fragile):
            assert (await client.post(URL, json={"by": 1})).status_code == 200
            await until(lambda: _blocked(client, 1), 40)
            assert await waiting(app.state.store) == 1
        await until(lambda: nothing_waits(app.state.store), 40)
        await until(lambda: _blocked(client, 0), 40)


async def _blocked(client: httpx2.AsyncClient, wanted: int) -> bool:
    return f"thidua_broker_blocked {wanted}.0" in (await client.get("/metrics")).text


@pytest.mark.long
@pytest.mark.technique("two-connections")
async def test_consumers_go_on_while_publishers_are_blocked(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str
) -> None:
    """More events lie in the queue than a consumer may hold without the broker reading its answers.

    On one connection for both they do not: ``TimeoutError``.
    """
    go_on = asyncio.Event()
    go_on.set()
    listener = wrap(listening(theirs, broker, consumer), wait_for(go_on))
    thing, count = new_thing(), PREFETCH + 100
    async with running(Relay(ours, broker, owner="a"), listener):
        await listener.ready.wait()
        await happen(ours, first := new_thing())
        await until(lambda: has(theirs, first, 1))
        go_on.clear()
        await happen(ours, thing, times=count)
        await until(lambda: nothing_waits(ours))
        async with alarm(fragile):
            await happen(ours, thing)
            await until(broker.is_blocked)
            go_on.set()
            await until(lambda: has(theirs, thing, count), 30)
        await until(lambda: has(theirs, thing, count + 1))
