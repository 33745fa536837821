"""The verdict sees what it looks for: each wound in a copy of the books is named, and counted as what it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from deploy.local.services import NAMES
from deploy.local.verdict import Verdict, verdict
from shared.events.registration import MovementLaunched
from shared.store import Store

if TYPE_CHECKING:
    from motor.motor_asyncio import AsyncIOMotorCollection

    from tests.e2e.conftest import Town

Document = dict[str, Any]


class Copy:
    """The books of the year under another name, where nobody works on them; every wound heals after its test."""

    def __init__(self, url: str, town: Town) -> None:
        self.prefix = f"copy{uuid4().hex[:8]}"
        self.url = url
        self.mail_dir = town.mail_dir
        self._from = {name: Store(url, f"{town.database_prefix}_{name}") for name in NAMES}
        self._stores = {name: Store(url, f"{self.prefix}_{name}") for name in NAMES}
        self._healing: list[Callable[[], Awaitable[object]]] = []

    async def make(self) -> None:
        """Copy everything."""
        for name, source in self._from.items():
            for collection in await source.database.list_collection_names():
                rows = await source.database[collection].find({}).to_list(None)
                if rows:
                    await self._stores[name].database[collection].insert_many(rows)

    def close(self) -> None:
        """The copies end with the demonstration's store."""
        for store in (*self._stores.values(), *self._from.values()):
            store.close()

    def of(self, service: str, collection: str) -> AsyncIOMotorCollection[Document]:
        """A collection of a service."""
        return self._stores[service].database[collection]

    async def one(self, service: str, collection: str, **where: Any) -> Document:
        """Some document, the same every time."""
        found = await self.of(service, collection).find_one(where, sort=[("_id", 1)])
        assert found, f"no {where} in {service}'s {collection}"
        return found

    async def take_out(self, service: str, collection: str, **where: Any) -> None:
        """Delete a document."""
        gone = await self.one(service, collection, **where)
        await self.of(service, collection).delete_one({"_id": gone["_id"]})
        self._healing.append(lambda: self.of(service, collection).insert_one(gone))

    async def put_in(self, service: str, collection: str, document: Document) -> None:
        """Insert a document."""
        await self.of(service, collection).insert_one(document)
        self._healing.append(lambda: self.of(service, collection).delete_one({"_id": document["_id"]}))

    async def change(self, service: str, collection: str, document: Document, **fields: Any) -> None:
        """Set fields of a document."""
        await self.of(service, collection).update_one({"_id": document["_id"]}, {"$set": fields})
        self._healing.append(lambda: self.of(service, collection).replace_one({"_id": document["_id"]}, document))

    async def heal(self) -> None:
        """Undo every change."""
        while self._healing:
            await self._healing.pop()()

    async def verdict(self, **more: Any) -> Verdict:
        """What is said of it now."""
        return await verdict(self.url, self.prefix, self.mail_dir, **more)


@pytest.fixture(scope="module")
async def copied(town: Town) -> AsyncIterator[Copy]:
    copy = Copy(town.mongo_url, town)
    await copy.make()
    yield copy
    copy.close()


@pytest.fixture
async def copy(copied: Copy) -> AsyncIterator[Copy]:
    yield copied
    await copied.heal()


def found(said: Verdict) -> dict[str, tuple[int, int]]:
    """Service → lost and duplicated, of those that are not clean."""
    return {row.service: (row.lost, row.duplicated) for row in said.rows if row.lost or row.duplicated}


async def test_untouched_copy_is_clean(copy: Copy) -> None:
    said = await copy.verdict()
    assert said.findings == ()
    assert said.clean


async def test_event_that_was_never_published_is_lost(copy: Copy) -> None:
    row = await copy.one("nomination", "outbox")
    await copy.change("nomination", "outbox", row, pending=True)
    assert found(await copy.verdict()) == {"nomination": (1, 0)}


async def test_event_missing_from_the_outbox_is_lost(copy: Copy) -> None:
    row = await copy.one("registration", "outbox", type=MovementLaunched.meta.type)
    await copy.take_out("registration", "outbox", _id=row["_id"])
    said = await copy.verdict()
    assert {finding.what for finding in said.findings if finding.service == "registration"} == {
        "events of the audit that are not in the outbox",
        f"events of {row['subject']} that are not in the outbox",
    }


@pytest.mark.parametrize("consumer", ["reporting.projections", "reporting.directory"])
async def test_event_that_an_ordered_consumer_never_had_is_lost(copy: Copy, consumer: str) -> None:
    cursor = await copy.one("reporting", "cursors", consumer=consumer)
    await copy.change("reporting", "cursors", cursor, last=cursor["last"] - 1)
    assert found(await copy.verdict()) == {"reporting": (1, 0)}


async def test_event_that_an_order_free_consumer_never_had_is_lost(copy: Copy) -> None:
    await copy.take_out("notification", "inbox", consumer="notification.notices")
    assert found(await copy.verdict()) == {"notification": (1, 0)}


@pytest.mark.parametrize(("by", "wanted"), [(-1, (1, 0)), (1, (0, 1)), (2, (0, 2))])
@pytest.mark.parametrize("collection", ["dossier_rows", "award_rows", "plan_rows", "notice_traces", "meeting_rows"])
async def test_row_of_a_report_that_took_in_too_few_or_too_many_events_is_seen(
    copy: Copy, collection: str, by: int, wanted: tuple[int, int]
) -> None:
    row = await copy.one("reporting", collection)
    await copy.change("reporting", collection, row, applied=row["applied"] + by)
    assert found(await copy.verdict()) == {"reporting": wanted}


