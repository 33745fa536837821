"""A mail on its way: written in the transaction of its notice, sent later, and sent again until somebody took it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from shared.record import Record

BACKOFF = (10, 30, 120, 600, 1_800, 3_600)
"""Seconds of the machine's clock before the next try after a temporary refusal."""
MOST_ATTEMPTS = 48
"""With the back-off above about two days; then it has failed for good."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class Delivery(Record):
    """``id`` is the notice's. ``next_at`` is of the machine's clock, ``sent_at`` of the business clock."""

    collection: ClassVar[str] = "deliveries"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("state", "next_at", "id"), ("unit", "-id"))

    person: str
    unit: str
    kind: str
    to: str
    name: str
    honorific: str = ""
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    next_at: datetime
    sent_at: datetime | None = None
    error: str = ""

    def sent(self, at: datetime) -> Delivery:
        """The server took it."""
        done = {"state": DeliveryState.SENT, "sent_at": at, "error": "", "attempts": self.attempts + 1}
        return self.model_copy(update=done)

    def refused(self, reason: str) -> Delivery:
        """The server will never take it."""
        return self.model_copy(update={"state": DeliveryState.FAILED, "error": reason, "attempts": self.attempts + 1})

    def deferred(self, reason: str, now: datetime) -> Delivery:
        """The server may take it later; after MOST_ATTEMPTS it is refused."""
        if self.attempts + 1 >= MOST_ATTEMPTS:
            return self.refused(reason)
        pause = BACKOFF[min(self.attempts, len(BACKOFF) - 1)]
        return self.model_copy(
            update={"error": reason, "attempts": self.attempts + 1, "next_at": now + timedelta(seconds=pause)}
        )


def machine_now() -> datetime:
    """Now by the machine's clock in whole seconds, so that stored texts of instants sort as instants do."""
    return datetime.now(UTC).replace(microsecond=0)
