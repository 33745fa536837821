"""The only place that builds messages: persistent, with an identity, typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractIncomingMessage

from shared.events.envelope import CONTENT_TYPE

ATTEMPT = "x-thidua-attempt"
CONSUMER = "x-thidua-consumer"
REASON = "x-thidua-reason"
DETAIL = "x-thidua-detail"
HANDLER = "x-thidua-handler"
TRIES = "x-thidua-tries"
FIRST_FAILED = "x-thidua-first-failed"
LAST_FAILED = "x-thidua-last-failed"
ORIGIN = "x-thidua-routing-key"
CARRIED = "x-thidua-carried"
"""On an event that another installation said and a file brought here."""


def from_outbox(row: dict[str, Any]) -> Message:
    """The message of an outbox row."""
    return Message(
        body=row["body"],
        message_id=row["_id"],
        type=row["type"],
        content_type=CONTENT_TYPE,
        content_encoding="utf-8",
        delivery_mode=DeliveryMode.PERSISTENT,
        timestamp=row["recorded_at"],
        app_id="thidua",
        headers={CARRIED: True} if row.get("carried") else {},
    )


def once_more(body: bytes, *, event: str, type_: str, recorded_at: datetime) -> Message:
    """A message for one consumer alone, as if it came for the first time."""
    return Message(
        body=body,
        message_id=event,
        type=type_,
        content_type=CONTENT_TYPE,
        content_encoding="utf-8",
        delivery_mode=DeliveryMode.PERSISTENT,
        timestamp=recorded_at,
        app_id="thidua",
    )


def again(message: AbstractIncomingMessage, headers: dict[str, Any]) -> Message:
    """A copy of a delivered message for a retry tier or the dead letters, with what is known of its failures."""
    kept = {name: value for name, value in message.headers.items() if name.startswith("x-thidua-")}
    return Message(
        body=message.body,
        message_id=message.message_id,
        type=message.type,
        content_type=message.content_type,
        content_encoding=message.content_encoding,
        delivery_mode=DeliveryMode.PERSISTENT,
        timestamp=message.timestamp,
        app_id=message.app_id,
        headers={ORIGIN: message.routing_key or "", **kept, **headers},
    )
