"""Making the faults happen to real processes and connections, and making all of it good again."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from deploy.local.chaos.faults import Action, Fault
from deploy.local.chaos.proxy import Proxy, Way
from deploy.local.children import Child, ChildFailedError

BACK_WITHIN = 120.0
"""Seconds within which everything must be ready again once nothing is broken any more."""


class Damage:
    """Breaks children and connections as the plan says.

    Args:
        children: processes by the name of the target.
        proxies: connections by the name of the target.
        tell: told each fault as it happens.
    """

    def __init__(
        self, children: Mapping[str, Child], proxies: Mapping[str, Proxy], tell: Callable[[Fault], None]
    ) -> None:
        self._children = children
        self._proxies = proxies
        self._tell = tell

    async def follow(self, faults: Iterable[Fault]) -> None:
        """Cause every fault at its time, and end it at its time."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as happening:
            for fault in faults:
                await asyncio.sleep(max(0.0, began + fault.at - time.monotonic()))
                self._tell(fault)
                happening.create_task(self._cause(fault))

    async def heal(self) -> float:
        """End every fault and wait until everything is ready; how many seconds that took.

        Raises:
            ChildFailedError: a process did not come back.
        """
        began = time.monotonic()
        for proxy in self._proxies.values():
            proxy.heal()
        for child in self._children.values():
            child.signal(signal.SIGCONT)
        await asyncio.gather(*(self._back(child, began + BACK_WITHIN) for child in self._children.values()))
        return time.monotonic() - began

    async def _back(self, child: Child, deadline: float) -> None:
        probe = child.command.probe
        assert probe is not None
        while time.monotonic() < deadline:
            with suppress(OSError, TimeoutError):
                if child.running and await asyncio.wait_for(probe(), 5):
                    return
            await asyncio.sleep(0.2)
        raise ChildFailedError(
            f"{child.command.name} is not ready {BACK_WITHIN:.0f} s after the last fault: {child.log}"
        )

    async def _cause(self, fault: Fault) -> None:
        if fault.target in self._proxies:
            proxy = self._proxies[fault.target]
            _break(proxy, fault)
            if fault.seconds:
                await asyncio.sleep(fault.seconds)
                proxy.heal()
            return
        child = self._children[fault.target]
        match fault.action:
            case Action.KILL:
                await child.crash()
            case Action.TERMINATE:
                child.signal(signal.SIGTERM)
            case Action.STOP:
                child.signal(signal.SIGSTOP)
                await asyncio.sleep(fault.seconds)
                child.signal(signal.SIGCONT)


def _break(proxy: Proxy, fault: Fault) -> None:
    match fault.action:
        case Action.CUT:
            proxy.cut()
        case Action.RESET:
            proxy.reset()
        case Action.BLACKHOLE:
            proxy.blackhole()
        case Action.DEAF:
            proxy.blackhole(Way.TO_CLIENT)
        case Action.MUTE:
            proxy.blackhole(Way.TO_SERVER)
        case Action.HOLD:
            proxy.hold()
        case Action.SLOW:
            proxy.slow(delay=0.15, rate=20_000)
        case Action.CHOP:
            proxy.cut_after(fault.size, reset=fault.size % 2 == 0)
        case Action.REFUSE:
            proxy.refuse()
            proxy.cut()
