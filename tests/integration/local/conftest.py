"""A private stack for tests that hurt it, and a gateway before services with nothing in them."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local import probes
from deploy.local.children import Child, Command
from deploy.local.ports import LOOPBACK, Ports
from deploy.local.stack import EmbeddedStack

STAND_IN = Path(__file__).with_name("stand_in.py")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own_stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """Broker and store that belong to the module alone."""
    root = tmp_path_factory.mktemp("stack")
    async with EmbeddedStack(root=root, private=True, parts={"broker", "store"}) as stack:
        yield stack


def stand_in(name: str, ports: Ports, log_dir: Path) -> Child:
    """One stand-in service, not yet started."""
    port = ports.get(name)
    command = Command(
        name=name,
        argv=[sys.executable, str(STAND_IN), name, str(port)],
        probe=lambda: probes.http(port, "/readyz"),
    )
    return Child(command, log_dir=log_dir)


@pytest_asyncio.fixture(loop_scope="session")
async def nomination(tmp_path: Path) -> AsyncIterator[Child]:
    """A stand-in service, running."""
    child = stand_in("nomination", Ports(tmp_path / "ports.json"), tmp_path / "log")
    await child.start()
    yield child
    await child.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def origin(nomination: Child, tmp_path: Path) -> AsyncIterator[str]:
    """The gateway's origin: nomination is the stand-in, nobody listens where reporting should be."""
    ports = Ports(tmp_path / "ports.json")
    port = ports.get("gateway")
    routes = (
        f'{{"nomination": "http://{LOOPBACK}:{nomination.command.argv[-1]}",'
        f' "reporting": "http://{LOOPBACK}:{ports.get("reporting")}"}}'
    )
    command = Command(
        name="gateway",
        argv=[
            *(sys.executable, "-m", "deploy.local.gateway", "--port", str(port)),
            *("--routes", routes, "--mail-dir", str(tmp_path / "mail")),
        ],
        probe=lambda: probes.http(port, "/healthz"),
    )
    child = Child(command, log_dir=tmp_path / "log")
    await child.start()
    yield f"http://{LOOPBACK}:{port}"
    await child.stop()
