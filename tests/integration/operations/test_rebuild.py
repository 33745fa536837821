"""A read model is made again from the history while its service writes and answers, and changes over in one step."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Permanent, deadletters, rebuild
from shared.messaging.inbox import Delivery
from shared.messaging.rebuild import Rebuild, State
from shared.messaging.shadow import Speaks
from shared.store import Transaction, changeover
from shared.store.generations import Closing
from tests.integration.messaging.things import Seen, Thing, context, new_thing, note, until
from tests.integration.operations.conftest import Scene


async def last(scene: Scene) -> Rebuild:
    found = await scene.ours.reads.find(Rebuild, {"model": scene.name}, sort=(("id", -1),), limit=1)
    return found[0]


async def ended(scene: Scene, state: State = State.DONE, seconds: float = 40) -> Rebuild:
    async def there() -> bool:
        found = await last(scene)
        assert found.state in {state, *rebuild.ACTIVE}, found.error
        return found.state is state

    await until(there, seconds)
    return await last(scene)


async def expected(scene: Scene) -> dict[str, list[str]]:
    """What the publisher said, thing by thing."""
    found: dict[str, list[str]] = {}
    async for row in scene.theirs["outbox"].find({}).sort([("subject", 1), ("sequence", 1)]):
        found.setdefault(row["subject"].removeprefix("unit/"), []).append(f"lần {row['sequence']}")
    return found


async def mine(scene: Scene) -> dict[str, list[str]]:
    """The read model without the things of other tests, which lie in the same streams."""
    said = await expected(scene)
    return {id_: heard for id_, heard in (await scene.rows()).items() if id_ in said}


async def level(scene: Scene) -> None:
    async def same() -> bool:
        return await mine(scene) == await expected(scene)

    await until(same, 40)


async def ask(scene: Scene) -> None:
    await scene.act(rebuild.ask, model=scene.name, reason="to see it made again")


async def test_wounded_model_is_healed_under_load_and_no_reader_sees_a_hole(scene: Scene) -> None:
    things = [new_thing() for _ in range(20)]
    await scene.open()
    await scene.happen(*things, times=2)
    await level(scene)
    await scene.ours["seen"].delete_many({"_id": {"$in": things[:3]}})
    await scene.ours["seen"].update_one({"_id": things[3]}, {"$set": {"names": ["nonsense"]}})
    asked = False

    async def write() -> None:
        while not asked or (await last(scene)).state in rebuild.ACTIVE:
            await scene.happen(things[5], things[6], new_thing())
            await asyncio.sleep(0.05)

    async def read() -> None:
        least, seen = len(things) - 3, 0
        while not asked or (await last(scene)).state in rebuild.ACTIVE:
            rows = await mine(scene)
            assert len(rows) >= least
            assert len(rows[things[5]]) >= seen
            seen = len(rows[things[5]])
            await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        group.create_task(read())
        await asyncio.sleep(0.2)
        await ask(scene)
        asked = True
        done = await ended(scene)
    await level(scene)
    assert (done.generation, done.behind, done.attempt) == (1, 0, 1)
    assert await scene.ours["seen.g1"].count_documents({}) >= len(things)
    assert set(await scene.ours["seen"].distinct("_id")) >= set(things[4:])  # still there for whoever reads it
    await scene.ours["retired"].update_many({}, {"$set": {"after": context().now}})
    await changeover.clear(scene.ours)
    assert "seen" not in await scene.ours.database.list_collection_names()
    await scene.happen(things[0])
    await level(scene)


async def test_rebuild_whose_process_died_leaves_all_as_it_was_and_begins_anew(scene: Scene) -> None:
    things = [new_thing() for _ in range(4)]
    started = asyncio.Event()
    slow = False

    async def handler(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if slow and event.code == things[2]:
            started.set()
            await asyncio.sleep(30)
        await note(tx, event, envelope)

    scene.handler = handler
    await scene.open()
    await scene.happen(*things, times=2)
    await level(scene)
    slow = True
    await ask(scene)
    await asyncio.wait_for(started.wait(), 30)
    await scene.end("desk")
    slow = False
    await scene.happen(*things)
    await level(scene)
    assert await scene.ours.generations.current(scene.name) == 0
    scene.start("desk", scene.new_desk("b").run())
    done = await ended(scene)
    await level(scene)
    assert (done.attempt, done.generation) == (2, 2)
    await until(lambda: _gone(scene, "seen.g1"))


async def _gone(scene: Scene, collection: str) -> bool:
    return collection not in await scene.ours.database.list_collection_names()


async def test_event_that_cannot_be_handled_ends_the_rebuild_and_is_passed_over_once_discarded(scene: Scene) -> None:
    thing = new_thing()

    async def handler(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and envelope.sequence == 2:
            raise Permanent("cannot be")
        await note(tx, event, envelope)

    scene.handler = handler
    await scene.open()
    await scene.happen(thing, times=3)
    await until(lambda: _letters(scene))
    await ask(scene)
    failed = await ended(scene, State.FAILED)
    assert f"unit/{thing}#2" in failed.error
    assert await scene.ours.generations.current(scene.name) == 0
    (letter,) = await scene.ours.reads.find(deadletters.DeadLetter, {"consumer": scene.name})
    await scene.act(deadletters.discard, reactions=scene.reactions, event=letter.event, reason="nonsense")
    await ask(scene)
    await ended(scene)
    assert (await mine(scene))[thing] == ["lần 1", "lần 3"]


async def _letters(scene: Scene) -> bool:
    return bool(await scene.ours["dead_letters"].count_documents({}) == 1)


async def test_history_that_is_not_whole_is_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "PATIENT_ROUNDS", 1)
    monkeypatch.setattr(rebuild, "CLOSING_SECONDS", 0.5)
    await scene.open()
    await scene.ours["cursors"].insert_one(
        {"_id": f"{scene.name}|unit/long-ago", "consumer": scene.name, "subject": "unit/long-ago", "last": 2}
    )
    await ask(scene)
    failed = await ended(scene, State.FAILED)
    assert "2 events, such as" in failed.error
    assert "unit/long-ago#1" in failed.error


async def test_handler_that_speaks_cannot_be_rebuilt(scene: Scene) -> None:
    thing = new_thing()

    async def handler(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing:
            other = Thing(id=uuid4().hex, unit="duong-quang", level=envelope.level)
            other.happen()
            tx.save(other)
        await note(tx, event, envelope)

    scene.handler = handler
    await scene.open()
    await scene.happen(thing)
    await level(scene)
    await ask(scene)
    assert Speaks.__name__ in (await ended(scene, State.FAILED)).error


async def test_change_waits_for_a_batch_in_flight_and_a_batch_waits_for_the_change(scene: Scene) -> None:
    thing = new_thing()
    going, go_on = asyncio.Event(), asyncio.Event()

    async def handler(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        going.set()
        await go_on.wait()
        await note(tx, event, envelope)

    scene.handler = handler
    scene.consumer = scene.listening()
    await scene.happen(thing, times=2)
    rows = await scene.theirs["outbox"].find({}).sort("sequence", 1).to_list(None)
    first, second = (Delivery.read(row["body"]) for row in rows)
    model = scene.reactions.model
    assert model is not None
    flight = asyncio.create_task(scene.consumer.handle([first]))
    await going.wait()
    closing = asyncio.create_task(scene.ours.transact(lambda tx: changeover.close(tx, model, "token"), context()))
    await asyncio.sleep(0.3)
    assert not closing.done()
    go_on.set()
    await asyncio.gather(flight, closing)
    with pytest.raises(Closing):
        await scene.consumer.handle([second])
    await scene.ours.transact(lambda tx: changeover.flip(tx, model, [scene.name], "token", 7), context())
    await scene.ours.generations.refresh()
    await scene.consumer.handle([first, second])
    assert await scene.ours.generations.place(Seen.collection) == "seen.g7"
    assert await scene.rows() == {thing: ["lần 1", "lần 2"]}
    with pytest.raises(changeover.GoneOn):
        await scene.ours.transact(lambda tx: changeover.flip(tx, model, [scene.name], "token", 8), context())
