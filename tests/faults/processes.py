"""Workers as processes of their own, started, told what to do, and killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

from shared.failpoints import VARIABLE
from tests.faults.verdict import Ledger
from tests.faults.worker import Plan

START_SECONDS = 60.0


class Worker:
    """One process of tests/faults/worker.py. Its log is kept, to be read when a test fails."""

    def __init__(self, plan: Plan, *, failpoint: str, log: Path, ledger: Ledger) -> None:
        self._plan = plan
        self._failpoint = failpoint
        self.log = log
        self._ledger = ledger
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *, ready: bool = True) -> Worker:
        """Start it and wait until its parts work."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.faults.worker", self._plan.dump()),
                env=os.environ | {VARIABLE: self._failpoint},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        if ready:
            async with asyncio.timeout(START_SECONDS):
                said = await self._read()
            assert said == "ready", self.log.read_text()
        return self

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.returncode is None

    async def happen(self, thing: str) -> bool:
        """Have a thing happen; whether the process lived to say that it is done."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._ledger.attempted[thing] += 1
        try:
            self._process.stdin.write(f"{thing}\n".encode())
            await self._process.stdin.drain()
            done = await self._read() == thing
        except ConnectionError:
            done = False
        self._ledger.acknowledged[thing] += done
        return done

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    async def ended(self, seconds: float = 60.0) -> int:
        """Wait for its end; the exit code, minus the signal that ended it."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), seconds)

    async def kill(self) -> None:
        """SIGKILL, if it still lives."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _read(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        return (await self._process.stdout.readline()).decode().strip()


@asynccontextmanager
async def load(worker: Worker, things: Sequence[str]) -> AsyncIterator[None]:
    """Have things happen in a worker, one after the other, for as long as the block lasts."""
    over = False

    async def work() -> None:
        for thing in cycle(things):
            if over or not await worker.happen(thing):
                return

    task = asyncio.create_task(work())
    try:
        yield
    finally:
        over = True
        await task
