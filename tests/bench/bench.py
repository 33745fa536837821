"""What every row needs: the stack, a virtual host and a database of its own, other programs to compare with."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from deploy.local.stack import EmbeddedStack
from shared.record import Stored
from shared.store import Store
from shared.store.schema import prepare

ROOT = Path(__file__).resolve().parents[2]
OURS, PEERS = ROOT / ".venv" / "bin" / "python", ROOT / ".venv-bench" / "bin" / "python"
PATIENCE = 180.0
Run = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Bench:
    """The running stack and how thorough to be. ``events(n)`` is a tenth of n in a quick run."""

    stack: EmbeddedStack
    quick: bool

    @property
    def repeats(self) -> int:
        """How often each side is measured."""
        return 3 if self.quick else 5

    def events(self, thorough: int) -> int:
        """How many events to measure with."""
        return max(200, thorough // 5) if self.quick else thorough

    @asynccontextmanager
    async def virtual_host(self) -> AsyncIterator[str]:
        """The URL of a broker on which nothing has happened yet."""
        name = f"bench-{uuid4().hex[:8]}"
        await self.stack.rabbitmqctl("add_vhost", name)
        await self.stack.rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        yield f"{self.stack.amqp_url.rstrip('/')}/{name}"
        await self.stack.rabbitmqctl("delete_vhost", name)

    @asynccontextmanager
    async def store(self, *stored: type[Stored]) -> AsyncIterator[Store]:
        """An empty database with the product's indexes. It goes with the stack: dropping takes this store long."""
        one = Store(self.stack.mongo_url, f"bench_{uuid4().hex[:8]}")
        await prepare(one.database, stored)
        yield one
        one.close()

    async def interleaved(self, **sides: Run) -> dict[str, float]:
        """The median of each side, measured in turn so that a noisy minute hits all of them."""
        figures: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(self.repeats):
            for name, run in sides.items():
                figures[name].append(await run())
        return {name: statistics.median(found) for name, found in figures.items()}


async def run_program(python: Path, module: str, amqp: str, mongo: str, **arguments: Any) -> dict[str, Any]:
    """Run a program of this folder to its end; the JSON of its last line.

    Raises RuntimeError with the end of its output when it fails.
    """
    process = await asyncio.create_subprocess_exec(
        *(python, "-m", f"tests.bench.{module}", json.dumps(arguments)),
        cwd=ROOT,
        env=environment(AMQP_URL=amqp, MONGO_URL=mongo),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            output, errors = await process.communicate()
    except TimeoutError:
        process.kill()
        raise
    if process.returncode:
        raise RuntimeError(f"{module} failed:\n{errors.decode()[-2000:]}")
    found: dict[str, Any] = json.loads(output.decode().splitlines()[-1])
    return found


def environment(**more: str) -> Mapping[str, str]:
    """The environment of a program: ours, without what would lead it elsewhere."""
    return {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TZ"}} | more
