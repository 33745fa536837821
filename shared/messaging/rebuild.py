"""Rebuilding a read model from the history while its service goes on answering: docs/adr/0011.

A second set of consumers reads the streams from their beginning and writes a generation of its own, with cursors and
an inbox of its own. When it has handled whatever the live consumers have, those are held back for a moment, the rest
is read, and one transaction makes the new generation the one that holds. Until then nothing of the live one is touched.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar

from aio_pika.abc import AbstractIncomingMessage
from pydantic import ValidationError

from shared.aggregate import new_id
from shared.clock import Clock
from shared.errors import Conflict, NotFound, StoreAway
from shared.messaging import gaps, history
from shared.messaging.broker import Broker
from shared.messaging.consumer import Consumer
from shared.messaging.errors import detail_of, reason_of
from shared.messaging.failures import handling
from shared.messaging.inbox import CURSORS, INBOX, PARKED, Delivery
from shared.messaging.interventions import Act, note
from shared.messaging.reactions import Reactions
from shared.messaging.shadow import Shadow, Superseded
from shared.observability import metrics
from shared.observability.logs import logger
from shared.record import Record
from shared.store import Context, ReadModel, Store, StoreFailure, Transaction, changeover
from shared.store.generations import key_range, placed
from shared.store.schema import generation_schema

log = logger(__name__)
Batches = AsyncGenerator[list[AbstractIncomingMessage], None]
NEARLY = 500
"""So many events behind the live consumers, and the end is tried."""
CLOSING_SECONDS = 8.0
"""So long the live consumers are held back at most; then they go on and the end is tried again later."""
PATIENT_ROUNDS = 8
"""So many times nothing comes any more and something is still missing: then the history does not have it."""
ATTEMPTS = 3
"""How often a rebuild whose process died is begun anew by itself."""


class State(StrEnum):
    """How far a rebuild has come."""

    WAITING = "waiting"
    READING = "reading"
    CLOSING = "closing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (State.WAITING, State.READING, State.CLOSING)


class UnderWay(Conflict):
    code = "rebuild.under_way"
    title_vi = "Số liệu {model} đang được dựng lại."
    title_en = "{model} is being rebuilt already."


class NotToBeRebuilt(Exception):
    """The history cannot give this read model; the message says why."""


class Rebuild(Record):
    """One rebuild of a read model. ``events`` handled so far, ``behind`` the live consumers at the last look."""

    collection: ClassVar[str] = "rebuilds"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("model", "-id"), ("state",))

    model: str
    state: State = State.WAITING
    by: str
    asked_at: datetime
    reason: str
    generation: int = 0
    attempt: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    events: int = 0
    behind: int | None = None
    error: str = ""


async def ask(tx: Transaction, *, model: str, reason: str) -> Rebuild:
    """Have a read model rebuilt by the worker of its service."""
    if await tx.find_one(Rebuild, {"model": model, "state": {"$in": list(ACTIVE)}}):
        raise UnderWay(model=model)
    note(tx, Act.REBUILD, model, model, reason)
    asked = Rebuild(id=new_id(), model=model, by=tx.context.actor, asked_at=datetime.now(UTC), reason=reason)
    return tx.put(asked)


async def cancel(tx: Transaction, *, model: str, reason: str = "") -> Rebuild:
    """Give a rebuild up; the read model stays as it is."""
    rebuild = await tx.find_one(Rebuild, {"model": model, "state": {"$in": list(ACTIVE)}})
    if rebuild is None:
        raise NotFound(what=f"việc dựng lại {model}")
    note(tx, Act.CANCEL, model, model, reason)
    return tx.put(rebuild.model_copy(update={"state": State.CANCELLED, "ended_at": datetime.now(UTC)}))


class Rebuilder:
    """Carries one rebuild out, from the beginning to the end, in one process."""

    def __init__(
        self,
        rebuild: Rebuild,
        reactions: Sequence[Reactions],
        *,
        store: Store,
        broker: Broker,
        clock: Clock,
        service: str,
    ) -> None:
        model = reactions[0].model
        assert model is not None
        self._id = rebuild.id
        self._model: ReadModel = model
        self._reactions = reactions
        self._store = store
        self._broker = broker
        self._clock = clock
        self._service = service
        self._run = new_id()
        self._generation = 0
        self._events = 0
        self._began = time.monotonic()
        self._shadows: list[Consumer] = []
        self._waived: dict[str, set[tuple[str, int]]] = {}

    async def run(self) -> None:
        """To the end: done or failed. Cancelled from outside it leaves the live generation as it was."""
        try:
            await self._begin()
            await self._follow()
        except Superseded:
            log.warning("rebuild was cancelled or taken over", model=self._model.name)
            await self._throw_away()
        except (NotToBeRebuilt, Conflict) as error:
            log.error("rebuild failed", model=self._model.name, error=str(error))
            await self._end(State.FAILED, str(error))
            await self._throw_away()
        finally:
            metrics.REBUILD_SECONDS.labels(self._model.name).set(0)

    async def _begin(self) -> None:
        """A generation of its own, and collections with their indexes, before the first event."""

        async def work(tx: Transaction) -> int:
            rebuild = await tx.get(Rebuild, self._id)
            if rebuild.state not in ACTIVE:
                raise Superseded
            if rebuild.attempt >= ATTEMPTS:
                raise NotToBeRebuilt(f"its process died {ATTEMPTS} times")
            if rebuild.generation:
                await changeover.retire(tx, self._model, self._consumers, rebuild.generation, at_once=True)
            number = await tx.next_number(f"generation|{self._model.name}")
            begun = {"state": State.READING, "generation": number, "attempt": rebuild.attempt + 1, "error": ""}
            now = datetime.now(UTC)
            tx.put(rebuild.model_copy(update={**begun, "events": 0, "started_at": now, "behind": None}))
            await tx.flush()
            await tx.change_raw(Rebuild.collection, self._id, {"$set": {"run": self._run}})
            return number

        self._generation = await self._store.transact(work, self._context("begin"))
        for name, indexes in generation_schema(self._model, self._generation).items():
            await self._store.database.create_collection(name)
            if indexes:
                await self._store[name].create_indexes(indexes)
        self._shadows = [self._shadow(one) for one in self._reactions]
        self._waived = {one.consumer: await gaps.waivers(self._store, one.consumer) for one in self._reactions}
        log.info("rebuild begins", model=self._model.name, generation=self._generation)

    def _shadow(self, reactions: Reactions) -> Consumer:
        place = Shadow(self._model, reactions.consumer, self._generation, rebuild=self._id, run=self._run)
        return Consumer(
            reactions.named(f"{reactions.consumer}.rebuild"),
            store=self._store,
            broker=self._broker,
            clock=self._clock,
            service=self._service,
            after=lambda: None,
            place=place,
        )

    @property
    def _consumers(self) -> list[str]:
        return [one.consumer for one in self._reactions]

    async def _follow(self) -> None:
        """Read until level with the live consumers, change over, end."""
        look_at = 0.0
        in_vain = 0
        async with aclosing(history.read(self._broker)) as batches:
            async for batch in batches:
                await self._feed(batch)
                began = time.monotonic()
                if batch and began < look_at:
                    continue
                behind = await self._progress()
                look_at = time.monotonic() + max(1.0, 10 * (time.monotonic() - began))  # looking costs a tenth at most
                if (behind == 0 or (batch and behind <= NEARLY)) and await self._change_over(batches):
                    return
                in_vain = 0 if batch else in_vain + 1
                if in_vain >= PATIENT_ROUNDS:
                    raise NotToBeRebuilt(await self._what_is_missing())

    async def _feed(self, batch: list[AbstractIncomingMessage]) -> None:
        for reactions, shadow in zip(self._reactions, self._shadows, strict=True):
            deliveries = [one for message in batch if reactions.hears(message.type or "") for one in _read(message)]
            subjects = {one.envelope.subject for one in deliveries}
            waived = {one for one in self._waived[reactions.consumer] if one[0] in subjects}
            if deliveries:
                await self._handle(shadow, deliveries, waived)
                self._events += len(deliveries)

    async def _handle(self, shadow: Consumer, deliveries: list[Delivery], waived: set[tuple[str, int]]) -> None:
        """All at once; half by half if that fails, so that the guilty event can be named."""
        try:
            await shadow.patiently(deliveries, waived=waived)
        except (Superseded, StoreFailure):
            raise
        except Exception as error:
            if half := len(deliveries) // 2:
                await self._handle(shadow, deliveries[:half], waived)
                await self._handle(shadow, deliveries[half:], waived)
                return
            about = deliveries[0].envelope
            what = f"{about.type} {about.subject}#{about.sequence} ({about.id})"
            raise NotToBeRebuilt(
                f"{what}: {reason_of(error)}: {detail_of(error)} [{handling.get()}]. "
                "Mend the handler, or discard the event where it lies, then rebuild again"
            ) from error

    async def _progress(self) -> int:
        """Note how far it is; how many events it is behind the live consumers."""
        self._waived = {one.consumer: await gaps.waivers(self._store, one.consumer) for one in self._reactions}
        behind = await self._behind()
        metrics.REBUILD_EVENTS.labels(self._model.name).set(self._events)
        metrics.REBUILD_SECONDS.labels(self._model.name).set(time.monotonic() - self._began)
        seen = {"events": self._events, "behind": behind}
        where = {"_id": self._id, "run": self._run, "state": {"$in": list(ACTIVE)}}
        found = await self._store[Rebuild.collection].update_one(where, {"$set": seen})
        if not found.matched_count:
            raise Superseded
        return behind

    async def _behind(self) -> int:
        """Events that a live consumer has handled and its shadow has not."""
        return sum([len(await self._unheard(one)) for one in self._reactions])

    async def _unheard(self, reactions: Reactions) -> list[str]:
        live = await self._store.generations.key(reactions.consumer)
        shadow = placed(reactions.consumer, self._generation)
        if not reactions.ordered:
            heard = await self._field(INBOX, shadow, "event")
            return [event for event in await self._field(INBOX, live, "event") if event not in heard]
        reached = await self._field(CURSORS, shadow, "subject")
        missing = await self._parked_alone(live, shadow, reached)
        for subject, last in (await self._field(CURSORS, live, "subject")).items():
            missing += [(subject, n) for n in range(reached.get(subject, 0) + 1, last + 1)]
        return [f"{subject}#{n}" for subject, n in missing if (subject, n) not in self._waived[reactions.consumer]]

    async def _parked_alone(self, live: str, shadow: str, reached: dict[str, int]) -> list[tuple[str, int]]:
        """What waits at the live consumer and has not even come here."""
        here = {
            row["_id"].removeprefix(shadow) async for row in self._store[PARKED].find(key_range(shadow), {"_id": 1})
        }
        rows = self._store[PARKED].find(key_range(live), {"subject": 1, "sequence": 1})
        return [
            (row["subject"], row["sequence"])
            async for row in rows
            if row["_id"].removeprefix(live) not in here and row["sequence"] > reached.get(row["subject"], 0)
        ]

    async def _field(self, collection: str, key: str, name: str) -> dict[str, int]:
        rows = self._store[collection].find(key_range(key), {name: 1, "last": 1})
        return {row[name]: row.get("last", 0) async for row in rows if name in row}

    async def _change_over(self, batches: Batches) -> bool:
        """Hold the live consumers back, read what is missing, and change; False if that took too long."""
        changed = False
        try:
            await self._store.transact(lambda tx: changeover.close(tx, self._model, self._run), self._context("close"))
            until = time.monotonic() + CLOSING_SECONDS
            while await self._progress() > 0 and time.monotonic() < until:
                await self._feed(await anext(batches))
            changed = await self._behind() == 0 and await self._flipped()
        finally:
            if not changed:  # whatever happened: nobody waits for us
                with suppress(StoreFailure, StoreAway, Conflict):
                    await self._store.transact(
                        lambda tx: changeover.reopen(tx, self._model, self._run), self._context("reopen")
                    )
        await self._store.generations.refresh()
        log.info("rebuild done" if changed else "change-over put off", model=self._model.name, events=self._events)
        return changed

    async def _flipped(self) -> bool:
        try:
            await self._store.transact(self._flip, self._context("change over"))
        except changeover.GoneOn:
            return False
        return True

    async def _flip(self, tx: Transaction) -> None:
        """The one transaction that everybody follows."""
        rebuild = await tx.get(Rebuild, self._id)
        if rebuild.state not in ACTIVE:
            raise Superseded
        await changeover.flip(tx, self._model, self._consumers, self._run, self._generation)
        ended = {"state": State.DONE, "ended_at": datetime.now(UTC), "behind": 0, "events": self._events}
        tx.put(rebuild.model_copy(update=ended))

    async def _what_is_missing(self) -> str:
        missing = [f"{one.consumer} {event}" for one in self._reactions for event in await self._unheard(one)]
        return f"the history does not hold {len(missing)} events, such as {'; '.join(missing[:3])}"

    async def _end(self, state: State, error: str) -> None:
        ended = {"state": state, "error": error, "ended_at": datetime.now(UTC).isoformat()}
        where = {"_id": self._id, "state": {"$in": list(ACTIVE)}}
        await self._store[Rebuild.collection].update_one(where, {"$set": ended})

    async def _throw_away(self) -> None:
        if self._generation:

            async def work(tx: Transaction) -> None:
                await changeover.retire(tx, self._model, self._consumers, self._generation, at_once=True)

            await self._store.transact(work, self._context("throw away"))

    def _context(self, command: str) -> Context:
        return Context(
            service=self._service,
            actor=f"service:{self._service}",
            command=f"rebuild {self._model.name}: {command}",
            now=self._clock.now(),
            correlation_id="",
            causation_id="",
        )


def _read(message: AbstractIncomingMessage) -> list[Delivery]:
    """The delivery; none if nobody can read it, which then no live consumer could either."""
    try:
        return [Delivery.read(message.body)]
    except ValidationError:
        return []
