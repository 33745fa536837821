"""A range of the history goes to one consumer again, and nothing takes effect twice."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest

from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import replay
from shared.messaging.replay import Replay, State, Unknown
from shared.store import Transaction
from shared.store.schema import INBOX_DAYS
from tests.integration.messaging.things import names, new_thing, until
from tests.integration.operations.conftest import Scene

EVENT = "vn.thidua.registration.UnitRegistered.v1"


async def reached(scene: Scene, asked: Replay, state: State) -> Replay:
    async def there() -> bool:
        found = await scene.ours.reads.get(Replay, asked.id)
        return found.state is state

    await until(there)
    return await scene.ours.reads.get(Replay, asked.id)


async def counted(scene: Scene, **filters: Any) -> Replay:
    return await reached(scene, await scene.act(replay.ask, consumer=scene.name, **filters), State.COUNTED)


async def heard(scene: Scene, thing: str, count: int) -> None:
    async def there() -> bool:
        return len(await names(scene.ours, thing)) == count

    await until(there)


async def test_preview_counts_what_would_be_sent_and_what_was_handled(scene: Scene) -> None:
    thing, other = new_thing(), new_thing()
    await scene.open()
    await scene.happen(thing, times=3)
    await scene.happen(other, times=2)
    await heard(scene, thing, 3)
    await heard(scene, other, 2)
    found = await counted(scene, subject=f"unit/{thing}", unit="duong-quang", types=[EVENT])
    assert (found.total, found.handled, found.unknown, dict(found.counts)) == (3, 3, 0, {EVENT: 3})
    assert found.first is not None
    assert found.sent == 0
    nothing = await counted(scene, until=datetime(2020, 1, 1, tzinfo=UTC))
    assert (nothing.total, nothing.first) == (0, None)


async def test_replay_gives_a_consumer_what_it_lost_and_doubles_nothing(scene: Scene) -> None:
    kept, lost = new_thing(), new_thing()
    await scene.open()
    await scene.happen(kept, lost, times=2)
    await heard(scene, kept, 2)
    await heard(scene, lost, 2)
    await scene.ours["seen"].delete_one({"_id": lost})
    await scene.ours["cursors"].delete_one({"_id": f"{scene.name}|unit/{lost}"})
    await scene.ours["inbox"].delete_many({})  # its time is over: the cursors know better
    found = await counted(scene, since=datetime.now(UTC) - timedelta(minutes=5))
    assert found.total - found.handled >= 2
    await scene.act(replay.send, replay_id=found.id, reason="lost in the night")
    await reached(scene, found, State.SENT)
    await heard(scene, lost, 2)
    assert await names(scene.ours, kept) == ["lần 1", "lần 2"]


class Told(Counter[str]):
    """How often somebody was told, for a consumer without order."""

    effects: ClassVar[Counter[str]] = Counter()


@pytest.mark.long
async def test_what_the_inbox_has_forgotten_is_sent_only_when_that_is_confirmed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = new_thing()

    async def tell(_: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        Told.effects[envelope.id] += event.code == thing

    scene.handler = tell
    await scene.open(ordered=False)
    await scene.happen(thing, times=2)

    async def told() -> bool:
        return Told.effects.total() == 2

    await until(told)
    fresh = await counted(scene, subject=f"unit/{thing}")
    assert (fresh.total, fresh.handled, fresh.unknown) == (2, 2, 0)
    await scene.act(replay.send, replay_id=fresh.id, reason="the inbox knows them")
    await reached(scene, fresh, State.SENT)
    await scene.ours["inbox"].delete_many({})
    monkeypatch.setattr(replay, "INBOX_DAYS", -1)  # the events are younger than their records were kept
    old = await counted(scene, subject=f"unit/{thing}")
    assert (old.handled, old.unknown) == (0, 2)
    with pytest.raises(Unknown):
        await scene.act(replay.send, replay_id=old.id, reason="not sure")
    assert Told.effects.total() == 2
    await scene.act(replay.send, replay_id=old.id, reason="we mean it", even_unknown=True)
    await reached(scene, old, State.SENT)

    async def twice() -> bool:
        return Told.effects.total() == 4

    await until(twice)
    assert INBOX_DAYS >= 7
