"""The demonstration's mail server: takes every mail over SMTP and keeps it as a file."""

import os
import sys
from pathlib import Path

from deploy.local import probes
from deploy.local.children import Child, Command
from deploy.local.ports import LOOPBACK, Ports

REPOSITORY = Path(__file__).resolve().parents[2]


class Mail(Child):
    """The server; mails arrive at `url` and lie in `folder`."""

    def __init__(self, *, root: Path, ports: Ports, log_dir: Path, lock: int | None) -> None:
        port = ports.get("smtp")
        self.url = f"smtp://{LOOPBACK}:{port}"
        self.folder = root / "mail"
        super().__init__(
            Command(
                name="mail",
                argv=[sys.executable, "-m", "deploy.local.mailsink", str(port), str(self.folder)],
                env=dict(os.environ) | {"PYTHONPATH": str(REPOSITORY)},
                probe=lambda: probes.smtp(port),
            ),
            log_dir=log_dir,
            restart_crashed=True,
            lock=lock,
        )
