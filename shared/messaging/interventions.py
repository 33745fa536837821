"""What operators did by hand: one entry for each act, in the audit under the operator's name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from shared.aggregate import Aggregate
from shared.events import Level
from shared.store import Transaction


class Act(StrEnum):
    """What can be done by hand."""

    RESEND = "resend"
    DISCARD = "discard"
    SKIP = "skip"
    RETRY = "retry"
    REPLAY = "replay"
    REBUILD = "rebuild"
    CANCEL = "cancel"


class Intervention(Aggregate):
    """An act of an operator: ``target`` says on what, ``reason`` why. It never changes."""

    kind: ClassVar[str] = "intervention"
    collection: ClassVar[str] = "interventions"

    act: Act
    consumer: str
    target: str
    reason: str
    by: str
    at: datetime


def note(tx: Transaction, act: Act, consumer: str, target: str, reason: str) -> Intervention:
    """Enter an act into the audit, by whoever the transaction runs for."""
    return tx.save(
        Intervention(
            unit="*",
            level=Level.PROVINCE,
            act=act,
            consumer=consumer,
            target=target,
            reason=reason,
            by=tx.context.actor,
            at=tx.context.now,
        )
    )