async def test_row_of_a_report_that_is_not_there_is_lost(copy: Copy) -> None:
    row = await copy.one("reporting", "decision_rows")
    await copy.take_out("reporting", "decision_rows", _id=row["_id"])
    assert found(await copy.verdict()) == {"reporting": (row["applied"], 0)}


async def test_office_that_a_directory_lacks_is_lost(copy: Copy) -> None:
    person = await copy.one("nomination", "directory_people", _id="dq-chu-tich-01")
    await copy.change("nomination", "directory_people", person, offices=person["offices"][1:])
    assert found(await copy.verdict()) == {"nomination": (1, 0)}


async def test_office_that_stands_twice_in_a_directory_is_duplicated(copy: Copy) -> None:
    person = await copy.one("nomination", "directory_people", _id="dq-chu-tich-01")
    await copy.change("nomination", "directory_people", person, offices=[*person["offices"], person["offices"][0]])
    assert found(await copy.verdict()) == {"nomination": (0, 1)}


async def test_notice_that_was_never_written_is_lost(copy: Copy) -> None:
    await copy.take_out("notification", "notices", channels=["inbox"])
    assert found(await copy.verdict()) == {"notification": (1, 0)}


async def test_person_who_is_told_of_an_event_twice_is_duplicated(copy: Copy) -> None:
    notice = await copy.one("notification", "notices", channels=["inbox"])
    await copy.put_in("notification", "notices", notice | {"_id": "again", "sequence": 0})
    assert found(await copy.verdict()) == {"notification": (0, 1)}


async def test_mail_that_was_never_sent_is_lost(copy: Copy) -> None:
    delivery = await copy.one("notification", "deliveries", state="sent")
    await copy.change("notification", "deliveries", delivery, state="pending")
    assert found(await copy.verdict()) == {"notification": (1, 0)}


async def test_mail_marked_as_sent_that_is_not_in_the_mailbox_is_lost(copy: Copy) -> None:
    file = min(copy.mail_dir.glob("*.eml"))
    hidden = file.rename(file.with_suffix(".hidden"))
    try:
        assert found(await copy.verdict()) == {"notification": (1, 0)}
    finally:
        hidden.rename(file)


async def test_second_mail_about_a_notice_is_duplicated(copy: Copy) -> None:
    file = min(copy.mail_dir.glob("*.eml"))
    second = file.with_name("second.eml")
    second.write_bytes(file.read_bytes())
    try:
        assert found(await copy.verdict()) == {"notification": (0, 1)}
    finally:
        second.unlink()


async def test_repeated_mail_that_the_mailbox_recognised_is_a_delivery_and_no_effect(copy: Copy) -> None:
    before = await copy.verdict()
    notes = copy.mail_dir / "duplicates.jsonl"
    had = notes.read_bytes() if notes.exists() else None
    notes.write_bytes((had or b"") + b'{"message_id": "<a@b>"}\n')
    try:
        after = await copy.verdict()
    finally:
        notes.unlink() if had is None else notes.write_bytes(had)
    rows = {row.service: row for row in after.rows}, {row.service: row for row in before.rows}
    assert after.clean
    assert rows[0]["notification"].deliveries == rows[1]["notification"].deliveries + 1
    assert rows[0]["notification"].effects == rows[1]["notification"].effects


async def test_bulletin_that_was_never_written_is_lost(copy: Copy) -> None:
    await copy.take_out("notification", "bulletins")
    said = await copy.verdict()
    assert "bulletins" in {finding.what for finding in said.findings if finding.kind == "lost"}


async def test_award_that_was_decided_and_not_granted_is_lost(copy: Copy) -> None:
    await copy.take_out("nomination", "awards")
    said = await copy.verdict()
    assert "awards that were decided and not granted" in {one.what for one in said.findings if one.kind == "lost"}


async def test_award_that_stands_twice_for_one_line_is_duplicated(copy: Copy) -> None:
    award = await copy.one("nomination", "awards")
    await copy.put_in("nomination", "awards", award | {"_id": "again", "sequence": 0})
    assert found(await copy.verdict()) == {"nomination": (0, 1)}


@pytest.mark.parametrize(("ordinal", "wanted"), [(9, (3, 0)), (1, (1, 1))])
async def test_hole_or_repetition_in_the_numbers_of_decisions_is_seen(
    copy: Copy, ordinal: int, wanted: tuple[int, int]
) -> None:
    """Number 4 of six becomes 9 (4, 7 and 8 are missing), or a second 1 (4 is missing)."""
    decision = await copy.one("nomination", "decisions", unit="duong-quang", ordinal=4)
    await copy.change("nomination", "decisions", decision, ordinal=ordinal)
    assert found(await copy.verdict()) == {"nomination": wanted}


async def test_accepted_command_that_left_no_trace_is_lost(copy: Copy) -> None:
    commands = {row.service: row.commands for row in (await copy.verdict()).rows}
    assert (await copy.verdict(accepted=commands)).clean
    commands["nomination"] += 1
    assert found(await copy.verdict(accepted=commands)) == {"nomination": (1, 0)}


async def test_parked_event_is_counted_and_no_run_with_one_is_clean(copy: Copy) -> None:
    await copy.put_in("reporting", "parked", {"_id": "waiting", "consumer": "reporting.projections"})
    said = await copy.verdict()
    assert {row.service: row.parked for row in said.rows}["reporting"] == 1
    assert not said.clean
