"""Supervision of child processes: start, wait until ready, restart after a crash, stop, kill."""

import asyncio
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.keeper import descendants

KEEPER = Path(__file__).with_name("keeper.py")
FIRST_PAUSE, LONGEST_PAUSE, HEALTHY_AFTER = 0.3, 10.0, 30.0

Probe = Callable[[], Awaitable[bool]]


class StackError(Exception):
    """The stack cannot do what is asked; the message is for the user's eyes."""


class ChildFailedError(StackError):
    """A child ended or did not become ready; the message carries the end of its log."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run.

    Attributes:
        name: also the name of the log file.
        argv: program and arguments.
        env: the whole environment, nothing is inherited.
        probe: says whether the child can be used; None: as soon as it runs.
        ready_within: seconds until `probe` must have said yes.
        grace: seconds between SIGTERM and SIGKILL.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    probe: Probe | None = None
    ready_within: float = 60.0
    grace: float = 10.0


class Child:
    """One supervised process with all its descendants; its output goes to ``<log_dir>/<name>.log``.

    Args:
        restart_crashed: start it again, with a growing pause, when it ends without having been asked to.
        lock: a file descriptor to be held for as long as anything of the child lives.
    """

    def __init__(
        self, command: Command, *, log_dir: Path, restart_crashed: bool = False, lock: int | None = None
    ) -> None:
        self.command = command
        self.log = log_dir / f"{command.name}.log"
        self.restarts = 0
        self._restart_crashed = restart_crashed
        self._lock = lock
        self._keeper: asyncio.subprocess.Process | None = None
        self._orders: int | None = None
        self._supervision: asyncio.Task[None] | None = None
        self._wanted = False
        self._returned = asyncio.Event()

    @property
    def running(self) -> bool:
        """Whether the process is there; it may not be ready yet."""
        return self._keeper is not None and self._keeper.returncode is None

    async def start(self) -> None:
        """Start and wait until ready.

        Raises:
            ChildFailedError: it ended, or was not ready in time; nothing of it is left then.
        """
        self._wanted = True
        try:
            await self._launch()
            await self._until_ready()
        except BaseException:
            await self.kill()
            raise
        if self._restart_crashed:
            self._supervision = asyncio.create_task(self._supervise(), name=f"supervise {self.command.name}")

    async def stop(self) -> None:
        """Ask it to end, and see to it that nothing of it is left."""
        await self._end(b"q")

    async def kill(self) -> None:
        """SIGKILL to all its processes at once; it stays down until `start` or `restart`."""
        await self._end(b"k")

    async def crash(self) -> None:
        """SIGKILL as `kill` does, but as an accident: a supervised child comes back by itself."""
        keeper = self._keeper
        self._returned.clear()
        self._order(b"k")
        if keeper:
            await keeper.wait()

    def signal(self, number: int) -> None:
        """Send a signal as an accident: SIGTERM to the process, whatever else to all that it started as well."""
        if self._keeper is None or not self.running:
            return
        family = descendants(self._keeper.pid)
        for pid in family[:1] if number == signal.SIGTERM else family:
            with suppress(ProcessLookupError):  # it ended while we looked
                os.kill(pid, number)

    async def recovered(self) -> None:
        """Wait until supervision has brought it back after `crash` and it is ready again.

        Raises:
            ChildFailedError: it is not back in time.
        """
        try:
            await asyncio.wait_for(self._returned.wait(), self.command.ready_within)
        except TimeoutError:
            raise ChildFailedError(f"{self.command.name} was not started again. Its log: {self.log}") from None
        await self._until_ready()

    async def restart(self) -> None:
        """Start it again (after `kill`, or stopping it first) on the same data."""
        await self.stop()
        await self.start()

    async def wait(self) -> int:
        """Wait for its end; return the exit code, 128 + n if signal n ended it."""
        return await self._keeper.wait() if self._keeper else 0

    def tail(self, lines: int = 15) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        with self.log.open(errors="replace") as log:
            return "".join(deque(log, lines))

    async def _launch(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        orders_read, self._orders = os.pipe()
        held = () if self._lock is None else (self._lock,)
        try:
            with self.log.open("ab") as log:
                self._keeper = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-I", "-S", str(KEEPER), str(self.command.grace), *self.command.argv),
                    env=dict(self.command.env),
                    stdin=orders_read,
                    stdout=log,
                    stderr=log,
                    pass_fds=held,
                    start_new_session=True,  # Ctrl-C in the terminal is for the launcher alone
                )
        finally:
            os.close(orders_read)

    async def _until_ready(self) -> None:
        probe, deadline = self.command.probe, time.monotonic() + self.command.ready_within
        while probe is not None:
            if not self.running:
                raise ChildFailedError(f"{self.command.name} ended at once. Its log, {self.log}:\n{self.tail()}")
            with suppress(OSError, TimeoutError):
                if await asyncio.wait_for(probe(), 5):
                    return
            if time.monotonic() > deadline:
                raise ChildFailedError(
                    f"{self.command.name} was not ready after {self.command.ready_within:.0f} s."
                    f" Its log, {self.log}:\n{self.tail()}"
                )
            await asyncio.sleep(0.05)

    async def _supervise(self) -> None:
        pause = FIRST_PAUSE
        while self._wanted and self._keeper:
            since = time.monotonic()
            await self._keeper.wait()
            if not self._wanted:
                return
            pause = FIRST_PAUSE if time.monotonic() - since > HEALTHY_AFTER else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)
            self._close_orders()
            self.restarts += 1
            await self._launch()
            self._returned.set()

    async def _end(self, order: bytes) -> None:
        self._wanted = False
        if self._supervision:
            self._supervision.cancel()
            with suppress(asyncio.CancelledError):
                await self._supervision
            self._supervision = None
        self._order(order)
        if self._keeper:
            await self._keeper.wait()
        self._close_orders()

    def _order(self, order: bytes) -> None:
        if self._orders is not None and self.running:
            with suppress(BrokenPipeError):
                os.write(self._orders, order)

    def _close_orders(self) -> None:
        if self._orders is not None:
            os.close(self._orders)
            self._orders = None
