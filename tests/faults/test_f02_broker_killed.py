"""F2: the broker is killed while events are published: what is unknown is sent again, what is confirmed is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deploy.local.stack import EmbeddedStack
from shared.store import Store
from tests.faults.broken import lying_dead
from tests.faults.conftest import StartWorker
from tests.faults.counting import URL, counting, is_not_ready, is_ready
from tests.faults.processes import load
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import new_thing, nothing_waits, until, waiting

QUEUES_ON_DISK = 3.0
"""RabbitMQ 3.10 loses a quorum queue that was declared within the last second before it is killed: it comes back with
a queue that answers nobody. Nothing a client does helps; these tests are about queues that have been there a while."""


@pytest.mark.long
@pytest.mark.technique("confirms")
async def test_nothing_accepted_is_lost_when_the_broker_is_killed_under_load(
    fragile: EmbeddedStack, start: StartWorker, ours: Store, theirs: Store, consumer: str, ledger: Ledger
) -> None:
    """Where a message counts as published once it was sent: ``Verdict(attempted=366, lost=65)``."""
    await start(theirs, consumer=consumer)
    publisher = await start(ours, relay=True)
    await asyncio.sleep(QUEUES_ON_DISK)
    async with load(publisher, [new_thing() for _ in range(8)]):
        await until(lambda: ledger.has_attempted(100))
        await fragile.broker.kill()
        await until(lambda: ledger.has_attempted(200))
        await fragile.broker.restart()
        await until(lambda: ledger.has_attempted(300))
    verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert (verdict.ok, verdict.in_order) == (verdict.attempted, True)
    assert await lying_dead(fragile.amqp_url, consumer) == 0


@pytest.mark.long
async def test_service_accepts_commands_while_the_broker_is_away_and_says_that_it_is_not_ready(
    fragile: EmbeddedStack, tmp_path: Path
) -> None:
    async with counting(fragile, tmp_path) as (app, client):
        await until(lambda: is_ready(client), 40)
        await asyncio.sleep(QUEUES_ON_DISK)
        await fragile.broker.kill()
        await until(lambda: is_not_ready(client), 40)
        answers = [await client.post(URL, json={"by": 1}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert await waiting(app.state.store) == 3
        assert (await client.get("/readyz")).json()["parts"]["broker"] is False
        await fragile.broker.restart()
        await until(lambda: is_ready(client), 40)
        await until(lambda: nothing_waits(app.state.store), 40)
