"""F13: the broker's nodes lose sight of each other: a minority confirms nothing, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deploy.local.chaos.proxy import Proxy
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.cluster import cluster
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import listening, new_thing, nothing_waits, running, until, waiting


@pytest.mark.long
@pytest.mark.technique("confirms")
async def test_cluster_that_loses_one_node_goes_on_and_one_that_loses_two_waits(
    ours: Store, theirs: Store, ledger: Ledger, tmp_path: Path
) -> None:
    """The clients' address leads to another node when theirs is killed.

    Where a message counts as published once it was sent: ``a minority confirmed``.
    """
    things = [new_thing() for _ in range(10)]
    async with cluster(tmp_path / "cluster") as (one, two, three), Proxy.before(one.url) as proxy:
        broker = Broker(proxy.through(one.url), name="test")
        broker.start()
        listener = listening(theirs, broker)
        async with running(Relay(ours, broker, owner="a"), listener):
            await listener.ready.wait()
            await ledger.happen(ours, *things)
            await until(lambda: nothing_waits(ours), 60)

            two.freeze()
            three.freeze()
            await ledger.happen(ours, *things)
            await asyncio.sleep(5)
            assert await waiting(ours) == 10, "a minority confirmed"
            two.thaw()
            three.thaw()
            await until(lambda: nothing_waits(ours), 120)

            await one.kill()
            proxy.target = Proxy.before(two.url).target
            await ledger.happen(ours, *things)
            verdict = await ledger.settled(ours, theirs, seconds=120)
        await broker.close()
    assert verdict.kept_the_promise, verdict
    assert verdict.ok == 30
