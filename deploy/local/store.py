"""The embedded document store: SecantusDB, which speaks MongoDB's protocol, as a process of its own.

It is licensed under the GPL and therefore lives in an environment of its own, `.venv-embedded`: the product
talks to it over the wire and cannot import it.
"""

import os
from pathlib import Path

from deploy.local import probes
from deploy.local.children import Child, Command, StackError
from deploy.local.ports import LOOPBACK, Ports

REPOSITORY = Path(__file__).resolve().parents[2]
SERVER = REPOSITORY / ".venv-embedded" / "bin" / "secantusd-py"


class StoreMissingError(StackError):
    """The embedded store is not installed."""

    def __init__(self) -> None:
        super().__init__(f"The embedded store is missing ({SERVER}); type: make setup")


class Store(Child):
    """The server; `url` is where clients connect."""

    def __init__(self, *, root: Path, ports: Ports, log_dir: Path, lock: int | None) -> None:
        port = ports.get("mongo")
        # It announces itself as a replica set of one under a name of its own: do not look for others.
        self.url = f"mongodb://{LOOPBACK}:{port}/?directConnection=true"
        self._data = root / "store"
        arguments = {
            "--host": LOOPBACK,
            "--port": str(port),
            "--storage-path": str(self._data),
            "--cache-size": "256M",
            "--log-level": "WARNING",
        }
        super().__init__(
            Command(
                name="store",
                # Without the last one, SIGKILL loses transactions that were acknowledged.
                argv=[
                    str(SERVER),
                    *(word for pair in arguments.items() for word in pair),
                    "--sync-on-commit",
                ],
                env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(root), "LANG": "C.UTF-8"},
                probe=lambda: probes.mongo(port),
                ready_within=60,
            ),
            log_dir=log_dir,
            restart_crashed=True,
            lock=lock,
        )

    async def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            StoreMissingError: it is not installed.
        """
        if not SERVER.exists():
            raise StoreMissingError
        self._data.mkdir(parents=True, exist_ok=True)
        await super().start()
