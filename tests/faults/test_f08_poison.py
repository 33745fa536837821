"""F8: messages that nobody can handle: bytes that are no event, data that no class accepts, a handler that refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aio_pika import Message

from deploy.local.stack import EmbeddedStack
from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, Permanent, topology
from shared.messaging.relay import Relay
from shared.store import Store, Transaction
from tests.faults.broken import lying, meddling
from tests.faults.verdict import Ledger
from tests.integration.messaging.things import bodies, happen, listening, new_thing, note, running, until

TYPE = UnitRegistered.meta.type
KEY = "commune.duong-quang.registration.UnitRegistered"


def poisons(body: bytes) -> list[bytes]:
    """Four ways to spoil an event that were all seen in the wild."""
    event = json.loads(body)
    wrong = {**event, "id": "wrong", "subject": "unit/wrong", "data": {"code": 1}}
    return [b"", b"{not json \xff", json.dumps({"type": TYPE}).encode(), json.dumps(wrong).encode()]


async def picky(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
    if event.code.startswith("bad-"):
        raise Permanent("cannot")
    await note(tx, event, envelope)


@pytest.mark.technique("classification")
@pytest.mark.parametrize("late", [False, True])
async def test_poison_is_given_up_at_once_and_its_neighbours_flow(
    fragile: EmbeddedStack,
    ours: Store,
    theirs: Store,
    broker: Broker,
    consumer: str,
    ledger: Ledger,
    late: bool,
) -> None:
    """``late``: the consumer meets it in the history.

    Where all failures are alike nothing is given up: ``TimeoutError``.
    """
    listener = listening(theirs, broker, consumer, picky)
    relay = Relay(ours, broker, owner="a")
    good, bad = new_thing(), new_thing("bad")
    async with running(*([relay] if late else [relay, listener])):
        if not late:
            await listener.ready.wait()
        await ledger.happen(ours, good)
        async with meddling(fragile.amqp_url) as channel:
            exchange = await channel.get_exchange(topology.exchange_name("public"))
            for body in poisons((await bodies(ours))[0]):
                await exchange.publish(Message(body, type=TYPE, content_type="application/json"), KEY)
        await happen(ours, bad)
        await ledger.happen(ours, good, new_thing())
        async with running(*([listener] if late else [])):
            verdict = await ledger.settled(ours, theirs)
            assert verdict.kept_the_promise, verdict
            await until(lambda: _all_given_up(fragile.amqp_url, consumer))


async def _all_given_up(url: str, consumer: str) -> bool:
    return await lying(url, topology.dead_name(consumer)) == 5
