"""The techniques of docs/reliability.md, each with a way to take it out: what the tests of this folder must notice.

    THIDUA_FAULTS_WITHOUT=1 pytest tests/faults      every test runs without its technique, and has to fail

The processes of a test read the technique's name from the same variable.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import aiormq
import pytest
import uvicorn
from pamqp.commands import Basic

from shared.events import Envelope
from shared.events.envelope import decode
from shared.messaging import Permanent, broker, catchup, consumer, inbox, relay
from shared.service import runtime
from shared.store import Context, Store, Transaction, client, leases, outbox, serverclock
from shared.store.documents import Document

VARIABLE = "THIDUA_FAULTS_WITHOUT"


def remove(name: str, patch: pytest.MonkeyPatch) -> None:
    """Take a technique out of this process."""
    WITHOUT[name](patch)


def remove_as_told(patch: pytest.MonkeyPatch) -> None:
    """Take out the technique that the variable names, if it names one."""
    if name := os.environ.get(VARIABLE, ""):
        remove(name, patch)


def shorten_leases(patch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let relays hold their partitions for a shorter time, so that a test need not wait for its end."""
    patch.setattr(relay, "LEASE_SECONDS", seconds)
    patch.setattr(relay, "RENEW_SECONDS", seconds / 4)
    patch.setattr(relay, "CONFIRM_SECONDS", seconds / 2)


def outbox_in_the_transaction(patch: pytest.MonkeyPatch) -> None:
    """Events are written after the commit, as where one publishes after saving."""
    later: list[Document] = []
    insert_raw, commit = Transaction.insert_raw, Store.transact

    async def insert(self: Transaction, collection: str, documents: list[Document]) -> None:
        if collection == outbox.COLLECTION:
            later.extend(documents)
        else:
            await insert_raw(self, collection, documents)

    async def transact(self: Store, work: Callable[[Transaction], Awaitable[Any]], context: Context) -> Any:
        result = await commit(self, work, context)
        if later:
            await self[outbox.COLLECTION].insert_many(later)
            later.clear()
        return result

    patch.setattr(Transaction, "insert_raw", insert)
    patch.setattr(Store, "transact", transact)


