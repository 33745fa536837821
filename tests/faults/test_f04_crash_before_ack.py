"""F4: the consumer dies between its commit and the acknowledgement; the broker delivers again."""

from __future__ import annotations

import pytest

from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import listening, new_thing, running


@pytest.mark.technique("inbox")
@pytest.mark.parametrize("ordered", [False, True])
async def test_effect_that_was_committed_but_not_acknowledged_is_there_once(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger, ordered: bool
) -> None:
    """Without the inbox: ``Verdict(attempted=4, duplicated=1)``."""
    worker = await start(theirs, consumer=consumer, ordered=ordered, failpoint="consumer.after-commit=kill@1")
    first, second = new_thing(), new_thing()
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, first, second, first)
        assert await worker.ended() == -9
        async with running(listening(theirs, broker, consumer, ordered=ordered)):
            await ledger.happen(ours, first)
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
