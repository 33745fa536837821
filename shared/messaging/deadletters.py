"""Dead letters: what a consumer gave up, kept in the store of its service until an operator decides.

The queue ``<consumer>.dead`` is only the way there. A broker counts every look at a message and drops it after some;
a row in the store can be looked at, sent again and discarded, and who did it stands in the audit.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from pydantic import ValidationError

from shared.aggregate import new_id
from shared.clock import Clock
from shared.errors import NotFound
from shared.events import Envelope
from shared.events.envelope import decode_attributes
from shared.messaging import message as headers
from shared.messaging import topology
from shared.messaging.broker import DOWN, RPC_TIMEOUT, Broker, answered
from shared.messaging.gaps import waive
from shared.messaging.interventions import Act, note
from shared.messaging.reactions import Reactions
from shared.observability import metrics
from shared.observability.logs import logger
from shared.record import Record
from shared.store import Context, Store, StoreFailure, Transaction

log = logger(__name__)
PREFETCH = 50
PAUSE_SECONDS = 1.0
POISON = "delivery-limit"
"""The reason of a message that nobody could even refuse: its consumer died of it again and again."""


class DeadLetter(Record):
    """A message that was given up; ``id`` is ``<consumer>|<event>``. ``body`` is Base64, never shown as it is.

    ``resend``: an operator has asked for it to be sent again, and the worker has not done so yet.
    """

    collection: ClassVar[str] = "dead_letters"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("consumer", "id"), ("consumer", "subject"))

    consumer: str
    event: str
    type: str
    subject: str = ""
    sequence: int = 0
    unit: str = ""
    source: str = ""
    reason: str
    detail: str = ""
    handler: str = ""
    attempts: int = 1
    first_failed: datetime
    last_failed: datetime
    arrived: str
    body: str
    resend: bool = False

    @property
    def envelope(self) -> Envelope[dict[str, Any]] | None:
        """The event, if it can be read at all."""
        return _envelope(base64.b64decode(self.body))


async def resend(tx: Transaction, *, consumer: str, event: str, reason: str = "") -> DeadLetter:
    """Have a dead letter sent to its consumer again, as if it had never failed."""
    letter = await _get(tx, consumer, event)
    note(tx, Act.RESEND, consumer, event, reason)
    return tx.put(letter.model_copy(update={"resend": True}))


async def discard(tx: Transaction, *, reactions: Reactions, event: str, reason: str) -> DeadLetter:
    """Remove a dead letter for good. Its consumer goes without the event: what waits behind it is handled."""
    letter = await _get(tx, reactions.consumer, event)
    tx.remove(DeadLetter, letter.id)
    if letter.subject and letter.sequence:
        await waive(tx, reactions, letter.subject, [letter.sequence], reason)
    note(tx, Act.DISCARD, reactions.consumer, event, reason)
    return letter


async def _get(tx: Transaction, consumer: str, event: str) -> DeadLetter:
    letter = await tx.get_or_none(DeadLetter, f"{consumer}|{event}")
    if letter is None:
        raise NotFound(what=f"thông điệp {event}")
    return letter


class Keeper:
    """Brings dead letters from the broker into the store, and those that shall be sent again back to their queues."""

    def __init__(self, consumers: Sequence[str], *, store: Store, broker: Broker, clock: Clock, service: str) -> None:
        self._consumers = consumers
        self._store = store
        self._broker = broker
        self._clock = clock
        self._service = service
        self._channel: AbstractChannel | None = None

    async def run(self) -> None:
        """Until cancelled; tries again while broker or store are away."""
        while True:
            try:
                with answered():
                    await self._keep()
            except (*DOWN, StoreFailure) as error:
                log.warning("dead letters are not fetched, trying again", error=str(error))
                await asyncio.sleep(PAUSE_SECONDS)

    async def send_again(self) -> int:
        """Publish what operators want sent again; how many were. The row goes after the broker has confirmed."""
        letters = await self._store.reads.find(DeadLetter, {"resend": True})
        for letter in letters:
            channel = await self._open()
            body, now = base64.b64decode(letter.body), datetime.now(UTC)
            copy = headers.once_more(body, event=letter.event, type_=letter.type, recorded_at=now)
            await channel.default_exchange.publish(copy, letter.consumer, mandatory=True, timeout=RPC_TIMEOUT)
            # it may have failed again by now: then the row is another one
            await self._store[DeadLetter.collection].delete_one(
                {"_id": letter.id, "arrived": letter.arrived, "resend": True}
            )
        return len(letters)

    async def _open(self) -> AbstractChannel:
        if self._channel is None or self._channel.is_closed:
            connection = await self._broker.publishing()
            async with asyncio.timeout(RPC_TIMEOUT):
                self._channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        return self._channel

    async def _keep(self) -> None:
        connection = await self._broker.consuming()
        arrived: asyncio.Queue[tuple[str, AbstractIncomingMessage]] = asyncio.Queue()
        async with connection.channel() as channel:
            await channel.set_qos(prefetch_count=PREFETCH)
            for consumer in self._consumers:
                queue = await topology.declare_dead(channel, consumer)
                await queue.consume(_into(arrived, consumer), timeout=RPC_TIMEOUT)
            while True:
                consumer, message = await arrived.get()
                await self._store.transact(_entering(read_letter(consumer, message)), self._context())
                if headers.REASON not in message.headers:
                    metrics.DEAD_LETTERS.labels(consumer, POISON).inc()
                await message.ack()

    def _context(self) -> Context:
        return Context(
            service=self._service,
            actor=f"service:{self._service}",
            command="keep dead letters",
            now=self._clock.now(),
            correlation_id="",
            causation_id="",
        )


def _into(arrived: asyncio.Queue[tuple[str, AbstractIncomingMessage]], consumer: str) -> Any:
    async def put(message: AbstractIncomingMessage) -> None:
        await arrived.put((consumer, message))

    return put


def _entering(letter: DeadLetter) -> Any:
    async def enter(tx: Transaction) -> None:
        known = await tx.get_or_none(DeadLetter, letter.id)
        first = min(known.first_failed, letter.first_failed) if known else letter.first_failed
        tx.put(letter.model_copy(update={"first_failed": first}))

    return enter


def read_letter(consumer: str, message: AbstractIncomingMessage) -> DeadLetter:
    """The row of a dead message, whatever is in it."""
    known = message.headers
    event = message.message_id or hashlib.sha256(message.body).hexdigest()[:32]
    now = datetime.now(UTC)
    envelope = _envelope(message.body)
    about = {} if envelope is None else envelope.model_dump(include={"subject", "sequence", "unit", "source"})
    return DeadLetter(
        id=f"{consumer}|{event}",
        consumer=consumer,
        event=event,
        type=message.type or "",
        reason=_text(known.get(headers.REASON)) or POISON,
        detail=_text(known.get(headers.DETAIL)),
        handler=_text(known.get(headers.HANDLER)),
        attempts=_count(known.get(headers.TRIES)) or topology.DELIVERY_LIMIT,
        first_failed=_instant(known.get(headers.FIRST_FAILED), now),
        last_failed=_instant(known.get(headers.LAST_FAILED), now),
        arrived=new_id(),
        body=base64.b64encode(message.body).decode(),
        **about,
    )


def _envelope(body: bytes) -> Envelope[dict[str, Any]] | None:
    try:
        return decode_attributes(body)
    except ValidationError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _instant(value: object, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else otherwise
    except ValueError:
        return otherwise
