"""The life of a process behind its pages: store and broker, consumers, relay and ticks, started and ended in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.clock import Clock
from shared.errors import NotFound
from shared.identity.directory import STORED as DIRECTORY
from shared.identity.directory import directory_reactions
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.messaging.deadletters import DeadLetter, Keeper
from shared.messaging.desk import Desk
from shared.messaging.interventions import Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.relay import Relay
from shared.messaging.replay import Replay
from shared.messaging.watch import watch
from shared.observability.logs import logger
from shared.record import Stored
from shared.service.live import Hub
from shared.service.pressure import Pressure
from shared.service.ticks import Tick, keep
from shared.settings import Settings
from shared.store import Store, StoreFailure
from shared.store.schema import prepare
from shared.store.seal import seal

if TYPE_CHECKING:
    from shared.service.app import ServiceSpec

log = logger(__name__)
GRACE_SECONDS = 20.0
SEAL_SECONDS = 30.0
FOLLOW_SECONDS = 2.0
OPERATIONS: tuple[type[Stored], ...] = (DeadLetter, Intervention, Rebuild, Replay)


class Runtime:
    """Starts what a role needs and stops it in the order that loses nothing."""

    def __init__(
        self, spec: ServiceSpec, settings: Settings, *, role: str, clock: Clock, store: Store, hub: Hub
    ) -> None:
        self._spec = spec
        self._role = role
        self._clock = clock
        self._hub = hub
        self.store = store
        self.owner = f"{spec.name}-{uuid4().hex[:12]}"
        self.broker = Broker(settings.amqp_url.get_secret_value(), name=self.owner)
        self.relay = Relay(store, self.broker, owner=self.owner)
        reactions = [directory_reactions(spec.name), *spec.reactions]
        self.consumers = [
            Consumer(one, store=store, broker=self.broker, clock=clock, service=spec.name, after=hub.touched)
            for one in reactions
        ]
        names = [consumer.name for consumer in self.consumers]
        keeper = Keeper(names, store=store, broker=self.broker, clock=clock, service=spec.name)
        desk = Desk(
            self.consumers, keeper, store=store, broker=self.broker, clock=clock, service=spec.name, owner=self.owner
        )
        self._keeper, self._desk = keeper, desk
        self.models = tuple({one.model.name: one.model for one in reactions if one.model is not None}.values())
        self.pressure = Pressure(store, limit_seconds=settings.outbox_limit_seconds)
        self._tasks: list[asyncio.Task[None]] = []
        self._working: list[asyncio.Task[None]] = []
        self._prepared = False
        self.stopping = False

    @property
    def reactions(self) -> list[Reactions]:
        """What this service hears, by consumer."""
        return [consumer.reactions for consumer in self.consumers]

    def reactions_of(self, consumer: str) -> Reactions:
        """Those of one consumer; raises NotFound."""
        for one in self.reactions:
            if one.consumer == consumer:
                return one
        raise NotFound(what=f"bộ nhận {consumer}")

    async def parts(self) -> dict[str, bool]:
        """Each part that readiness depends on, and whether it is there."""
        parts = {"running": not self.stopping, "store": self._prepared and await self.store.ping()}
        if self._role != "web":
            parts["broker"] = self.broker.connected
            parts["consumers"] = all(consumer.ready.is_set() for consumer in self.consumers)
        return parts

    def start(self) -> None:
        """Begin in the background: the process answers at once, and says what it still waits for."""
        self._tasks.append(asyncio.create_task(self._prepare(), name="prepare"))

    async def stop(self) -> None:
        """Not ready, stop consuming, finish what is in flight, hand the leases back, close."""
        self.stopping = True
        self._hub.close()
        for consumer in self.consumers:
            await consumer.stop()
        self.relay.stop()
        if self._working:
            grace = GRACE_SECONDS if self.broker.ready.is_set() else 0  # what waits for a broker has nothing in flight
            _, late = await asyncio.wait(self._working, timeout=grace)
            self._tasks += late
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        await self.broker.close()
        self.store.close()

    async def _prepare(self) -> None:
        stored: tuple[type[Stored], ...] = (*DIRECTORY, *OPERATIONS, *self._spec.stored)
        while not self._prepared:
            try:
                await prepare(self.store.database, stored, self._spec.migrations, self.models)
                self._prepared = True
            except StoreFailure as error:
                log.warning("store not reached, trying again", error=str(error))
                await asyncio.sleep(1)
        self._tasks.append(self._task(self._follow()))
        if self._role != "web":
            self.broker.start()
            self._working = [self._task(self._always(consumer.run)) for consumer in self.consumers]
            self._working.append(self._task(self._always(self.relay.run)))
            names = [consumer.name for consumer in self.consumers]
            self._tasks.append(self._task(watch(self.store, self.broker, names)))
            self._tasks += [self._task(self._always(run)) for run in (self._keeper.run, self._desk.run)]
            ticks = (*self._spec.ticks, Tick(name="seal-audit", seconds=SEAL_SECONDS, run=self._seal))
            self._tasks += [self._task(self._tick(tick)) for tick in ticks]
        log.info("started", role=self._role)

    async def _always(self, run: Callable[[], Awaitable[None]]) -> None:
        """Nothing that works in the background ends but by ``stop``: whatever else ended it, it begins anew."""
        me = asyncio.current_task()
        assert me is not None
        while not self.stopping:
            try:
                await run()
            except asyncio.CancelledError:
                if me.cancelling():
                    raise
                log.error("background work was cancelled, it begins anew", work=run.__qualname__)
            except Exception as error:
                log.error("background work ended, it begins anew", work=run.__qualname__, exc_info=error)
            await asyncio.sleep(1)

    async def _follow(self) -> None:
        """Keep what requests are answered by current: which generation holds, and whether events leave."""
        while True:
            try:
                await self.store.generations.refresh()
                await self.pressure.look()
            except StoreFailure as error:
                log.warning("the store does not answer, what is known stays", error=str(error))
            await asyncio.sleep(FOLLOW_SECONDS)

    async def _tick(self, tick: Tick) -> None:
        await keep(
            tick,
            store=self.store,
            clock=self._clock,
            resources=self._spec.resources,
            owner=self.owner,
            after=self._hub.touched,
        )

    async def _seal(self, store: Store, clock: Clock, _: Any) -> int:
        return await seal(store, service=self._spec.name, now=clock.now())

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(_report)
        return task


def _report(task: asyncio.Task[None]) -> None:
    """A background task that dies is an error that somebody must see."""
    if not task.cancelled() and (error := task.exception()):
        log.error("a background task ended", task=task.get_name(), exc_info=error)
