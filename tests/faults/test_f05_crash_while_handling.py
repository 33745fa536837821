"""F5: the consumer fails or dies in the middle of handling, between two of its writes."""

from __future__ import annotations

from types import ModuleType

import pytest

from shared.failpoints import Tripped, parse
from shared.messaging import Broker
from shared.messaging import consumer as consumers
from shared.messaging.inbox import Delivery
from shared.messaging.relay import Relay
from shared.store import Store
from shared.store import transaction as transactions
from tests.faults.conftest import StartWorker
from tests.faults.handlers import answer
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import Thing, bodies, happen, listening, names, new_thing, running

pytestmark = pytest.mark.technique("one-transaction")
POINTS = ["consumer.between-writes", "store.between-writes"]


@pytest.mark.parametrize(("part", "point"), [(consumers, POINTS[0]), (transactions, POINTS[1])])
async def test_consumer_that_failed_between_two_writes_has_written_neither(
    ours: Store, theirs: Store, broker: Broker, monkeypatch: pytest.MonkeyPatch, part: ModuleType, point: str
) -> None:
    """With every write by itself: ``NotFound: Thing echo-thing-e0ab0100``."""
    thing = new_thing()
    await happen(ours, thing, times=2)
    deliveries = [Delivery.read(body) for body in await bodies(ours)]
    consumer = listening(theirs, broker, handler=answer)
    monkeypatch.setattr(part, "BETWEEN_WRITES", parse(f"{point}=raise@1")[point])
    with pytest.raises(Tripped):
        await consumer.handle(deliveries)
    await consumer.handle(deliveries)
    assert (await names(theirs, thing), await _answers(theirs, thing)) == (["lần 1", "lần 2"], (2, 2))


@pytest.mark.long
@pytest.mark.parametrize("point", POINTS)
async def test_consumer_that_was_killed_between_two_writes_has_written_neither(
    start: StartWorker, ours: Store, theirs: Store, broker: Broker, consumer: str, ledger: Ledger, point: str
) -> None:
    """The store keeps a dead client's transaction open for a minute; its successor waits for that, patiently.

    With every write by itself: ``Verdict(attempted=2, lost=1)``.
    """
    worker = await start(theirs, consumer=consumer, handler="answer", failpoint=f"{point}=kill")
    thing = new_thing()
    async with running(Relay(ours, broker, owner="a")):
        await ledger.happen(ours, thing, thing)
        assert await worker.ended() == -9
        async with running(listening(theirs, broker, consumer, answer)):
            verdict = await ledger.settled(ours, theirs, seconds=150)
    assert verdict.kept_the_promise, verdict
    assert await _answers(theirs, thing) == (2, 2)


async def _answers(store: Store, thing: str) -> tuple[int, int]:
    """What the handler made of it: the version of its own thing, and that thing's events."""
    echo = await store.reads.get(Thing, f"echo-{thing}")
    return echo.sequence, await store["outbox"].count_documents({"subject": f"unit/{echo.id}"})
