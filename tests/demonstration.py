"""The demonstration as its users start it, for tests that look at a year that was played."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).resolve().parents[1]
STAYS_UP = "It stays up."
PATIENCE = 240.0
ELSEWHERE = ("AMQP_URL", "MONGO_URL", "SMTP_URL", "THIDUA_OIDC_ISSUER")


@dataclass
class Demonstration:
    """A launcher that runs. ``text`` is what it printed so far."""

    root: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    up: threading.Event = field(default_factory=threading.Event)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    @property
    def ports(self) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.root / "ports.json").read_text())
        return found

    @property
    def origin(self) -> str:
        """The one address of all four services."""
        return f"http://127.0.0.1:{self.ports['gateway']}"

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.ports['identity']}"

    @property
    def mongo_url(self) -> str:
        return f"mongodb://127.0.0.1:{self.ports['mongo']}/?directConnection=true"

    @property
    def mail_dir(self) -> Path:
        return self.root / "mail"

    def listen(self, stream: IO[str]) -> None:
        """Collect what is printed until the launcher ends."""
        for line in stream:
            self.lines.append(line)
            if line.lstrip().startswith(STAYS_UP):
                self.up.set()
        self.up.set()

    def end(self) -> int:
        """Ctrl-C, as its users end it; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@contextmanager
def demonstration(root: Path, *options: str) -> Iterator[Demonstration]:
    """Start it in a folder of its own, wait until the table was printed, end it at the end."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.local.demo", "--root", str(root), *options],
        cwd=REPOSITORY,
        env=environment | {"NO_COLOR": "1", "COLUMNS": "160"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Demonstration(root, process)
    assert process.stdout is not None
    listener = threading.Thread(target=running.listen, args=(process.stdout,), daemon=True)
    listener.start()
    try:
        assert running.up.wait(PATIENCE), f"the demonstration did not come up:\n{running.text}"
        assert process.poll() is None, f"the demonstration ended:\n{running.text}"
        yield running
    finally:
        if process.poll() is None:
            running.end()
        listener.join(10)
        process.stdout.close()
