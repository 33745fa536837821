"""The verdict over a run, in the words of the Jepsen tests of queues.

``lost`` and ``unexpected`` must be 0 whatever happened; ``duplicated`` counts effects, not deliveries, and must be 0.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from dataclasses import dataclass

from shared.store import Store
from tests.integration.messaging.things import Thing, happen, names

GRACE = 0.4
PATIENCE = 5.0 if os.environ.get("THIDUA_FAULTS_WITHOUT") else 60.0
"""Seconds to wait for what has not arrived. Where a technique was taken out it never will."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Counts of events, and whether each thing's effects came in its order.

    Attributes:
        attempted: commands that were sent.
        acknowledged: commands whose sender was told that they are done.
        ok: acknowledged, and their effect is there.
        recovered: never acknowledged, and their effect is there all the same.
        lost: acknowledged or committed, and their effect is not there.
        unexpected: effects of commands that nobody sent.
        duplicated: effects that are there more often than once.
    """

    attempted: int
    acknowledged: int
    ok: int
    recovered: int
    lost: int
    unexpected: int
    duplicated: int
    in_order: bool

    @property
    def kept_the_promise(self) -> bool:
        return (self.lost, self.unexpected, self.duplicated) == (0, 0, 0)


class Ledger:
    """What was attempted and what was acknowledged, by thing."""

    def __init__(self) -> None:
        self.attempted: Counter[str] = Counter()
        self.acknowledged: Counter[str] = Counter()

    async def happen(self, store: Store, *things: str) -> None:
        """Let things happen through a store of this process; what raises is attempted and not acknowledged."""
        for thing in things:
            self.attempted[thing] += 1
            await happen(store, thing)
            self.acknowledged[thing] += 1

    def expect(self, counts: dict[str, int]) -> None:
        """Note what was made to happen, and acknowledged, by other ways."""
        self.attempted.update(counts)
        self.acknowledged.update(counts)

    def forget(self) -> None:
        """What was attempted so far is not part of the test."""
        self.attempted.clear()
        self.acknowledged.clear()

    async def has_attempted(self, count: int) -> bool:
        """Whether that many commands were sent."""
        return self.attempted.total() >= count

    async def arrived(self, ours: Store, theirs: Store) -> bool:
        """Whether everything that was committed has had its effect: at least once."""
        for thing in self.attempted:
            if len(set(await names(theirs, thing))) < await _committed(ours, thing):
                return False
        return True

    async def settled(self, ours: Store, theirs: Store, *, seconds: float = PATIENCE) -> Verdict:
        """The verdict once everything arrived and nothing more came for a moment, or when patience is over."""
        deadline = time.monotonic() + seconds
        while not await self.arrived(ours, theirs) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        before, now = None, await self.verdict(ours, theirs)
        while before != now and time.monotonic() < deadline + GRACE:
            await asyncio.sleep(GRACE)
            before, now = now, await self.verdict(ours, theirs)
        return now

    async def verdict(self, ours: Store, theirs: Store) -> Verdict:
        """Compare what was sent and committed in ``ours`` with the effects in ``theirs``."""
        ok = recovered = lost = unexpected = duplicated = 0
        in_order = True
        for thing, attempted in self.attempted.items():
            heard = await names(theirs, thing)
            numbers = [int(name.removeprefix("lần ")) for name in heard]
            must = max(self.acknowledged[thing], await _committed(ours, thing))
            there = {number for number in numbers if number <= attempted}
            ok += min(len(there), self.acknowledged[thing])
            recovered += max(0, len(there) - self.acknowledged[thing])
            lost += len(set(range(1, must + 1)) - there)
            unexpected += len(set(numbers) - there)
            duplicated += len(numbers) - len(set(numbers))
            in_order = in_order and numbers == sorted(numbers)
        return Verdict(
            attempted=self.attempted.total(),
            acknowledged=self.acknowledged.total(),
            ok=ok,
            recovered=recovered,
            lost=lost,
            unexpected=unexpected,
            duplicated=duplicated,
            in_order=in_order,
        )


async def _committed(store: Store, id_: str) -> int:
    thing = await store.reads.get_or_none(Thing, id_)
    return thing.sequence if thing else 0
