"""The desk: in the workers of a service, carries out what operators asked for on a page or a command line.

They write what they want into the store, where it is audited; nobody needs a broker to ask. One worker at a time has
the desk, by lease; what it was doing when it died, the next one takes up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from shared.clock import Clock
from shared.errors import StoreAway
from shared.messaging import gaps, rebuild, replay
from shared.messaging.broker import DOWN, Broker, answered
from shared.messaging.consumer import Consumer
from shared.messaging.deadletters import Keeper
from shared.messaging.reactions import Reactions
from shared.messaging.rebuild import Rebuild, Rebuilder
from shared.messaging.replay import Replay, Replayer
from shared.observability import metrics
from shared.observability.logs import logger
from shared.store import Store, StoreFailure, changeover
from shared.store.leases import Leases

log = logger(__name__)
ROUND_SECONDS = 1.0
LEASE_SECONDS = 15.0
AWAY = (*DOWN, StoreFailure, StoreAway)


class Desk:
    """Looks every second whether there is something to do."""

    def __init__(
        self,
        consumers: Sequence[Consumer],
        keeper: Keeper,
        *,
        store: Store,
        broker: Broker,
        clock: Clock,
        service: str,
        owner: str,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._consumers = {one.name: one for one in consumers}
        self._keeper = keeper
        self._store = store
        self._broker = broker
        self._clock = clock
        self._service = service
        self._leases = Leases(store.database, owner)
        self._lease_seconds = lease_seconds
        self._jobs: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled. Long work runs beside the rounds and ends with them."""
        try:
            while True:
                try:
                    if await self._leases.hold("desk", self._lease_seconds) is not None:
                        with answered():
                            await self._round()
                    else:
                        await self._end_jobs()
                except AWAY as error:
                    log.warning("the desk waits", error=str(error))
                await asyncio.sleep(ROUND_SECONDS)
        finally:
            await self._end_jobs()
            with suppress(*AWAY):
                await self._leases.release("desk")

    async def _round(self) -> None:
        await self._keeper.send_again()
        for consumer in self._consumers.values():
            if consumer.reactions.ordered:
                await gaps.attend(self._store, consumer)
        await self._start_jobs()
        await self._tell()
        await changeover.clear(self._store)

    async def _start_jobs(self) -> None:
        self._jobs = {name: job for name, job in self._jobs.items() if not job.done()}
        reads = self._store.reads
        for asked in await reads.find(Rebuild, {"state": {"$in": list(rebuild.ACTIVE)}}):
            if members := self._members(asked.model):
                self._job(asked.id, self._rebuilder(asked, members).run())
        for wanted in await reads.find(Replay, {"state": {"$in": [replay.State.COUNTING, replay.State.SENDING]}}):
            if wanted.consumer in self._consumers:
                reactions = self._consumers[wanted.consumer].reactions
                job = Replayer(wanted, reactions, store=self._store, broker=self._broker)
                self._job(f"{wanted.id} {wanted.state}", job.run())

    def _rebuilder(self, asked: Rebuild, members: Sequence[Reactions]) -> Rebuilder:
        return Rebuilder(
            asked, members, store=self._store, broker=self._broker, clock=self._clock, service=self._service
        )

    def _members(self, model: str) -> list[Reactions]:
        """The consumers that keep a read model."""
        found = [one.reactions for one in self._consumers.values()]
        return [one for one in found if one.model is not None and one.model.name == model]

    def _job(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        if name in self._jobs:
            work.close()
            return
        self._jobs[name] = task = asyncio.create_task(work, name=f"desk {name}")
        task.add_done_callback(_report)

    async def _end_jobs(self) -> None:
        jobs, self._jobs = self._jobs, {}
        for job in jobs.values():
            job.cancel()
        await asyncio.gather(*jobs.values(), return_exceptions=True)

    async def _tell(self) -> None:
        for model in {one.reactions.model.name for one in self._consumers.values() if one.reactions.model}:
            last = await self._store.reads.find(Rebuild, {"model": model}, sort=(("id", -1),), limit=1)
            failed = bool(last) and last[0].state is rebuild.State.FAILED
            metrics.REBUILD_FAILED.labels(model).set(failed)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("work of the desk broke off, it is taken up again", job=task.get_name(), exc_info=error)
