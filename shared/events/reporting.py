"""What the reporting service says."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event


@event(
    service="reporting", subject="report", classification=Classification.INTERNAL,
    example={
        "report": "0198c0de-0000-7000-8000-000000000010", "kind": "year", "unit": "duong-quang", "year": 2025, "number": "30/BC-UBND",
        "filed_on": "2025-12-15", "sha256": "0" * 64,
    },
)  # fmt: skip
class ReportFiled(Event):
    """A report was filed; ``sha256`` is the digest of its figures as they were on that day."""

    report: str
    kind: str
    unit: str
    year: int
    number: str
    filed_on: date
    sha256: str
