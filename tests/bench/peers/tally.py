"""What became of the messages: which failed once on purpose, how many took effect, and when."""

from __future__ import annotations

import threading
import time
from typing import Any

PATIENCE = 45.0
"""Seconds without any effect after which the rest counts as lost; the slowest second try comes after thirty."""


class IllOnce(Exception):
    """The failure that is sent to everybody."""


class Tally:
    """Counts for one process, whatever its threads."""

    def __init__(self, count: int, *, failing: bool) -> None:
        self._count = count
        self._failing = failing
        self._failed: set[str] = set()
        self._lock = threading.Lock()
        self.began = 0.0
        self.ended = 0.0
        self._done: set[str] = set()

    def begin(self, number: int, id_: str) -> None:
        """Called first in a handler; one message in ten fails the first time."""
        with self._lock:
            self.began = self.began or time.monotonic()
            if self._failing and number % 10 == 0 and id_ not in self._failed:
                self._failed.add(id_)
                raise IllOnce(id_)

    def end(self, id_: str) -> None:
        """Called after the commit."""
        with self._lock:
            self._done.add(id_)
            self.ended = time.monotonic()

    @property
    def effects(self) -> int:
        """How many messages took effect."""
        return len(self._done)

    @property
    def is_over(self) -> bool:
        """Everything took effect, or nothing has for long."""
        return self.effects >= self._count or bool(
            self.began and time.monotonic() - max(self.began, self.ended) > PATIENCE
        )

    def result(self) -> dict[str, Any]:
        """Rate and number of effects."""
        return {"rate": self.effects / max(self.ended - self.began, 1e-9), "effects": self.effects}


def messages(count: int) -> list[dict[str, Any]]:
    """What is sent: as much as a handler needs, each about a dossier of its own."""
    return [
        {
            "number": number,
            "id": f"event-{number}",
            "type": "vn.thidua.nomination.NominationSubmitted.v1",
            "dossier": f"dossier-{number}",
            "award": "TD-CN-LDTT",
            "nominating_unit": "duong-quang.van-phong",
        }
        for number in range(count)
    ]
