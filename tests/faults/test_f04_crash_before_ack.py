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


@pytest.mark.long
@pytest.mark.technique("inbox")
async def test_consumers_that_each_die_after_their_second_batch_finish_the_work_together_and_double_nothing(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """Without the inbox: ``Verdict(attempted=6, duplicated=7, in_order=False)``."""
    await (await start(theirs, consumer=consumer)).kill()  # now there is a queue
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, *[new_thing() for _ in range(3)] * 2)
        for _ in range(3):
            mortal = await start(theirs, consumer=consumer, dies_after=2, ready=False)
            assert await mortal.ended() == -9
        async with running(listening(theirs, broker, consumer)):
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert (verdict.ok, verdict.in_order) == (6, True)
