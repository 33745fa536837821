"""F1: the process dies between the commit and the publish."""

from __future__ import annotations

import pytest

from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import listening, new_thing, running, waiting

pytestmark = pytest.mark.technique("outbox-in-the-transaction")


async def test_event_of_a_process_that_died_right_after_its_commit_is_published_by_the_next(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """With events written after the commit instead: ``Verdict(attempted=5, lost=1)``."""
    worker = await start(ours, relay=True, failpoint="store.after-commit=kill@5")
    things = [new_thing(), new_thing()]
    said = [await worker.happen(things[n % 2]) for n in range(5)]
    assert (said, await worker.ended()) == ([True] * 4 + [False], -9)
    assert await waiting(ours) >= 1
    async with running(Relay(ours, broker, owner="next"), listening(theirs, broker, consumer)):
        verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert (verdict.ok, verdict.recovered, verdict.in_order) == (4, 1, True)
