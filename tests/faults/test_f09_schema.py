"""F9: events of other versions: yesterday's consumer with tomorrow's events, and today's with all that ever was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.events import Envelope, Event, all_events
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery
from shared.store import Store, Transaction
from tests.integration.messaging.things import CLOCK, bodies, happen, listening, names, new_thing

GOLDEN = sorted((Path(__file__).parents[1] / "contracts" / "golden").glob("*.json"))


@pytest.mark.technique("tolerance")
async def test_members_that_a_newer_release_added_are_ignored(ours: Store, theirs: Store, broker: Broker) -> None:
    """Where unknown members are refused: ``Permanent: unknown: ['colour', 'parts']``."""
    thing = new_thing()
    await happen(ours, thing)
    event = json.loads((await bodies(ours))[0])
    newer = event | {"priority": "high", "data": event["data"] | {"colour": "red", "parts": [{"code": 1}]}}
    await listening(theirs, broker).handle([Delivery.read(json.dumps(newer).encode())])
    assert await names(theirs, thing) == ["lần 1"]


@pytest.mark.technique("uncounted-types")
async def test_type_of_a_newer_release_leaves_no_hole_in_a_subject(ours: Store, theirs: Store, broker: Broker) -> None:
    """Where an unknown type is not counted: ``assert ['lần 1'] == ['lần 1', 'lần 3']``."""
    thing = new_thing()
    await happen(ours, thing, times=3)
    first, second, third = await bodies(ours)
    newer = json.loads(second) | {"type": "vn.thidua.registration.UnitRegistered.v9", "data": {"anything": 1}}
    consumer = listening(theirs, broker)
    await consumer.handle([Delivery.read(body) for body in (first, json.dumps(newer).encode(), third)])
    assert await names(theirs, thing) == ["lần 1", "lần 3"]


@pytest.mark.technique("golden-samples")
async def test_every_event_that_was_ever_published_reaches_its_handler(theirs: Store, broker: Broker) -> None:
    """With a member of an event made compulsory afterwards: ``Permanent: data.since: Field required``."""
    heard: list[Event] = []

    async def hear(_: Transaction, event: Event, __: Envelope[Any]) -> None:
        heard.append(event)

    reactions = Reactions("test.golden", ordered=False)
    reactions.on(*all_events())(hear)
    consumer = Consumer(reactions, store=theirs, broker=broker, clock=CLOCK, service="reporting", after=lambda: None)
    samples = [json.loads(path.read_bytes()) | {"id": path.stem} for path in GOLDEN]
    await consumer.handle([Delivery.read(json.dumps(one).encode()) for one in samples])
    assert [event.meta.type for event in heard] == [path.stem for path in GOLDEN]
