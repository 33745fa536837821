"""What stands in a nominee's way while it is examined."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event


@event(
    service="nomination", subject="hold", classification=Classification.CONFIDENTIAL,
    example={
        "hold": "0198c0de-0000-7000-8000-000000000010", "unit": "duong-quang", "nominee": "nguoi-12", "what": "complaint",
        "since": "2025-06-02", "by": "dq-tdkt-01",
    },
)  # fmt: skip
class HoldPlaced(Event):
    """Something about a nominee is being examined: no award and no proposal until it is over.

    ``what`` is discipline, investigation, inspection or complaint. The paper it rests on is not told.
    """

    hold: str
    unit: str
    nominee: str
    what: str
    since: date
    by: str


@event(
    service="nomination", subject="hold", classification=Classification.CONFIDENTIAL,
    example={"hold": "0198c0de-0000-7000-8000-000000000010", "unit": "duong-quang", "nominee": "nguoi-12", "lifted_on": "2025-06-20", "by": "dq-tdkt-01"},
)  # fmt: skip
class HoldLifted(Event):
    """The examination of a nominee is over; its result is not told."""

    hold: str
    unit: str
    nominee: str
    lifted_on: date
    by: str