def one_transaction(patch: pytest.MonkeyPatch) -> None:
    """Every write stands by itself."""
    begin = Transaction.__init__

    def alone(self: Transaction, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        self._session = None

    patch.setattr(Transaction, "__init__", alone)


def confirms(patch: pytest.MonkeyPatch) -> None:
    """What was sent counts as published, whatever becomes of it."""
    send = aiormq.Channel.basic_publish
    underway: set[asyncio.Task[Any]] = set()

    async def hope(self: aiormq.Channel, *arguments: Any, **named: Any) -> Any:
        task = asyncio.create_task(_silently(send(self, *arguments, **named)))
        underway.add(task)
        task.add_done_callback(underway.discard)
        await asyncio.sleep(0)
        return Basic.Ack()

    patch.setattr(aiormq.Channel, "basic_publish", hope)


async def _silently(sending: Awaitable[Any]) -> None:
    with suppress(Exception):
        await sending


def mandatory(patch: pytest.MonkeyPatch) -> None:
    """A message that no queue takes is confirmed all the same."""
    send = aiormq.Channel.basic_publish

    async def anyhow(self: aiormq.Channel, *arguments: Any, **named: Any) -> Any:
        return await send(self, *arguments, **{**named, "mandatory": False})

    patch.setattr(aiormq.Channel, "basic_publish", anyhow)


def inbox_rows(patch: pytest.MonkeyPatch) -> None:
    """Every delivery is new."""

    async def admit(self: inbox.Inbox, tx: Transaction, batch: list[inbox.Delivery], **named: Any) -> Any:
        return inbox.Admission(handle=list(batch))

    patch.setattr(inbox.Inbox, "admit", admit)


def cursors(patch: pytest.MonkeyPatch) -> None:
    """Nobody minds the order: the inbox alone decides."""
    begin = inbox.Inbox.__init__

    def unordered(self: inbox.Inbox, consumer: str, *, ordered: bool) -> None:
        begin(self, consumer, ordered=False)

    patch.setattr(inbox.Inbox, "__init__", unordered)


def classification(patch: pytest.MonkeyPatch) -> None:
    """Whatever fails is tried again, as if it could ever succeed."""
    patch.setattr(consumer, "is_permanent", lambda error: False)


def tolerance(patch: pytest.MonkeyPatch) -> None:
    """Members that a class does not know make an event unreadable."""

    def strict(body: bytes, type_: str) -> Envelope[Any]:
        envelope = decode(body, type_)
        if unknown := json.loads(body)["data"].keys() - type(envelope.data).model_fields.keys():
            raise Permanent(f"unknown: {sorted(unknown)}")
        return envelope

    patch.setattr("shared.messaging.inbox.decode", strict)


def store_clock(patch: pytest.MonkeyPatch) -> None:
    """Leases end, and what waits grows old, by the clock of the machine that looks."""

    async def now(self: serverclock.ServerClock) -> datetime:
        return datetime.now(UTC)

    patch.setattr(serverclock.ServerClock, "read", now)


def prefetch(patch: pytest.MonkeyPatch) -> None:
    """A consumer takes all there is."""
    patch.setattr(consumer, "PREFETCH", 60_000)


def heartbeat(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks whether the other end is still there."""
    patch.setattr(broker, "HEARTBEAT", 0)


def by_state(patch: pytest.MonkeyPatch) -> None:
    """The relay remembers how far it came and reads on from there."""
    windows = outbox.Outbox.windows
    read = [""]

    async def beyond(self: outbox.Outbox, *arguments: Any) -> AsyncGenerator[list[Document], None]:
        async for rows in windows(self, *arguments):
            fresh = [row for row in rows if row["_id"] > read[0]]
            read[0] = max([read[0], *(row["_id"] for row in fresh)])
            yield fresh

    patch.setattr(outbox.Outbox, "windows", beyond)


def two_connections(patch: pytest.MonkeyPatch) -> None:
    """One connection to publish and to consume."""
    patch.setattr(broker.Broker, "consuming", broker.Broker.publishing)


def catch_up(patch: pytest.MonkeyPatch) -> None:
    """A consumer is content with what comes from now on."""

    async def never(self: catchup.CatchUp) -> bool:
        return False

    patch.setattr(catchup.CatchUp, "is_needed", never)


def lease(patch: pytest.MonkeyPatch) -> None:
    """Every relay believes that all is its own."""

    async def mine(self: leases.Leases, name: str, seconds: float) -> int:
        return 1

    patch.setattr(leases.Leases, "hold", mine)


def one_by_one(patch: pytest.MonkeyPatch) -> None:
    """What was in flight when the process died is taken all at once again."""

    async def open_(self: consumer.Consumer) -> None:
        await carefully(self)
        await self._take_many()

    carefully = consumer.Consumer._open
    patch.setattr(consumer.Consumer, "_open", open_)


def grace(patch: pytest.MonkeyPatch) -> None:
    """SIGTERM ends the process as it stands."""
    patch.setattr(uvicorn.Server, "handle_exit", lambda *_: os._exit(128 + signal.SIGTERM))


def uncounted_types(patch: pytest.MonkeyPatch) -> None:
    """An ordered consumer hears only the types that it handles."""
    handle = consumer.Consumer.handle

    async def deaf(self: consumer.Consumer, deliveries: list[inbox.Delivery], **how: Any) -> None:
        await handle(self, [one for one in deliveries if self.reactions.handles(one.envelope.type)], **how)

    patch.setattr(consumer.Consumer, "handle", deaf)


def golden_samples(patch: pytest.MonkeyPatch) -> None:
    """A member becomes compulsory that was not there when the event was first published."""

    def demanding(body: bytes, type_: str) -> Envelope[Any]:
        if "since" not in json.loads(body)["data"]:
            raise Permanent("data.since: Field required")
        return decode(body, type_)

    patch.setattr("shared.messaging.inbox.decode", demanding)


def rest_by_own_clock(patch: pytest.MonkeyPatch) -> None:
    """When a row may be tried again stands in the row, as an instant of the machine that failed."""
    windows, settle = outbox.Outbox.windows, outbox.Outbox.settle

    async def due(self: outbox.Outbox, *arguments: Any) -> AsyncGenerator[list[Document], None]:
        async for rows in windows(self, *arguments):
            now = datetime.now(UTC)
            yield [row for row in rows if "not_before" not in row or row["not_before"] <= now]

    async def put_off(self: outbox.Outbox, published: dict[str, int], failed: dict[str, str]) -> None:
        await settle(self, published, failed)
        later = {"$set": {"not_before": datetime.now(UTC) + timedelta(seconds=2)}}
        await self._rows.update_many({"_id": {"$in": list(failed)}}, later)

    patch.setattr(outbox.Outbox, "windows", due)
    patch.setattr(outbox.Outbox, "settle", put_off)


class Never(Exception):
    """What nobody raises."""


def nobodys_fault(patch: pytest.MonkeyPatch) -> None:
    """A store that does not answer, or cannot write, is a failure like any other."""
    patch.setattr(client, "AutoReconnect", Never)
    patch.setattr(consumer, "StoreAway", Never)
    patch.setattr(client, "FORGOTTEN", set())
    patch.setattr(client, "UNABLE", set())
    patch.setattr(client, "INTERNAL", None)
    patch.setattr(import_module("shared.service.problems"), "StoreFailure", Never)  # a function has that name, too


def patient_start(patch: pytest.MonkeyPatch) -> None:
    """A process that does not find its store at its start gives up."""
    patch.setattr(runtime, "StoreFailure", Never)


WITHOUT: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "outbox-in-the-transaction": outbox_in_the_transaction,
    "one-transaction": one_transaction,
    "confirms": confirms,
    "mandatory": mandatory,
    "inbox": inbox_rows,
    "cursors": cursors,
    "classification": classification,
    "tolerance": tolerance,
    "uncounted-types": uncounted_types,
    "golden-samples": golden_samples,
    "rest-by-own-clock": rest_by_own_clock,
    "store-clock": store_clock,
    "prefetch": prefetch,
    "heartbeat": heartbeat,
    "by-state": by_state,
    "two-connections": two_connections,
    "catch-up": catch_up,
    "lease": lease,
    "one-by-one": one_by_one,
    "grace": grace,
    "nobody's-fault": nobodys_fault,
    "patient-start": patient_start,
}
