"""The relay: out of the outbox, onto the broker, confirmed, marked. The only publisher of events.

Polling is the truth; a commit in this process only wakes it sooner. One owner per partition, by lease; a second
relay that believes itself the owner can only publish again what consumers already know.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import Any

from aio_pika.abc import AbstractChannel, AbstractExchange
from pamqp.commands import Basic

from shared.events import Classification
from shared.failpoints import failpoint
from shared.messaging import topology
from shared.messaging.broker import DOWN, Broker, answered
from shared.messaging.errors import reason_of
from shared.messaging.message import from_outbox
from shared.observability import metrics
from shared.observability.logs import logger
from shared.store import Store
from shared.store.leases import Leases
from shared.store.outbox import PARTITIONS

log = logger(__name__)
WINDOW = 200
POLL_SECONDS = 1.0
LEASE_SECONDS = 15.0
RENEW_SECONDS = 5.0
CONFIRM_SECONDS = 10.0
CLOSE_SECONDS = 1.0
AFTER_PUBLISH = failpoint("relay.after-publish")


class Relay:
    """Publishes what one service's outbox holds, for as long as ``run`` runs."""

    def __init__(self, store: Store, broker: Broker, *, owner: str) -> None:
        self._store = store
        self._broker = broker
        self._leases = Leases(store.database, owner)
        self._held: dict[int, tuple[int, float]] = {}
        self._channel: AbstractChannel | None = None
        self._spoilt = False
        """The state of the channel is unknown: the next window gets a new one."""
        self._exchanges: dict[str, AbstractExchange] = {}
        self._stopping = False

    async def run(self) -> None:
        """Until ``stop``: renew leases, publish what waits, sleep until woken."""
        pause = POLL_SECONDS
        while not self._stopping:
            self._store.committed.clear()
            try:
                await self._broker.ready.wait()
                await self._renew()
                with answered():
                    await self._drain()
                pause = POLL_SECONDS
            except Exception as error:  # whatever it was, a relay ends by ``stop`` alone
                pause = min(pause * 2, 5.0)
                self._spoilt = True
                log.warning("relay pauses", reason=reason_of(error), error=str(error), seconds=pause)
            await self._sleep(pause)
        for partition in list(self._held):
            await self._leases.release(f"relay/{partition}")

    def stop(self) -> None:
        """Finish the round in hand, give the leases back, end."""
        self._stopping = True
        self._store.committed.set()

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._store.committed.wait()
        except TimeoutError:
            return  # the poll is due

    async def _renew(self) -> None:
        now = asyncio.get_running_loop().time()
        for partition in range(PARTITIONS):
            _, until = self._held.get(partition, (0, 0.0))
            if until - now > LEASE_SECONDS - RENEW_SECONDS:
                continue
            taken = await self._leases.hold(f"relay/{partition}", LEASE_SECONDS)
            if taken is None:
                self._held.pop(partition, None)
            else:
                self._held[partition] = (taken, now + LEASE_SECONDS)

    async def _drain(self) -> None:
        """Publish all that waits, window by window; while one is on its way the store marks the one before."""
        if not self._held:
            return
        marking: asyncio.Task[None] | None = None
        try:
            async with aclosing(self._store.outbox.windows(list(self._held), WINDOW)) as windows:
                async for rows in windows:
                    await self._renew()
                    fences = self._sure()
                    ours = [row for row in rows if row["partition"] in fences]
                    if self._stopping or not ours:
                        return
                    confirmed, failed = await self._publish(ours)
                    if AFTER_PUBLISH:
                        await AFTER_PUBLISH()
                    partitions = {row["_id"]: row["partition"] for row in ours}
                    done = {id_: fences[partitions[id_]] for id_ in confirmed}
                    if marking is not None:
                        await marking
                    marking = asyncio.create_task(self._store.outbox.settle(done, failed))
        finally:
            if marking is not None:
                await marking

    def _sure(self) -> dict[int, int]:
        """The partitions that stay ours until a window is confirmed, with their fencing numbers."""
        sure_until = asyncio.get_running_loop().time() + CONFIRM_SECONDS
        return {partition: fence for partition, (fence, until) in self._held.items() if until > sure_until}

    async def _publish(self, rows: list[dict[str, Any]]) -> tuple[list[str], dict[str, str]]:
        """Send a window without waiting one by one; ids that were confirmed, and failures with their reason."""
        await self._open()
        sent = [asyncio.ensure_future(self._one(row)) for row in rows]
        try:
            await asyncio.wait(sent, timeout=CONFIRM_SECONDS)  # one clock for all: one for each would cost a third
        finally:
            for late in sent:
                late.cancel()
        results = await asyncio.gather(*sent, return_exceptions=True)
        confirmed: list[str] = []
        failed: dict[str, str] = {}
        for row, result in zip(rows, results, strict=True):
            if isinstance(result, Basic.Ack):
                confirmed.append(row["_id"])
                continue
            failed[row["_id"]] = type(result).__name__
            self._spoilt = True
        metrics.PUBLISH.labels("confirmed").inc(len(confirmed))
        metrics.PUBLISH.labels("failed").inc(len(failed))
        if failed:
            log.warning("publishes failed", count=len(failed), reasons=sorted(set(failed.values())))
        return confirmed, failed

    async def _one(self, row: dict[str, Any]) -> Any:
        exchange = self._exchanges[row["classification"]]
        return await exchange.publish(from_outbox(row), row["routing_key"], mandatory=True)

    async def _open(self) -> None:
        if self._channel is not None and not self._channel.is_closed:
            if not self._spoilt:
                return
            with suppress(*DOWN):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._channel.close()
        async with asyncio.timeout(CONFIRM_SECONDS):
            channel = await self._broker.confirming_channel()
            await topology.declare_exchanges(channel)
            self._exchanges = {
                one.value: await channel.get_exchange(topology.exchange_name(one), ensure=False)
                for one in Classification
            }
        self._channel, self._spoilt = channel, False
