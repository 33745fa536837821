"""Connections to the broker: one to publish, one to consume, so that an alarm on the first never starves the second."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractRobustConnection
from aio_pika.exceptions import AMQPError
from yarl import URL

from shared.messaging import topology
from shared.observability import metrics
from shared.observability.logs import logger

log = logger(__name__)
HEARTBEAT = 10
RPC_TIMEOUT = 15.0
ANSWER_SECONDS = 0.05
DOWN = (AMQPError, ConnectionError, OSError, asyncio.TimeoutError, RuntimeError)
"""What a call may raise while the broker is away; aiormq says RuntimeError for a closed writer."""


@contextmanager
def answered() -> Iterator[None]:
    """Around calls to the broker, outside of any ``asyncio.timeout``: what aiormq cancels is a lost connection.

    When it gives up a connection on which nothing came for three heartbeats, it cancels whoever waits there for an
    answer. Nobody asked that task to end, and it must not.
    """
    try:
        yield
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise ConnectionError("the connection was given up while a call waited for its answer") from error


class Broker:
    """Keeps two robust connections and tries for ever to have them. ``ready`` is set once both stand."""

    def __init__(self, url: str, *, name: str) -> None:
        self._url = URL(url).update_query({"heartbeat": HEARTBEAT})
        self._name = name
        self._publish: AbstractRobustConnection | None = None
        self._consume: AbstractRobustConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()

    def start(self) -> None:
        """Begin to connect in the background."""
        self._task = asyncio.create_task(self._connect(), name="broker-connect")

    @property
    def connected(self) -> bool:
        """Whether both connections stand at this moment."""
        return all(one is not None and one.connected.is_set() for one in (self._publish, self._consume))

    async def is_blocked(self) -> bool:
        """Whether the broker stopped reading what we publish: an alarm for memory or disk."""
        transport = self._publish.transport if self._publish is not None and self.connected else None
        if transport is None:
            return False
        try:
            with answered():
                async with asyncio.timeout(ANSWER_SECONDS):
                    await transport.connection.ready()
        except TimeoutError:
            return True
        except ConnectionError:
            return False
        return False

    async def publishing(self) -> AbstractRobustConnection:
        """The connection to publish on; waits until there is one."""
        await self.ready.wait()
        assert self._publish is not None
        return self._publish

    async def consuming(self) -> AbstractRobustConnection:
        """The connection to consume on; waits until there is one."""
        await self.ready.wait()
        assert self._consume is not None
        return self._consume

    async def plain_channel(self) -> AbstractChannel:
        """A channel to consume on that ends for good when it ends: what is to be done then, its user knows best."""
        channel = aio_pika.Channel(await self.consuming())
        await channel.initialize(timeout=RPC_TIMEOUT)
        return channel

    async def confirming_channel(self) -> AbstractChannel:
        """A channel to publish on with confirms, which ends for good when it ends."""
        channel = aio_pika.Channel(await self.publishing(), publisher_confirms=True, on_return_raises=True)
        await channel.initialize(timeout=RPC_TIMEOUT)
        return channel

    async def close(self) -> None:
        """Close both; what was not acknowledged will be delivered again."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        for connection in (self._consume, self._publish):
            if connection:
                with suppress(*DOWN):
                    async with asyncio.timeout(5):
                        await connection.close()
        metrics.BROKER_CONNECTED.set(0)

    async def _connect(self) -> None:
        delay = 0.2
        while True:
            try:
                with answered():
                    self._publish = self._publish or await self._one("publish")
                    self._consume = self._consume or await self._one("consume")
                    await self._declare()
            except DOWN as error:
                log.warning("broker not reached, trying again", error=str(error), seconds=round(delay, 1))
                await asyncio.sleep(delay * random.uniform(0.7, 1.3))  # noqa: S311
                delay = min(delay * 2, 5.0)
            else:
                break
        metrics.BROKER_CONNECTED.set_function(lambda: float(self.connected))
        self.ready.set()
        log.info("broker connected")

    async def _one(self, purpose: str) -> AbstractRobustConnection:
        return await aio_pika.connect_robust(
            self._url,
            timeout=RPC_TIMEOUT,
            reconnect_interval=random.uniform(0.5, 1.5),  # noqa: S311
            client_properties={"connection_name": f"{self._name} {purpose}"},
        )

    async def _declare(self) -> None:
        assert self._publish is not None
        async with self._publish.channel() as channel, asyncio.timeout(RPC_TIMEOUT):
            await topology.declare_exchanges(channel)
