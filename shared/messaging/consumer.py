"""The consumer: micro-batches from a queue, one transaction each, acknowledged after the commit.

A batch that fails is run one by one, so that only the guilty message suffers. While the store is away nothing is
acknowledged and nothing counts as a failure of the message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import stamina
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue
from aio_pika.exceptions import ChannelInvalidStateError
from pydantic import ValidationError

from shared.clock import Clock
from shared.errors import Conflict, StoreAway
from shared.events import Envelope
from shared.failpoints import failpoint
from shared.messaging import topology
from shared.messaging.broker import DOWN, RPC_TIMEOUT, Broker, answered
from shared.messaging.catchup import CatchUp
from shared.messaging.errors import Transient, is_permanent
from shared.messaging.failures import Failures, handler_name, handling
from shared.messaging.inbox import Delivery, Inbox, Waived
from shared.messaging.message import CARRIED
from shared.messaging.reactions import Reactions
from shared.messaging.seat import Place, Seat
from shared.observability import metrics
from shared.observability.logs import correlation, logger
from shared.store import Context, Store, StoreFailure, Transaction
from shared.store.generations import Closing

log = logger(__name__)
BATCH = 200
PREFETCH = 2 * BATCH
"""While one batch is handled the next one is on its way."""
LINGER_SECONDS = 0.002
"""After a batch of several the next one waits this long for company: only who is busy waits."""
HANDLER_SECONDS = 60.0
STORE_PAUSE_SECONDS = 1.0
CLOSING_PAUSE_SECONDS = 0.05
BETWEEN_WRITES = failpoint("consumer.between-writes")
AFTER_COMMIT = failpoint("consumer.after-commit")
ONCE_MORE = failpoint("consumer.once-more")


class Consumer:
    """Runs the reactions of one queue."""

    def __init__(
        self,
        reactions: Reactions,
        *,
        store: Store,
        broker: Broker,
        clock: Clock,
        service: str,
        after: Callable[[], None],
        place: Place | None = None,
    ) -> None:
        self._place = place or Seat(reactions)
        if reactions.model is not None and place is None:
            store.generations.register(reactions.model, reactions.consumer)
        self._reactions = reactions
        self._store = store
        self._broker = broker
        self._clock = clock
        self._service = service
        self._after = after
        self.name = reactions.consumer
        self._failures = Failures(reactions.consumer, broker)
        self._arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
        self._stopping = asyncio.Event()
        self._lost = asyncio.Event()
        self._careful = True
        self._busy = False
        self._channel: AbstractChannel | None = None
        self._queue: AbstractQueue | None = None
        self._tag = ""
        self.ready = asyncio.Event()

    @property
    def reactions(self) -> Reactions:
        """What it runs."""
        return self._reactions

    async def run(self) -> None:
        """Until ``stop``: declare, catch up with the history if the queue is new, then consume."""
        self._lost.set()
        while not self._stopping.is_set():
            if self._lost.is_set():
                await self._open()
            batch = await self._next()
            if not batch:
                continue
            try:
                with answered():
                    await self.settle(batch)
            except Exception as error:  # whatever it was, a consumer ends by ``stop`` alone: it begins anew
                log.error("consumer begins anew", consumer=self.name, exc_info=error)
                self._lost.set()
                await asyncio.sleep(STORE_PAUSE_SECONDS)
                continue
            if self._careful and not batch[-1].redelivered:
                await self._take_many()

    async def stop(self) -> None:
        """Take no more, finish the batch in hand; what is unacknowledged will be delivered again."""
        self._stopping.set()
        if self._queue is not None:
            with suppress(*DOWN), answered():
                await self._queue.cancel(self._tag)

    async def settle(self, batch: Sequence[AbstractIncomingMessage]) -> None:
        """Handle a batch to the end: every message is committed, sent to a retry tier or given up; then one ack."""
        handling.set("")
        readable = await self._read(batch)
        with metrics.HANDLING.labels(self.name).time():
            await self._handle(readable)
        if ONCE_MORE:
            await ONCE_MORE()
            await self._handle(readable)
        if AFTER_COMMIT:
            await AFTER_COMMIT()
        await self._acknowledge(batch)

    async def handle(self, deliveries: list[Delivery], *, drain: bool = True, waived: Waived = ()) -> None:
        """Admit and run deliveries in one transaction. Raises what a handler raised.

        Without deliveries it handles what is parked behind ``waived`` events, or can be handled by now.
        """

        async def work(tx: Transaction) -> tuple[int, int, int]:
            handling.set("")
            inbox = Inbox(await self._place.take(tx), ordered=self._reactions.ordered)
            admission = await inbox.admit(tx, deliveries, drain=drain, waived=waived)
            await self._place.passed(tx, admission.passed)
            if BETWEEN_WRITES:
                await BETWEEN_WRITES()
            heard = [one.typed() for one in admission.handle if self._reactions.handles(one.envelope.type)]
            for cls, ids in self._reactions.reads(heard).items():
                await tx.preload(cls, ids)
            for envelope in heard:
                await self._react(tx, envelope)
            await self._place.leave(tx)
            return len(admission.handle), admission.duplicates, admission.parked

        try:
            async with asyncio.timeout(HANDLER_SECONDS):
                handled, duplicates, parked = await self._store.transact(work, self._context())
        except TimeoutError as error:
            if await self._store.ping():
                raise
            raise StoreAway from error  # the driver repeats a transaction for two minutes: longer than we wait
        if handled:
            self._after()
        metrics.CONSUMED.labels(self.name, "handled").inc(handled)
        metrics.CONSUMED.labels(self.name, "duplicate").inc(duplicates)
        metrics.CONSUMED.labels(self.name, "parked").inc(parked)

    async def _read(self, batch: Sequence[AbstractIncomingMessage]) -> list[tuple[AbstractIncomingMessage, Delivery]]:
        readable: list[tuple[AbstractIncomingMessage, Delivery]] = []
        for message in batch:
            try:
                carried = bool(message.headers.get(CARRIED))
                readable.append((message, Delivery.read(message.body, carried=carried)))
            except ValidationError as error:
                await self._failures.give_up(message, error)
        return readable

    async def _handle(self, items: list[tuple[AbstractIncomingMessage, Delivery]]) -> None:
        if not items:
            return
        try:
            await self.patiently([delivery for _, delivery in items])
        except Exception as error:  # whatever a handler raises, the message must be settled
            if len(items) == 1:
                await self._failed(*items[0], error)
                return
            middle = len(items) // 2  # halve, in order, until the guilty one is alone
            await self._handle(items[:middle])
            await self._handle(items[middle:])
            return
        metrics.LAG.labels(self.name).set((datetime.now(UTC) - _recorded(items[-1][0])).total_seconds())

    async def _failed(self, message: AbstractIncomingMessage, delivery: Delivery, error: Exception) -> None:
        """One message that failed alone. Before it is given up: perhaps not it is guilty, but one parked behind it."""
        permanent = is_permanent(error)
        if self._reactions.ordered and self._failures.is_last(message, permanent=permanent):
            try:
                await self.patiently([delivery], drain=False)
            except Exception as own:  # it is guilty itself
                error = own
            else:
                log.error("what is parked cannot be handled", consumer=self.name, subject=delivery.envelope.subject)
                return
        await self._failures.settle(message, error, permanent=permanent)

    async def patiently(self, deliveries: list[Delivery], *, drain: bool = True, waived: Waived = ()) -> None:
        """``handle``, repeated while the store is away, and a few times if the handler calls its failure transient."""
        while True:
            try:
                async for attempt in stamina.retry_context(
                    on=(Conflict, Transient), attempts=6, wait_initial=0.05, wait_max=1.0, timeout=8
                ):
                    with attempt:
                        await self.handle(deliveries, drain=drain, waived=waived)
            except Closing:
                await asyncio.sleep(CLOSING_PAUSE_SECONDS)
            except StoreAway as error:
                if self._stopping.is_set():
                    raise asyncio.CancelledError from error
                log.warning("the store is away, consumer waits", consumer=self.name, error=str(error))
                await asyncio.sleep(STORE_PAUSE_SECONDS)
            else:
                return

    async def _react(self, tx: Transaction, envelope: Envelope[Any]) -> None:
        correlation.set(envelope.correlationid)
        tx.context = replace(
            tx.context,
            command=f"on {envelope.type}",
            now=self._clock.now(),
            correlation_id=envelope.correlationid,
            causation_id=envelope.id,
        )
        for handler in self._reactions.handlers(envelope.type):
            handling.set(handler_name(handler))
            await handler(tx, envelope.data, envelope)

    def _context(self) -> Context:
        return Context(
            service=self._service,
            actor=f"service:{self._service}",
            command=f"consume {self.name}",
            now=self._clock.now(),
            correlation_id="",
            causation_id="",
        )

    async def _open(self) -> None:
        """Declare, catch up if the queue is new or was lost, consume: at first one by one, see ``_take_many``."""
        while not self._stopping.is_set():
            try:
                with answered():
                    await self._begin()
            except (*DOWN, StoreFailure) as error:
                log.warning("consumer not started, trying again", consumer=self.name, error=str(error))
                await asyncio.sleep(1)
            else:
                self.ready.set()
                return

    async def _begin(self) -> None:
        if self._channel is not None:
            await self._channel.close()
        self._arrived = asyncio.Queue()
        catch_up = CatchUp(self.name, self._store, self._broker)
        behind = await catch_up.is_needed()
        async with asyncio.timeout(RPC_TIMEOUT * 2):
            self._channel = channel = await self._broker.plain_channel()
            channel.close_callbacks.add(self._lose)
            (await channel.get_underlay_channel()).on_consumer_cancel_callbacks.add(self._lose)
            await channel.set_qos(prefetch_count=1)
            self._queue = await topology.declare_consumer(channel, self.name, self._reactions.bindings)
        if behind:
            await catch_up.run(self._reactions, self._handle_history)
        self._lost.clear()
        self._careful = True
        self._tag = await self._queue.consume(self._arrived.put, timeout=RPC_TIMEOUT)

    def _lose(self, *_: object) -> None:
        """The channel ended or the queue was deleted: whatever was bound to it has to be made again, from here."""
        self._lost.set()

    async def _take_many(self) -> None:
        """What was in flight when a process died is behind us, and none of it can take its neighbours along."""
        assert self._channel is not None
        assert self._queue is not None
        try:
            with answered():
                await self._queue.cancel(self._tag)
                await self._channel.set_qos(prefetch_count=PREFETCH)
                self._tag = await self._queue.consume(self._arrived.put, timeout=RPC_TIMEOUT)
            self._careful = False
        except DOWN:
            self._lost.set()

    async def _handle_history(self, messages: list[AbstractIncomingMessage]) -> None:
        await self._handle(await self._read(messages))

    async def _next(self) -> list[AbstractIncomingMessage]:
        """A batch: what has come while the last one was handled, at most BATCH."""
        try:
            async with asyncio.timeout(0.5):
                batch = [await self._arrived.get()]
        except TimeoutError:
            return []
        if self._busy:
            await asyncio.sleep(LINGER_SECONDS)
        while not self._careful and len(batch) < BATCH and not self._arrived.empty():
            batch.append(self._arrived.get_nowait())
        self._busy = len(batch) > 1
        return batch

    async def _acknowledge(self, batch: Sequence[AbstractIncomingMessage]) -> None:
        last: dict[int, AbstractIncomingMessage] = {}
        for message in batch:
            with suppress(ChannelInvalidStateError):  # a closed channel takes no more acknowledgements
                last[id(message.channel)] = message
        for message in last.values():
            try:
                await message.ack(multiple=True)
            except DOWN as error:  # the channel is gone: delivered again, and recognised by the inbox
                log.info("acknowledgement not taken", consumer=self.name, error=str(error))


def _recorded(message: AbstractIncomingMessage) -> datetime:
    stamp: Any = message.timestamp
    return (
        stamp.replace(tzinfo=UTC)
        if isinstance(stamp, datetime) and stamp.tzinfo is None
        else stamp or datetime.now(UTC)
    )
