"""What the notification service says: notices that arrived or did not, bulletins that were read out."""

from __future__ import annotations

from datetime import date, datetime

from shared.events.base import Classification, Event, event

CONFIDENTIAL, PUBLIC = Classification.CONFIDENTIAL, Classification.PUBLIC
_NOTICE = "0198c0de-0000-7000-8000-00000000000e"


@event(
    service="notification", subject="notice", classification=CONFIDENTIAL,
    example={"notice": _NOTICE, "person": "dq-van-phong-01", "kind": "dossier-returned", "channel": "mail", "delivered_at": "2025-06-12T02:00:00Z"},
)  # fmt: skip
class NoticeDelivered(Event):
    """A notice reached a person by a channel, once."""

    notice: str
    person: str
    kind: str
    channel: str
    delivered_at: datetime


@event(
    service="notification", subject="notice", classification=CONFIDENTIAL,
    example={"notice": _NOTICE, "person": "dq-van-phong-01", "kind": "dossier-returned", "channel": "mail", "reason": "550 no such mailbox"},
)  # fmt: skip
class NoticeFailed(Event):
    """A notice could not be delivered by a channel, for good."""

    notice: str
    person: str
    kind: str
    channel: str
    reason: str


@event(
    service="notification", subject="notice", classification=CONFIDENTIAL,
    example={"notice": _NOTICE, "person": "dq-van-phong-01", "kind": "plan-issued", "acknowledged_at": "2025-01-07T02:00:00Z"},
)  # fmt: skip
class NoticeAcknowledged(Event):
    """The recipient confirmed having read a notice."""

    notice: str
    person: str
    kind: str
    acknowledged_at: datetime


@event(
    service="notification", subject="bulletin", classification=PUBLIC,
    example={"bulletin": "0198c0de-0000-7000-8000-00000000000f", "unit": "duong-quang", "title": "Khen thưởng đột xuất", "broadcast_on": "2025-06-26", "seconds": 95, "decision": "0198c0de-0000-7000-8000-00000000000c"},
)  # fmt: skip
class BulletinBroadcast(Event):
    """The loudspeaker station confirmed having read a bulletin out; ``seconds`` is its length on air.

    ``decision`` is the decision it tells of, empty when it tells of none.
    """

    bulletin: str
    unit: str
    title: str
    broadcast_on: date
    seconds: int
    decision: str = ""
