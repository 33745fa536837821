"""F21: two relays on one outbox; one is stopped past the end of its lease and then goes on as if nothing had been."""

from __future__ import annotations

import signal

import pytest

from deploy.local.stack import EmbeddedStack
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.store import Store
from tests.faults.broken import whole_history
from tests.faults.conftest import StartWorker
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import happen, listening, new_thing, nothing_waits, running, until


@pytest.mark.technique("lease")
async def test_two_relays_share_the_work_and_publish_every_event_once(
    fragile: EmbeddedStack, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """Without leases: ``assert 119 == 80``."""
    things = [new_thing() for _ in range(20)]
    async with running(Relay(ours, broker, owner="a"), Relay(ours, broker, owner="b")):
        for _ in range(4):
            await ledger.happen(ours, *things)
        await until(lambda: nothing_waits(ours))
        assert await whole_history(fragile.amqp_url, 80) == 80  # before somebody reads it and leaves a mark
        async with running(listening(theirs, broker, consumer)):
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict


@pytest.mark.technique("inbox")
async def test_relay_that_slept_past_its_lease_doubles_no_effect(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger
) -> None:
    """It has published and not marked when it falls asleep; another takes over.

    Without the inbox: ``Verdict(attempted=15, duplicated=10, in_order=False)``.
    """
    things = [new_thing() for _ in range(5)]
    async with running(listening(theirs, broker, consumer)):
        sleeper = await start(ours, relay=True, failpoint="relay.after-publish=sleep:1")
        await happen(ours, *things, times=2)
        ledger.expect(dict.fromkeys(things, 2))
        await until(lambda: ledger.arrived(ours, theirs))
        sleeper.signal(signal.SIGSTOP)
        async with running(Relay(ours, broker, owner="next")):
            await until(lambda: nothing_waits(ours))
            sleeper.signal(signal.SIGCONT)
            await ledger.happen(ours, *things)
            verdict = await ledger.settled(ours, theirs)
    assert verdict.kept_the_promise, verdict
    assert verdict.in_order
