"""F17: the store's disk is full: nothing is accepted, nothing is forgotten, and no message is blamed.

The data lie on a small file system in memory; who may not mount one cannot run this test, and it says so.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store, StoreFailure
from shared.store.schema import prepare
from tests.faults.broken import blamed, lying_dead
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import Seen, Thing, listening, new_thing, running

MEGABYTES = 400


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with little room."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system in memory")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
async def cramped(small_disk: Path) -> AsyncIterator[EmbeddedStack]:
    """A store on that disk."""
    async with EmbeddedStack(root=small_disk, parts={"store"}, private=True) as stack:
        yield stack


@pytest.mark.long
@pytest.mark.technique("nobody's-fault")
async def test_full_disk_stops_consumers_without_blame_and_loses_nothing_that_was_accepted(
    fragile: EmbeddedStack,
    cramped: EmbeddedStack,
    small_disk: Path,
    ours: Store,
    broker: Broker,
    consumer: str,
    ledger: Ledger,
) -> None:
    """Where a store without room is a failure like others five are blamed: ``assert 5 == 0``."""
    theirs = Store(cramped.mongo_url, "cramped")
    await prepare(theirs.database, (Thing, Seen))
    filler = small_disk / "filler"
    things = [new_thing() for _ in range(5)]
    async with running(Relay(ours, broker, owner="a"), listening(theirs, broker, consumer)):
        await ledger.happen(ours, *things)
        await ledger.settled(ours, theirs)
        fill(filler)
        await exhaust(theirs)
        await ledger.happen(ours, *things)
        await asyncio.sleep(5)
        assert not await _all_arrived(ledger, ours, theirs), "the disk was not full"
        assert await lying_dead(fragile.amqp_url, consumer) == 0
        filler.unlink()
        await cramped.store.restart()  # the embedded one does not find its feet by itself
        verdict = await ledger.settled(ours, theirs)
        assert blamed(consumer) == 0
    theirs.close()
    assert verdict.kept_the_promise, verdict


async def _all_arrived(ledger: Ledger, ours: Store, theirs: Store) -> bool:
    try:
        return await ledger.arrived(ours, theirs)
    except StoreFailure:  # a store without room may not even answer questions
        return False


async def exhaust(store: Store) -> None:
    """Write until the store itself has no room left, not even in what it had put by."""
    for size in (1_000_000, 50_000, 1_000):
        for _ in range(1_000):
            try:
                await store["filling"].insert_one({"filling": os.urandom(size)})
            except StoreFailure:
                break
        else:
            raise AssertionError("the store finds room without end")


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(b"\0" * 65_536)
            except OSError:
                return
