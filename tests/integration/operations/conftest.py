"""A service that keeps a read model, with its publisher, on a virtual host of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, Reactions
from shared.messaging.consumer import Consumer
from shared.messaging.deadletters import DeadLetter, Keeper
from shared.messaging.desk import Desk
from shared.messaging.interventions import Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.relay import Relay
from shared.messaging.replay import Replay
from shared.settings import Settings
from shared.store import ReadModel, Store, Transaction
from shared.store.schema import prepare
from tests.integration.conftest import settings_of
from tests.integration.messaging.things import CLOCK, Seen, Thing, context, happen, note, until, waiting

Handler = Callable[[Transaction, UnitRegistered, Envelope[Any]], Any]
STORED = (Seen, DeadLetter, Intervention, Rebuild, Replay)


@dataclass
class Scene:
    """``theirs`` publishes, ``ours`` listens; what is running is ended with the scene."""

    theirs: Store
    ours: Store
    broker: Broker
    name: str
    handler: Handler = note
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    consumer: Consumer = field(init=False)
    desk: Desk = field(init=False)

    async def open(self, *, ordered: bool = True, relay: bool = True) -> None:
        """Relay, consumer, keeper and desk at work."""
        self.consumer = self.listening(ordered=ordered)
        if relay:
            self.start("relay", Relay(self.theirs, self.broker, owner=f"relay {self.name}").run())
        self.start("consumer", self.consumer.run())
        keeper = self.keeper()
        self.start("keeper", keeper.run())
        self.desk = self.new_desk("a")
        self.start("desk", self.desk.run())
        await asyncio.wait_for(self.consumer.ready.wait(), 60)

    def listening(self, *, ordered: bool = True) -> Consumer:
        reactions = Reactions(self.name, ordered=ordered, model=ReadModel(self.name, (Seen,)))

        async def handle(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
            await self.handler(tx, event, envelope)

        reactions.on(UnitRegistered)(handle)
        return Consumer(
            reactions, store=self.ours, broker=self.broker, clock=CLOCK, service="reporting", after=lambda: None
        )

    def keeper(self) -> Keeper:
        return Keeper([self.name], store=self.ours, broker=self.broker, clock=CLOCK, service="reporting")

    def new_desk(self, owner: str) -> Desk:
        return Desk(
            [self.consumer], self.keeper(), store=self.ours, broker=self.broker, clock=CLOCK, service="reporting",
            owner=owner, lease_seconds=3,
        )  # fmt: skip

    @property
    def reactions(self) -> Reactions:
        return self.consumer.reactions

    def start(self, name: str, work: Any) -> None:
        self.tasks[name] = asyncio.create_task(work)

    async def end(self, name: str) -> None:
        """End one part, as a signal would."""
        task = self.tasks.pop(name)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def happen(self, *ids: str, times: int = 1) -> None:
        await happen(self.theirs, *ids, times=times)

    async def told(self) -> None:
        """Until the outbox is empty."""
        await until(lambda: _none_waits(self.theirs))

    async def act(self, command: Any, **arguments: Any) -> Any:
        """A command of an operator."""

        async def work(tx: Transaction) -> Any:
            return await command(tx, **arguments)

        return await self.ours.transact(work, context("reporting"))

    async def rows(self) -> dict[str, list[str]]:
        """The read model, as readers see it."""
        found = self.ours[await self.ours.generations.place(Seen.collection)].find({})
        return {row["_id"]: row["names"] async for row in found}


async def _none_waits(store: Store) -> bool:
    return await waiting(store) == 0


@asynccontextmanager
async def scene_on(settings: Settings) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as ending:
        stores = []
        for _ in range(2):
            store = Store(settings.mongo_url.get_secret_value(), f"t{uuid4().hex[:8]}")
            await prepare(store.database, (Thing, *STORED))
            ending.callback(store.close)
            stores.append(store)
        broker = Broker(settings.amqp_url.get_secret_value(), name="operations")
        broker.start()
        await broker.ready.wait()
        ending.push_async_callback(broker.close)
        scene = Scene(stores[0], stores[1], broker, f"test.{uuid4().hex[:8]}")
        yield scene
        for name in list(scene.tasks):
            await scene.end(name)


@pytest.fixture(scope="package")
async def host(stack: EmbeddedStack) -> AsyncIterator[Settings]:
    """A virtual host for all tests of this folder: its streams hold nobody else's history."""
    name = f"t{uuid4().hex[:8]}"
    await stack.rabbitmqctl("add_vhost", name)
    await stack.rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    yield settings_of(stack).model_copy(update={"amqp_url": SecretStr(f"{stack.amqp_url.rstrip('/')}/{name}")})
    await stack.rabbitmqctl("delete_vhost", name)


@pytest.fixture
async def scene(host: Settings) -> AsyncIterator[Scene]:
    async with scene_on(host) as one:
        yield one
