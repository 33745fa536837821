"""F7: messages come in any order. Per subject their effects come in one, without holes."""

from __future__ import annotations

import random

import pytest

from shared.messaging import Broker
from shared.messaging.inbox import Delivery
from shared.store import Store
from tests.integration.messaging.things import bodies, happen, listening, names, new_thing


@pytest.mark.technique("cursors")
async def test_any_order_and_any_number_of_deliveries_give_the_same_state(
    ours: Store, theirs: Store, broker: Broker
) -> None:
    """Without cursors: ``assert {… 2', 'lần 3']} == {… 4', 'lần 5']}``."""
    dice = random.Random(2025)
    things = [new_thing(), new_thing()]
    await happen(ours, *things, times=5)
    deliveries = [Delivery.read(body) for body in await bodies(ours)]
    for _ in range(12):
        consumer = listening(theirs, broker)
        stream = deliveries * 2
        dice.shuffle(stream)
        while stream:
            size = dice.randint(1, 5)
            await consumer.handle(stream[:size])
            del stream[:size]
        heard = {thing: await names(theirs, thing) for thing in things}
        assert heard == {thing: [f"lần {n}" for n in range(1, 6)] for thing in things}
        assert await theirs["parked"].count_documents({}) == 0
        await theirs["seen"].delete_many({})


@pytest.mark.technique("cursors")
async def test_event_behind_a_hole_has_no_effect_until_the_hole_closes(
    ours: Store, theirs: Store, broker: Broker
) -> None:
    """Without cursors: ``assert ['lần 3', 'lần 2'] == []``."""
    thing = new_thing()
    await happen(ours, thing, times=3)
    first, second, third = [Delivery.read(body) for body in await bodies(ours)]
    consumer = listening(theirs, broker)
    await consumer.handle([third, second])
    assert await names(theirs, thing) == []
    await consumer.handle([first])
    assert await names(theirs, thing) == ["lần 1", "lần 2", "lần 3"]
