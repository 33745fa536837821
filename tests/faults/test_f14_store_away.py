"""F14: the store is killed or stands still, as in an election, and comes back."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.store import Store
from tests.faults.broken import blamed, lying_dead
from tests.faults.conftest import StartWorker
from tests.faults.counting import URL, counting, is_not_ready, is_ready
from tests.faults.processes import load
from tests.faults.verdict import Ledger
from tests.faults.wrappers import delay, wrap
from tests.integration.messaging.things import listening, new_thing, nothing_waits, running, until


@pytest.mark.long
@pytest.mark.technique("nobody's-fault")
async def test_store_that_is_killed_under_load_costs_nothing_and_no_message_is_blamed(
    fragile: EmbeddedStack,
    start: StartWorker,
    ours: Store,
    theirs: Store,
    broker: Broker,
    consumer: str,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The consumer waits and acknowledges nothing. Where it is a failure like others: ``TimeoutError``."""
    monkeypatch.setattr("shared.store.client.SELECTION_TIMEOUT_MS", 500)
    monkeypatch.setattr("shared.messaging.consumer.HANDLER_SECONDS", 3)  # instead of a minute: it is away for longer
    monkeypatch.setattr("shared.messaging.consumer.BATCH", 1)  # or much time goes by until one message stands alone
    hasty = Store(fragile.mongo_url, theirs.database.name)
    publisher = await start(ours, relay=True)
    listener = wrap(listening(hasty, broker, consumer), delay(0.05))
    with closing(hasty):
        async with running(listener):
            await listener.ready.wait()
            async with load(publisher, [new_thing() for _ in range(8)]):
                await until(lambda: ledger.has_attempted(40))
                await fragile.store.kill()
                await asyncio.sleep(9)
                assert await lying_dead(fragile.amqp_url, consumer) == 0
                await fragile.store.restart()
                await until(lambda: ledger.has_attempted(60), 90)
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert blamed(consumer) == 0


@pytest.mark.long
@pytest.mark.technique("nobody's-fault")
async def test_store_that_was_killed_gives_503_and_comes_back(fragile: EmbeddedStack, tmp_path: Path) -> None:
    """Where it is a failure like others the answer is a 500: ``KeyError: 'retry-after'``."""
    async with counting(fragile, tmp_path) as (_, client):
        await until(lambda: is_ready(client), 40)
        before = await client.post(URL, json={"by": 5})
        await fragile.store.kill()
        during = await client.post(URL, json={"by": 1})
        assert (during.status_code, during.json()["code"], during.headers["retry-after"]) == (503, "unavailable", "5")
        assert await is_not_ready(client)
        await fragile.store.restart()
        await until(lambda: is_ready(client), 40)
        after = await client.post(URL, json={"by": 1})
        assert (before.json()["count"], after.json()["count"]) == (5, 6)


@pytest.mark.long
@pytest.mark.technique("patient-start")
async def test_service_that_starts_without_its_parts_answers_and_waits(fragile: EmbeddedStack, tmp_path: Path) -> None:
    """Where the start is tried once: ``TimeoutError``."""
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
        await until(lambda: is_ready(client), 40)
        assert (await client.post(URL, json={"by": 1})).status_code == 200
        await until(lambda: nothing_waits(app.state.store), 40)
