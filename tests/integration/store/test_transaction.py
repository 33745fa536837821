"""State, outbox and audit are written together or not at all."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar

import pytest

from shared.aggregate import Aggregate, new_id
from shared.errors import Conflict, NotFound
from shared.events import Level
from shared.events.registration import UnitSucceeded
from shared.record import Record
from shared.store import Context, Store, Transaction
from shared.store.seal import seal
from shared.store.verify import findings

NOW = datetime(2025, 3, 1, tzinfo=UTC)


class Thing(Aggregate):
    kind: ClassVar[str] = "thing"
    collection: ClassVar[str] = "things"
    name: str = ""

    def rename(self, name: str) -> None:
        self.name = name
        self.record(UnitSucceeded(code=self.id, successors=(name,), on=date(2025, 6, 30)))


class Box(Record):
    collection: ClassVar[str] = "boxes"
    numbers: list[int] = []


def context() -> Context:
    id_ = new_id()
    return Context(
        service="registration", actor="tester", command="test", now=NOW, correlation_id=id_, causation_id=id_
    )


async def create(store: Store, name: str) -> str:
    thing_id = new_id()

    async def fresh(tx: Transaction) -> None:
        one = Thing(id=thing_id, unit="duong-quang", level=Level.COMMUNE)
        one.rename(name)
        tx.save(one)

    await store.transact(fresh, context())
    return thing_id


async def rename(store: Store, id_: str, name: str) -> None:
    async def work(tx: Transaction) -> None:
        thing = await tx.get(Thing, id_)
        thing.rename(name)
        tx.save(thing)

    await store.transact(work, context())


async def test_change_event_and_audit_stand_together(store: Store) -> None:
    id_ = await create(store, "một")
    await rename(store, id_, "hai")
    thing = await store.reads.get(Thing, id_)
    events = await store["outbox"].find({}).sort("sequence", 1).to_list(None)
    entries = await store["audit"].find({}).sort("version", 1).to_list(None)
    assert (thing.name, thing.version, thing.sequence) == ("hai", 2, 2)
    assert [(row["subject"], row["sequence"], row["pending"]) for row in events] == [
        (f"thing/{id_}", 1, True),
        (f"thing/{id_}", 2, True),
    ]
    assert [entry["changes"].get("name") for entry in entries] == [[None, "một"], ["một", "hai"]]
    assert entries[1]["previous"] == entries[0]["hash"]


async def test_nothing_is_written_when_the_work_fails(store: Store) -> None:
    async def work(tx: Transaction) -> None:
        thing = Thing(unit="duong-quang", level=Level.COMMUNE)
        thing.rename("x")
        tx.save(thing)
        await tx.next_number("series")
        await tx.flush()
        raise NotFound(what="x")

    with pytest.raises(NotFound):
        await store.transact(work, context())
    assert [await store[name].count_documents({}) for name in ("things", "outbox", "audit", "counters")] == [0, 0, 0, 0]


async def test_writers_of_one_thing_never_overwrite_each_other(store: Store) -> None:
    id_ = await create(store, "đầu")
    results = await asyncio.gather(*(rename(store, id_, f"tên {n}") for n in range(8)), return_exceptions=True)
    lost = [result for result in results if isinstance(result, BaseException) and not isinstance(result, Conflict)]
    assert lost == []
    done = sum(result is None for result in results)
    thing = await store.reads.get(Thing, id_)
    assert thing.sequence == 1 + done
    assert await store["outbox"].count_documents({}) == 1 + done


async def test_records_read_and_written_at_once_lose_nothing(store: Store) -> None:
    async def add(tx: Transaction, n: int) -> None:
        box = await tx.get_or_none(Box, "box") or Box(id="box")
        tx.put(Box(id="box", numbers=[*box.numbers, n]))

    await asyncio.gather(*(store.transact(partial(add, n=n), context()) for n in range(20)))
    assert sorted((await store.reads.get(Box, "box")).numbers) == list(range(20))


async def test_numbers_have_no_holes_when_many_ask_and_some_fail(store: Store) -> None:
    async def work(tx: Transaction, fail: bool) -> int:
        number = await tx.next_number("QĐ")
        if fail:
            raise NotFound(what="x")
        return number

    asked = [store.transact(partial(work, fail=n % 3 == 0), context()) for n in range(12)]
    results = await asyncio.gather(*asked, return_exceptions=True)
    numbers = sorted(result for result in results if isinstance(result, int))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 8


async def test_loading_saving_one_aggregate_takes_five_round_trips(store: Store) -> None:
    id_ = await create(store, "một")
    with store.queries.counting() as seen:
        await rename(store, id_, "hai")
    assert seen == ["find things", "update things", "insert outbox", "insert audit", "commitTransaction"]


async def test_verifier_finds_a_changed_entry(store: Store) -> None:
    id_ = await create(store, "một")
    await rename(store, id_, "hai")
    assert await seal(store, service="registration", now=NOW) == 2
    assert await seal(store, service="registration", now=NOW) == 0
    client, name = store._client, store.database.name
    assert [line async for line in findings(client, name)] == []
    await store["audit"].update_one({"_id": f"thing/{id_}#1"}, {"$set": {"actor": "somebody else"}})
    assert [line async for line in findings(client, name)] == [
        f"thing/{id_}#1: the entry was changed after it was written"
    ]


async def test_verifier_finds_a_removed_entry(store: Store) -> None:
    id_ = await create(store, "một")
    await rename(store, id_, "hai")
    await seal(store, service="registration", now=NOW)
    await store["audit"].delete_one({"_id": f"thing/{id_}#2"})
    found = [line async for line in findings(store._client, store.database.name)]
    assert found == [f"thing/{id_}#2: is missing or differs from checkpoint 1"]
