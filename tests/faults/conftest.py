"""One stack for the whole folder, whose parts the tests kill and restart; stores, workers and the verdict on it.

``@pytest.mark.technique("inbox")`` names what the test is about; with THIDUA_FAULTS_WITHOUT=1 it runs without it and
has to fail. ``@pytest.mark.long`` keeps a test out of ``make test``; ``make faults`` runs all.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.store import Store
from tests.faults import techniques
from tests.faults.broken import forget
from tests.faults.processes import Worker
from tests.faults.verdict import Ledger
from tests.faults.worker import Plan
from tests.integration.messaging.things import Seen, Thing
from tests.integration.stores import MakeStore, connected, making

HERE = Path(__file__).parent
WITHOUT = bool(os.environ.get(techniques.VARIABLE))
SHORT_LEASE = 3.0
"""How long a partition is lost to the others when its relay was killed: fifteen seconds where nobody waits for it."""
StartWorker = Callable[..., Awaitable[Worker]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "technique(name): what the test would fail without, see techniques.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not WITHOUT:
        return
    for item in items:
        if HERE in item.path.parents:
            named = item.get_closest_marker("technique")
            item.add_marker(pytest.mark.xfail(strict=True) if named else pytest.mark.skip("names no technique"))


@pytest.fixture(autouse=True)
def technique(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the test's technique out, here and in its processes, where that is wanted."""
    named = request.node.get_closest_marker("technique")
    if WITHOUT and named:
        monkeypatch.setenv(techniques.VARIABLE, named.args[0])
        techniques.remove(named.args[0], monkeypatch)


@pytest.fixture(scope="session")
async def fragile(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """Broker and store that a test may kill and has to restart."""
    root: Path = tmp_path_factory.mktemp("fragile")
    async with EmbeddedStack(root=root, parts={"broker", "store"}, private=True) as stack:
        yield stack


@pytest.fixture
async def make_store(fragile: EmbeddedStack) -> AsyncIterator[MakeStore]:
    async with making(fragile.mongo_url, (Thing, Seen)) as make:
        yield make


@pytest.fixture
async def ours(make_store: MakeStore) -> Store:
    """The store of those who publish."""
    return await make_store()


@pytest.fixture
async def theirs(make_store: MakeStore) -> Store:
    """The store of those who hear."""
    return await make_store()


@pytest.fixture
async def consumer(fragile: EmbeddedStack) -> AsyncIterator[str]:
    """The name of a consumer. Its queues and the history are deleted after the test: the next one begins at nothing."""
    name = f"test.{uuid4().hex[:8]}"
    yield name
    await forget(fragile.amqp_url, name)


@pytest.fixture
async def broker(fragile: EmbeddedStack) -> AsyncIterator[Broker]:
    async with connected(fragile.amqp_url) as one:
        yield one


@pytest.fixture
def ledger() -> Ledger:
    """What was attempted and acknowledged in this test."""
    return Ledger()


@pytest.fixture
async def start(fragile: EmbeddedStack, tmp_path: Path, ledger: Ledger) -> AsyncIterator[StartWorker]:
    """Starts workers on a store: ``await start(ours, relay=True, failpoint="…")``; none survives the test."""
    workers: list[Worker] = []

    async def one(store: Store, *, failpoint: str = "", ready: bool = True, **plan: object) -> Worker:
        where = {"amqp": fragile.amqp_url, "mongo": fragile.mongo_url, "database": store.database.name}
        what = Plan.of(**(where | {"lease_seconds": SHORT_LEASE} | plan))
        worker = Worker(what, failpoint=failpoint, log=tmp_path / f"worker-{len(workers)}.log", ledger=ledger)
        workers.append(worker)
        return await worker.start(ready=ready)

    yield one
    for worker in workers:
        await worker.kill()
