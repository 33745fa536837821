"""F20: a dead letter is sent again when the inbox has long forgotten it."""

from __future__ import annotations

import pytest

from shared.messaging import Broker
from shared.messaging.inbox import Delivery
from shared.store import Store
from tests.integration.messaging.things import bodies, happen, listening, names, new_thing

WEEK = 7 * 86_400


@pytest.mark.technique("cursors")
async def test_event_that_comes_again_after_its_inbox_row_expired_has_no_second_effect(
    ours: Store, theirs: Store, broker: Broker
) -> None:
    """Cursors never expire. Without them: ``assert ['lần 1', 'lầ...n 1', 'lần 2'] == ['lần 1', 'lần 2']``."""
    thing = new_thing()
    await happen(ours, thing, times=2)
    deliveries = [Delivery.read(body) for body in await bodies(ours)]
    consumer = listening(theirs, broker)
    await consumer.handle(deliveries)
    await theirs["inbox"].delete_many({})
    await consumer.handle(deliveries)
    assert await names(theirs, thing) == ["lần 1", "lần 2"]


async def test_inbox_remembers_for_more_than_a_week(theirs: Store) -> None:
    indexes = await theirs["inbox"].index_information()
    assert indexes["ttl"]["expireAfterSeconds"] > WEEK
