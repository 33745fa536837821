"""Meetings, their minutes, and what a closed ballot decided."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, Level, event
from shared.events.nomination.dossiers import AboutDossier
from shared.events.nomination.examples import ABOUT, DOSSIER
from shared.events.parts import Tally


@event(
    service="nomination", subject="meeting", classification=Classification.INTERNAL,
    example={
        "meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang", "held_on": "2025-06-20",
        "place": "Phòng họp UBND xã", "members": ["dq-hd-01"], "dossiers": [DOSSIER],
    },
)  # fmt: skip
class CouncilConvened(Event):
    """The council is called together: when, where, who, about which dossiers."""

    meeting: str
    unit: str
    held_on: date
    place: str
    members: tuple[str, ...]
    dossiers: tuple[str, ...]


@event(
    service="nomination", subject="meeting", classification=Classification.INTERNAL,
    example={"meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang", "closed_on": "2025-06-20", "present": 8, "members": 9},
)  # fmt: skip
class CouncilClosed(Event):
    """The meeting is over and its minutes stand."""

    meeting: str
    unit: str
    closed_on: date
    present: int
    members: int


@event(
    service="nomination", subject="minutes", classification=Classification.INTERNAL,
    example={
        "minutes": "0198c0de-0000-7000-8000-00000000000e", "meeting": "0198c0de-0000-7000-8000-00000000000b", "what": "ballot",
        "unit": "duong-quang", "title": "Biên bản kiểm phiếu", "held_on": "2025-06-20", "secretary": "dq-van-phong-01",
        "chair": "dq-chu-tich-01", "written_on": "2025-06-20",
    },
)  # fmt: skip
class MinutesDrafted(Event):
    """The minutes of a meeting that is over are made; its secretary looks through them and signs first."""

    minutes: str
    meeting: str
    what: str
    unit: str
    title: str
    held_on: date
    secretary: str
    chair: str
    written_on: date


@event(
    service="nomination", subject="minutes", classification=Classification.INTERNAL,
    example={
        "minutes": "0198c0de-0000-7000-8000-00000000000e", "meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang",
        "chair": "dq-chu-tich-01", "presented_on": "2025-06-20",
    },
)  # fmt: skip
class MinutesPresented(Event):
    """The secretary has signed; the minutes wait for the chair's signature."""

    minutes: str
    meeting: str
    unit: str
    chair: str
    presented_on: date


@event(
    service="nomination", subject="minutes", classification=Classification.INTERNAL,
    example={
        "minutes": "0198c0de-0000-7000-8000-00000000000e", "meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang",
        "secretary": "dq-van-phong-01", "reason": "Ghi rõ ý kiến về mục 2.", "returned_on": "2025-06-20",
    },
)  # fmt: skip
class MinutesReturned(Event):
    """The chair did not sign, and says why; the secretary puts it right."""

    minutes: str
    meeting: str
    unit: str
    secretary: str
    reason: str
    returned_on: date


@event(
    service="nomination", subject="minutes", classification=Classification.INTERNAL,
    example={
        "minutes": "0198c0de-0000-7000-8000-00000000000e", "meeting": "0198c0de-0000-7000-8000-00000000000b", "what": "ballot",
        "unit": "duong-quang", "number": "03/BB-HĐTĐKT", "signed_on": "2025-06-20",
    },
)  # fmt: skip
class MinutesSigned(Event):
    """The minutes of a meeting, or of its ballots, are signed by secretary and chair and never change again.

    ``what`` is ``meeting`` or ``ballot``. Of the votes they say no more than CouncilDecided does.
    """

    minutes: str
    meeting: str
    what: str
    unit: str
    number: str
    signed_on: date


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={
        **ABOUT, "meeting": "0198c0de-0000-7000-8000-00000000000b", "level": "commune", "approved": True, "decided_on": "2025-06-20",
        "tally": {"agree": 7, "disagree": 1, "blank": 0, "present": 8, "members": 9, "base": 9},
    },
)  # fmt: skip
class CouncilDecided(AboutDossier):
    """The council's ballot on one dossier is closed; only the tally is known."""

    meeting: str
    level: Level
    approved: bool
    tally: Tally
    decided_on: date
