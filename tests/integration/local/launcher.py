"""A launcher as the demonstration is one, on services with nothing in them: ``python launcher.py ROOT``."""

import asyncio
import sys
from pathlib import Path

from deploy.local.launch import until_signal
from deploy.local.services import Services
from deploy.local.stack import EmbeddedStack

STAND_IN = Path(__file__).with_name("stand_in.py")


def stand_in(name: str, port: int) -> list[str]:
    return [sys.executable, str(STAND_IN), name, str(port)]


async def launch(root: Path) -> int:
    people = [{"sub": "can-bo", "name": "Nguyễn Thị Mẫu"}]
    async with EmbeddedStack(root=root, private=True, people=people) as stack, Services(stack, starter=stand_in):
        print("up", flush=True)
        await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(until_signal(launch(Path(sys.argv[1]))))
