"""F18: a new release is rolled out: one process after the other is told to end while people work."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from deploy.local.ports import Ports
from deploy.local.stack import EmbeddedStack
from shared.identity.tokens import COOKIE, Session, seal
from shared.store import Store
from tests.faults.broken import forget
from tests.faults.counting import SECRET
from tests.integration.messaging.things import until

COUNTERS = "/counting/api/v1/counters"


@asynccontextmanager
async def replica(stack: EmbeddedStack, prefix: str, port: int, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """One process of the service, ready."""
    settings = {
        "AMQP_URL": stack.amqp_url,
        "MONGO_URL": stack.mongo_url,
        "THIDUA_ENVIRONMENT": "test",
        "THIDUA_SESSION_SECRET": SECRET,
        "THIDUA_DATABASE_PREFIX": prefix,
        "THIDUA_OIDC_ISSUER": "http://127.0.0.1:1",
        "THIDUA_BOOTSTRAP_ADMIN": "quan-tri",
    }
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.serving", "--port", str(port)),
            env=os.environ | settings,
            stdout=output,
            stderr=output,
        )
    try:
        async with httpx2.AsyncClient() as client:
            await until(lambda: _is_ready(client, port), 60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _is_ready(client: httpx2.AsyncClient, port: int) -> bool:
    try:
        return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
    except httpx2.TransportError:
        return False


class People:
    """Clients that count, each command under a key of its own; an unanswered one they repeat at the other replica."""

    def __init__(self, ports: list[int]) -> None:
        self.ports = ports
        self.commands = 0
        self.statuses: set[int] = set()
        self.over = False

    async def work(self) -> None:
        cookies = {COOKIE: seal(Session(subject="quan-tri", name="Quản trị", id="s1"), SECRET)}
        async with httpx2.AsyncClient(cookies=cookies, timeout=30) as client:
            while not self.over:
                self.commands += 1
                await self._count(client, uuid4().hex)

    async def _count(self, client: httpx2.AsyncClient, key: str) -> None:
        for port in self.ports * 20:
            try:
                answer = await client.post(
                    f"http://127.0.0.1:{port}{COUNTERS}/{key}", json={"by": 1}, headers={"Idempotency-Key": key}
                )
            except httpx2.TransportError:
                await asyncio.sleep(0.05)
                continue
            self.statuses.add(answer.status_code)
            return
        raise AssertionError("nobody answers")


@pytest.mark.long
@pytest.mark.technique("grace")
async def test_process_that_is_told_to_end_finishes_its_work_and_hands_over(
    fragile: EmbeddedStack, tmp_path: Path
) -> None:
    """Where SIGTERM ends the process as it stands: ``assert 143 == -<Signals.SIGTERM: 15>``."""
    ports = Ports(tmp_path / "ports.json")
    first, second, prefix = ports.get("first"), ports.get("second"), f"t{uuid4().hex[:8]}"
    people = People([first, second])
    store = Store(fragile.mongo_url, f"{prefix}_counting")
    async with (
        replica(fragile, prefix, first, tmp_path / "first.log") as ending,
        replica(fragile, prefix, second, tmp_path / "second.log"),
    ):
        at_work = [asyncio.create_task(people.work()) for _ in range(4)]
        await until(lambda: _has_done(people, 50), 60)
        ending.send_signal(signal.SIGTERM)
        # a server that has finished ends by the signal that asked it to
        assert await asyncio.wait_for(ending.wait(), 40) == -signal.SIGTERM
        held = await store["leases"].distinct("owner", {"_id": {"$regex": "^relay/"}})
        done = people.commands
        await until(lambda: _has_done(people, done + 50), 60)
        people.over = True
        await asyncio.gather(*at_work)
        await until(lambda: _all_published(store, people.commands), 40)
    assert len(set(held) - {""}) <= 1, "the one that ended still holds leases"
    assert people.statuses == {200}
    assert await store["things"].count_documents({"count": 1}) == people.commands
    store.close()
    await forget(fragile.amqp_url, "counting.directory")


async def _has_done(people: People, count: int) -> bool:
    return people.commands >= count


async def _all_published(store: Store, count: int) -> bool:
    return bool(await store["outbox"].count_documents({"pending": False}) == count)
