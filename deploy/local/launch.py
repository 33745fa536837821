"""How a launcher lives: until its work is done or a signal ends it, and then in order."""

import asyncio
import ctypes
import os
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from deploy.local.keeper import PR_SET_PDEATHSIG

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def until_signal(work: Coroutine[Any, Any, int]) -> int:
    """Run `work` to its end and return its exit code, or cancel it at the first signal that asks us to end.

    Ctrl-C is the way to end a launcher that stays up, so it counts as success; other signals give 128 + n.
    """

    async def main() -> int:
        task = asyncio.ensure_future(work)
        seen: list[int] = []
        loop = asyncio.get_running_loop()

        def end(number: int) -> None:
            seen.append(number)
            task.cancel()

        for number in ENDING:
            loop.add_signal_handler(number, end, number)
        try:
            return await task
        except asyncio.CancelledError:
            if not seen:
                raise
            return 0 if seen[0] == signal.SIGINT else 128 + seen[0]

    return asyncio.run(main())


def end_with_make() -> None:
    """If `make` started us and is killed itself, end as well: nobody is left to press Ctrl-C."""
    parent = Path(f"/proc/{os.getppid()}/comm")
    if "MAKELEVEL" in os.environ and parent.exists() and parent.read_text().strip() in {"make", "gmake"}:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
