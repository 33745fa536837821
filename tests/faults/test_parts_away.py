"""Broker or store away, at start or later: the service says so, keeps what it accepted, and recovers by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2
from fastapi import FastAPI

from deploy.local.stack import EmbeddedStack
from tests.faults.conftest import counting

QUEUES_ON_DISK = 3.0
"""RabbitMQ 3.10 loses a quorum queue that was declared within the last second before it is killed: it comes back with
a queue that answers nobody. Nothing a client does helps; this test is about queues that have been there for a while."""
URL = "/counting/api/v1/counters/a"


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 40) -> None:
    async with asyncio.timeout(seconds):
        while not await check():
            await asyncio.sleep(0.1)


async def is_ready(client: httpx2.AsyncClient) -> bool:
    return (await client.get("/readyz")).status_code == 200


async def waiting(app: FastAPI) -> int:
    count: int = await app.state.store["outbox"].count_documents({"pending": True})
    return count


async def test_accepted_commands_wait_for_a_broker_that_was_killed(fragile: EmbeddedStack, tmp_path: Path) -> None:
    async with counting(fragile, tmp_path) as (app, client):
        await until(lambda: is_ready(client))
        await asyncio.sleep(QUEUES_ON_DISK)
        await fragile.broker.kill()
        await until(lambda: _is_not_ready(client))
        answers = [await client.post(URL, json={"by": 1}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert await waiting(app) == 3
        assert (await client.get("/readyz")).json()["parts"]["broker"] is False
        await fragile.broker.restart()
        await until(lambda: is_ready(client))
        await until(lambda: _nothing_waits(app))


async def _is_not_ready(client: httpx2.AsyncClient) -> bool:
    return not await is_ready(client)


async def _nothing_waits(app: FastAPI) -> bool:
    return await waiting(app) == 0


async def test_store_that_was_killed_gives_503_and_comes_back(fragile: EmbeddedStack, tmp_path: Path) -> None:
    async with counting(fragile, tmp_path) as (_, client):
        await until(lambda: is_ready(client))
        before = await client.post(URL, json={"by": 5})
        await fragile.store.kill()
        during = await client.post(URL, json={"by": 1})
        assert (during.status_code, during.json()["code"], during.headers["retry-after"]) == (503, "unavailable", "5")
        assert not await is_ready(client)
        await fragile.store.restart()
        await until(lambda: is_ready(client))
        after = await client.post(URL, json={"by": 1})
        assert (before.json()["count"], after.json()["count"]) == (5, 6)


async def test_service_that_starts_without_its_parts_answers_and_waits(fragile: EmbeddedStack, tmp_path: Path) -> None:
    await fragile.store.kill()
    await fragile.broker.kill()
    async with counting(fragile, tmp_path) as (app, client):
        ready = await client.get("/readyz")
        alive = await client.get("/healthz")
        command = await client.post(URL, json={"by": 1})
        assert (ready.status_code, alive.status_code, command.status_code) == (503, 200, 503)
        assert ready.json()["parts"] == {"running": True, "store": False, "broker": False, "consumers": False}
        await fragile.store.restart()
        await fragile.broker.restart()
        await until(lambda: is_ready(client))
        assert (await client.post(URL, json={"by": 1})).status_code == 200
        await until(lambda: _nothing_waits(app))


async def test_alarm_of_the_broker_is_told_and_accepted_commands_wait(fragile: EmbeddedStack, tmp_path: Path) -> None:
    async with counting(fragile, tmp_path) as (app, client):
        await until(lambda: is_ready(client))
        await fragile.rabbitmqctl("set_vm_memory_high_watermark", "0.00001")
        assert (await client.post(URL, json={"by": 1})).status_code == 200
        await until(lambda: _blocked(client, 1))
        assert await waiting(app) == 1
        await fragile.rabbitmqctl("set_vm_memory_high_watermark", "0.4")
        await until(lambda: _nothing_waits(app))
        await until(lambda: _blocked(client, 0))


async def _blocked(client: httpx2.AsyncClient, wanted: int) -> bool:
    return f"thidua_broker_blocked {wanted}.0" in (await client.get("/metrics")).text
