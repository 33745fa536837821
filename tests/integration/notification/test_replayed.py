"""An event that is replayed after its inbox record has expired tells nobody twice."""

from __future__ import annotations

from services.notification.bulletins.model import Bulletin
from services.notification.mail.model import Delivery
from services.notification.notices.model import Notice
from services.notification.work.model import WorkItem
from tests.integration.notification.scene import World, accepted, issued, submitted


async def test_notices_mails_bulletins_and_work_stay_as_they_are_without_an_inbox(world: World) -> None:
    said = await world.say(submitted("d-1"), accepted("d-1"), about="d-1")
    decided = await world.say(issued("q-1", "d-1"), about="q-1")
    await world.hear(*said.arrived(), *decided.arrived())
    before = await _effects(world)
    events = await world.ours["outbox"].count_documents({})
    assert before["notices"] > 0
    await world.ours["inbox"].delete_many({})
    await world.hear(*said.arrived(), *decided.arrived())
    assert await _effects(world) == before
    assert await world.ours["outbox"].count_documents({}) == events


async def _effects(world: World) -> dict[str, int]:
    return {cls.collection: await world.ours.reads.count(cls, {}) for cls in (Notice, Delivery, Bulletin, WorkItem)}
