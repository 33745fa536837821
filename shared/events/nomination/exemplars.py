"""Điển hình tiên tiến: the delegates of a conference are settled."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, Level, event
from shared.events.nomination.examples import NOMINEE
from shared.events.parts import Nominee, Part


class Delegate(Part):
    """One model who is invited. ``unit`` of the nominee is the unit as it is today; ``awards`` counts the period's."""

    nominee: Nominee
    awards: int


@event(
    service="nomination", subject="selection", classification=Classification.INTERNAL,
    example={
        "selection": "0198c0de-0000-7000-8000-0000000000e1", "unit": "duong-quang",
        "title": "Hội nghị điển hình tiên tiến giai đoạn 2020-2025", "held_on": "2025-05-28", "chosen": 18,
        "proposed_on": "2025-05-15", "by": "dq-van-phong-01",
    },
)  # fmt: skip
class ExemplarsProposed(Event):
    """A list of ``chosen`` delegates waits for the chair of the council or the signer. It names nobody yet."""

    selection: str
    unit: str
    title: str
    held_on: date
    chosen: int
    proposed_on: date
    by: str


@event(
    service="nomination", subject="selection", classification=Classification.INTERNAL,
    example={
        "selection": "0198c0de-0000-7000-8000-0000000000e1", "unit": "duong-quang",
        "title": "Hội nghị điển hình tiên tiến giai đoạn 2020-2025", "reason": "Bổ sung đại diện các thôn.",
        "returned_on": "2025-05-16", "by": "dq-chu-tich-01",
    },
)  # fmt: skip
class ExemplarsReturned(Event):
    """The list of delegates was not confirmed as it was."""

    selection: str
    unit: str
    title: str
    reason: str
    returned_on: date
    by: str


@event(
    service="nomination", subject="selection", classification=Classification.INTERNAL,
    example={
        "selection": "0198c0de-0000-7000-8000-0000000000e1", "unit": "duong-quang", "level": "commune",
        "title": "Hội nghị điển hình tiên tiến giai đoạn 2020-2025", "number": "01/DS-UBND", "from_year": 2020, "to_year": 2025,
        "held_on": "2025-05-28", "place": "Hội trường UBND xã", "confirmed_on": "2025-05-16", "by": "dq-chu-tich-01",
        "delegates": [{"nominee": NOMINEE, "awards": 4}],
    },
)  # fmt: skip
class ExemplarsConfirmed(Event):
    """The list of delegates to a conference of models is confirmed; it is not changed afterwards."""

    selection: str
    unit: str
    level: Level
    title: str
    number: str
    from_year: int
    to_year: int
    held_on: date
    place: str
    confirmed_on: date
    by: str
    delegates: tuple[Delegate, ...]
