"""Replay: events of the history, to one consumer alone, after a look at what they are.

First they are counted, then an operator who has seen the count has them sent. They go into the consumer's own queue, so
nobody else hears them. What the consumer has handled already does nothing: its inbox knows it, or the cursor of the
subject, which never expires. An unordered consumer has no cursor: of events older than its inbox it cannot say whether
they were handled, and sending these has to be asked for in so many words.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from aio_pika.abc import AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import DeliveryError
from pydantic import ValidationError

from shared.aggregate import new_id
from shared.errors import Conflict, NotFound
from shared.messaging import history
from shared.messaging import message as headers
from shared.messaging.broker import RPC_TIMEOUT, Broker
from shared.messaging.inbox import CURSORS, INBOX, Delivery
from shared.messaging.interventions import Act, note
from shared.messaging.reactions import Reactions
from shared.record import Record
from shared.store import Store, Transaction
from shared.store.schema import INBOX_DAYS

WINDOW = 100
FULL_PAUSE_SECONDS = 1.0
FULL_PATIENCE_SECONDS = 60.0


class State(StrEnum):
    """How far a replay has come."""

    COUNTING = "counting"
    COUNTED = "counted"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class NotCounted(Conflict):
    code = "replay.not_counted"
    title_vi = "Chỉ gửi lại được sau khi đã đếm xong và chưa gửi."
    title_en = "A replay can be sent once it has been counted and not before; this one is {state}."


class Unknown(Conflict):
    code = "replay.unknown"
    title_vi = (
        "{unknown} sự kiện quá cũ nên không biết đã xử lý hay chưa: gửi lại có thể tạo thông báo về việc đã qua. "
        "Chỉ gửi khi bạn xác nhận rõ điều đó."
    )
    title_en = "{unknown} events are too old to tell whether they were handled. Confirm it explicitly to send them."


class Replay(Record):
    """A range of the history for one consumer. ``since`` and ``until`` are instants of recording, both included.

    Empty filters take everything. ``handled`` were handled already, of ``unknown`` nobody can tell any more.
    """

    collection: ClassVar[str] = "replays"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("state",),)

    consumer: str
    since: datetime | None = None
    until: datetime
    types: tuple[str, ...] = ()
    subject: str = ""
    unit: str = ""
    state: State = State.COUNTING
    by: str
    asked_at: datetime
    reason: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    """How many of each type."""
    total: int = 0
    handled: int = 0
    unknown: int = 0
    first: datetime | None = None
    last: datetime | None = None
    sent: int = 0
    error: str = ""


async def ask(
    tx: Transaction,
    *,
    consumer: str,
    since: datetime | None = None,
    until: datetime | None = None,
    types: Sequence[str] = (),
    subject: str = "",
    unit: str = "",
) -> Replay:
    """Have the events of a range counted. Nothing is sent."""
    now = datetime.now(UTC)
    return tx.put(
        Replay(
            id=new_id(),
            consumer=consumer,
            since=since,
            until=min(until or now, now),
            types=tuple(types),
            subject=subject,
            unit=unit,
            by=tx.context.actor,
            asked_at=now,
        )
    )


async def send(tx: Transaction, *, replay_id: str, reason: str, even_unknown: bool = False) -> Replay:
    """Have what was counted sent. Raises Unknown unless that is confirmed."""
    replay = await tx.get_or_none(Replay, replay_id)
    if replay is None:
        raise NotFound(what=f"lần gửi lại {replay_id}")
    if replay.state is not State.COUNTED:
        raise NotCounted(state=replay.state.value)
    if replay.unknown and not even_unknown:
        raise Unknown(unknown=replay.unknown)
    note(tx, Act.REPLAY, replay.consumer, replay_id, reason)
    return tx.put(replay.model_copy(update={"state": State.SENDING, "reason": reason}))


class Replayer:
    """Counts and sends what was asked for, in a worker."""

    def __init__(self, replay: Replay, reactions: Reactions, *, store: Store, broker: Broker) -> None:
        self._replay = replay
        self._reactions = reactions
        self._store = store
        self._broker = broker

    async def run(self) -> None:
        """Do the step that is due; what fails is noted."""
        try:
            if self._replay.state is State.COUNTING:
                await self._count()
            else:
                await self._send()
        except DeliveryError:
            await self._note(state=State.FAILED, error="the queue takes no more")

    async def _count(self) -> None:
        counts: Counter[str] = Counter()
        stamps: list[datetime] = []
        handled = unknown = 0
        async with aclosing(self._matching()) as batches:
            async for batch in batches:
                counts.update(message.type or "" for message, _ in batch)
                stamps += [history.recorded_at(message) for message, _ in batch]
                stamps = [min(stamps), max(stamps)] if stamps else []
                known, lost = await self._known(batch)
                handled, unknown = handled + known, unknown + lost
        await self._note(
            state=State.COUNTED,
            counts=sorted(counts.items()),
            total=counts.total(),
            handled=handled,
            unknown=unknown,
            first=stamps[0].isoformat() if stamps else None,
            last=stamps[1].isoformat() if stamps else None,
        )

    async def _send(self) -> None:
        connection = await self._broker.publishing()
        sent = 0
        async with (
            connection.channel(publisher_confirms=True, on_return_raises=True) as channel,
            aclosing(self._matching()) as batches,
        ):
            async for batch in batches:
                for start in range(0, len(batch), WINDOW):
                    window = [message for message, _ in batch[start : start + WINDOW]]
                    await asyncio.gather(*(self._publish(channel.default_exchange, one) for one in window))
                    sent += len(window)
                await self._note(sent=sent)
        await self._note(state=State.SENT, sent=sent)

    async def _publish(self, exchange: AbstractExchange, message: AbstractIncomingMessage) -> None:
        """To the consumer's queue, confirmed. A queue that is full is asked again for a minute."""
        copy = headers.once_more(
            message.body,
            event=message.message_id or "",
            type_=message.type or "",
            recorded_at=history.recorded_at(message),
        )
        patience = asyncio.get_running_loop().time() + FULL_PATIENCE_SECONDS
        while True:
            try:
                await exchange.publish(copy, self._replay.consumer, mandatory=True, timeout=RPC_TIMEOUT)
            except DeliveryError:
                if asyncio.get_running_loop().time() > patience:
                    raise
                await asyncio.sleep(FULL_PAUSE_SECONDS)
            else:
                return

    async def _matching(self) -> AsyncGenerator[list[tuple[AbstractIncomingMessage, Delivery]], None]:
        """Batches of what the filters take, up to the present."""
        async with aclosing(history.read(self._broker, self._replay.since or "first")) as batches:
            async for batch in batches:
                if not batch:
                    return
                found = [(message, delivery) for message in batch for delivery in self._taken(message)]
                if found:
                    yield found

    def _taken(self, message: AbstractIncomingMessage) -> list[Delivery]:
        wanted, type_ = self._replay, message.type or ""
        at = history.recorded_at(message)
        within = (wanted.since is None or wanted.since <= at) and at <= wanted.until
        if not within or not self._reactions.hears(type_) or (wanted.types and type_ not in wanted.types):
            return []
        try:
            delivery = Delivery.read(message.body)
        except ValidationError:
            return []
        about = delivery.envelope
        fits = (not wanted.subject or about.subject == wanted.subject) and (
            not wanted.unit or about.unit == wanted.unit
        )
        return [delivery] if fits else []

    async def _known(self, batch: list[tuple[AbstractIncomingMessage, Delivery]]) -> tuple[int, int]:
        """How many of a batch were handled, and of how many the consumer has forgotten it."""
        key = await self._store.generations.key(self._reactions.consumer)
        if self._reactions.ordered:
            subjects = {delivery.envelope.subject for _, delivery in batch}
            rows = self._store[CURSORS].find({"_id": {"$in": [f"{key}|{subject}" for subject in subjects]}})
            last = {row["subject"]: row["last"] async for row in rows}
            done = [one for _, one in batch if one.envelope.sequence <= last.get(one.envelope.subject, 0)]
            return len(done), 0
        ids = [f"{key}|{delivery.envelope.id}" for _, delivery in batch]
        seen = {row["_id"] async for row in self._store[INBOX].find({"_id": {"$in": ids}}, {"_id": 1})}
        horizon = datetime.now(UTC) - timedelta(days=INBOX_DAYS)
        forgotten = [
            id_
            for id_, (message, _) in zip(ids, batch, strict=True)
            if id_ not in seen and history.recorded_at(message) < horizon
        ]
        return len(seen), len(forgotten)

    async def _note(self, **changes: object) -> None:
        await self._store[Replay.collection].update_one({"_id": self._replay.id}, {"$set": changes})
