"""The directory of a service is the same whatever it hears first."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from deploy.local.stack import EmbeddedStack
from shared.clock import FixedClock
from shared.events import Level
from shared.events.registration import OfficerAppointed, Person, UnitMoved, UnitRegistered
from shared.identity.directory import STORED, directory_reactions
from shared.messaging import Broker
from shared.messaging.consumer import Consumer
from shared.store import Store
from tests.integration.stores import making
from tests.unit.reporting.story import Story

DAY = date(2025, 1, 2)
UNIT, OTHER = "duong-quang", "bach-sam"


def appointed(role: str, unit: str) -> OfficerAppointed:
    person = Person(id="dq-van-phong-01", name="Đỗ Minh Hà", honorific="Bà", email="")
    return OfficerAppointed(person=person, role=role, unit=unit, valid_from=DAY)


def story() -> Story:
    """Two units, one of which moves; a person with two offices in it, one of them told twice, and one beside it."""
    told = Story()
    for unit in (UNIT, OTHER):
        told.say(
            f"unit/{unit}",
            UnitRegistered(
                code=unit, name=unit, level=Level.COMMUNE, parent="my-hao", path=f"my-hao/{unit}", valid_from=DAY
            ),
            DAY,
        )
    told.say(f"unit/{UNIT}", UnitMoved(code=UNIT, parent="hung-yen", path=f"hung-yen/{UNIT}", on=DAY), DAY)
    for role, unit in (("officer", UNIT), ("signer", UNIT), ("officer", UNIT), ("auditor", OTHER)):
        told.say("officer/dq-van-phong-01", appointed(role, unit), DAY)
    return told


async def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {cls.collection: await store[cls.collection].find({}).sort("_id", 1).to_list(None) for cls in STORED}


async def test_any_order_of_units_and_offices_gives_the_same_directory(stack: EmbeddedStack) -> None:
    told = story()
    subjects = sorted({one.subject for one in told.envelopes})
    async with making(stack.mongo_url, STORED) as make:
        seen = []
        for order, at_once in itertools.product(itertools.permutations(subjects), (True, False)):
            store = await make()
            consumer = Consumer(
                directory_reactions("test"), store=store, broker=Broker("amqp://nowhere", name="test"),
                clock=FixedClock(datetime(2025, 1, 3, tzinfo=UTC)), service="test", after=lambda: None,
            )  # fmt: skip
            deliveries = sorted(told.deliveries, key=lambda one: order.index(one.envelope.subject))
            for batch in [deliveries] if at_once else [[one] for one in deliveries]:
                await consumer.handle(batch)
            seen.append(await rows(store))
    assert all(one == seen[0] for one in seen)
    units = {row["_id"]: row["appointments"] for row in seen[0]["directory_units"]}
    assert units == {UNIT: 2, OTHER: 1}
