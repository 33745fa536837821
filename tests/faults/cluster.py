"""Three RabbitMQ nodes on one machine that form a cluster; each can be frozen, which to the others is a partition."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from deploy.local.broker import Broker
from deploy.local.keeper import descendants
from deploy.local.ports import Ports

NAMES = ("one", "two", "three")
QUICK = "-kernel inet_dist_use_interface {127,0,0,1} net_ticktime 8"
"""The nodes notice within ten seconds, instead of a minute, that one of them is silent."""


class Node(Broker):
    """One node of the cluster, under a name of its own."""

    def __init__(self, name: str, *, root: Path, mapper: int) -> None:
        super().__init__(root=root, ports=Ports(root / "ports.json"), log_dir=root / "log", lock=None)
        own = {
            "RABBITMQ_NODENAME": f"{name}@localhost",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": QUICK,
            "ERL_EPMD_PORT": str(mapper),
        }
        self._env |= own
        self.command = replace(self.command, name=name, env=self._env)
        self._cookie = root / "rabbitmq" / ".erlang.cookie"

    async def start(self) -> None:
        self._cookie.parent.mkdir(parents=True, exist_ok=True)
        if not self._cookie.exists():
            self._cookie.write_text("THREE")
            self._cookie.chmod(0o400)
        await super().start()

    async def join(self, first: str) -> None:
        """Become part of the first node's cluster."""
        await self.ctl("stop_app")
        await self.ctl("join_cluster", f"{first}@localhost")
        await self.ctl("start_app")

    def freeze(self) -> None:
        """Stand still: connections stay and nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on as if nothing had been."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._keeper is not None
        for pid in descendants(self._keeper.pid):
            if "beam" in Path(f"/proc/{pid}/comm").read_text():
                os.kill(pid, number)


@asynccontextmanager
async def cluster(root: Path) -> AsyncIterator[list[Node]]:
    """Three nodes, joined."""
    mapper = Ports(root / "ports.json").get("mapper")
    nodes = [Node(name, root=root / name, mapper=mapper) for name in NAMES]
    try:
        for node in nodes:
            await node.start()
        for node in nodes[1:]:
            await node.join(NAMES[0])
        yield nodes
    finally:
        for node in nodes:
            node.thaw()
        await asyncio.gather(*(node.stop() for node in nodes))
