"""Notices as counts. Whom they reached stays with the notification service: nothing personal is kept here."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, TypeVar

from services.reporting.projections.row import Row, day_of
from shared.events import Envelope
from shared.events.notification import NoticeAcknowledged, NoticeDelivered, NoticeFailed

NoticeEvent = NoticeDelivered | NoticeFailed | NoticeAcknowledged


class Counts(Row):
    """How many arrived, failed for good and were confirmed as read."""

    delivered: int = 0
    failed: int = 0
    acknowledged: int = 0


class NoticeCount(Counts):
    """Of one unit, one kind and one day."""

    collection: ClassVar[str] = "notice_counts"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "day"),)

    unit: str = ""
    kind: str = ""
    day: date | None = None


class NoticeTrace(Counts):
    """Of one correlation: how many were told of the act that set it off. The id is the correlation's."""

    collection: ClassVar[str] = "notice_traces"


C = TypeVar("C", bound=Counts)


def count_id(event: NoticeEvent, seen: Envelope[Any]) -> str:
    """Unit, day and kind."""
    return f"{seen.unit}|{day_of(seen)}|{event.kind}"


def fold(row: NoticeCount, event: NoticeEvent, seen: Envelope[Any]) -> NoticeCount:
    """The count of a unit, kind and day after one more."""
    return counted(row.model_copy(update={"unit": seen.unit, "kind": event.kind, "day": day_of(seen)}), event)


def counted(row: C, event: NoticeEvent) -> C:
    """One more of whatever it was."""
    name = {NoticeDelivered: "delivered", NoticeFailed: "failed", NoticeAcknowledged: "acknowledged"}[type(event)]
    return row.model_copy(update={"applied": row.applied + 1, name: getattr(row, name) + 1})
