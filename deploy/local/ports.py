"""Free ports, remembered: a second start uses the ports of the first where they are still free."""

import json
import random
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether nobody listens on `port` of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


class Ports:
    """The ports of one root folder, by name, kept in a JSON file.

    Args:
        file: where they are remembered; made when missing.
        preferred: ports worth trying first, so that addresses are easy to remember.
    """

    def __init__(self, file: Path, preferred: dict[str, int] | None = None) -> None:
        self._file = file
        self._preferred = preferred or {}
        self._known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
        self._given: dict[str, int] = {}

    def get(self, name: str) -> int:
        """A port for `name`, always the same; at its first call free, and no other name was given it."""
        if name in self._given:
            return self._given[name]
        candidates = [self._known.get(name), self._preferred.get(name)]
        port = next((p for p in candidates if p and self._may_give(p, name)), None) or self._any(name)
        self._given[name] = port
        if self._known.get(name) != port:
            self._known[name] = port
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._known, indent=2, sort_keys=True) + "\n")
        return port

    def _may_give(self, port: int, name: str) -> bool:
        others = {known for other, known in self._known.items() if other != name}
        return port not in others and is_free(port)

    def _any(self, name: str) -> int:
        # Below the range from which the kernel serves outgoing connections, so that none of those takes
        # a port between our looking and the child's listening.
        while True:
            port = random.randrange(20_000, 32_000)  # noqa: S311 - not a secret
            if self._may_give(port, name):
                return port
