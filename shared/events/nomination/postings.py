"""Public notices and what citizens say to them."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event


@event(
    service="nomination", subject="posting", classification=Classification.PUBLIC,
    example={
        "posting": "0198c0de-0000-7000-8000-000000000011", "unit": "duong-quang", "place": "Trụ sở Ủy ban nhân dân xã",
        "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2025", "posted_on": "2025-11-10", "closes_on": "2025-11-20", "people": 12,
    },
)  # fmt: skip
class PublicNoticePosted(Event):
    """A list is public until the end of ``closes_on``; nothing on it is decided before. Who is on it stands there."""

    posting: str
    unit: str
    title: str
    place: str
    posted_on: date
    closes_on: date
    people: int


@event(
    service="nomination", subject="comment", classification=Classification.CONFIDENTIAL,
    example={"comment": "0198c0de-0000-7000-8000-000000000012", "posting": "0198c0de-0000-7000-8000-000000000011", "unit": "duong-quang", "received_on": "2025-11-12"},
)  # fmt: skip
class NoticeCommented(Event):
    """A citizen has said something to a list; what, and who, is read by the officer alone and in no event."""

    comment: str
    posting: str
    unit: str
    received_on: date
