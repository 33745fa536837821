"""A dossier's way from the unit to the council: sent, returned, accepted, withdrawn, expired."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event
from shared.events.nomination.examples import ABOUT
from shared.events.parts import Nominee, PartReason


class AboutDossier(Event):
    """What every event of a dossier repeats, so that a subscriber needs no other: what for, for whom, by whom.

    ``award`` is the code of the title or form, ``kind`` the kind of award (LH-…), ``nominating_unit`` who
    proposes, ``unit`` who has the dossier in hand now.
    """

    dossier: str
    award: str
    kind: str
    nominee: Nominee
    nominating_unit: str
    unit: str
    year: int


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-van-phong-01", "submitted_on": "2025-06-10", "override_reason": ""},
)  # fmt: skip
class NominationSubmitted(AboutDossier):
    """A unit has sent a dossier. ``override_reason`` is kept where a failing condition was overridden.

    ``achievement`` (its beginning), ``achieved_on`` and ``initiatives`` say what the nomination rests on: by them one
    achievement that is proposed twice is found. ``list_id`` is the list that it came with, empty for a single dossier.
    ``co_nominators`` are the units that nominate together with ``nominating_unit``; the dossier counts once, for the
    latter.
    """

    by: str
    submitted_on: date
    override_reason: str = ""
    achievement: str = ""
    achieved_on: date | None = None
    initiatives: tuple[str, ...] = ()
    list_id: str = ""
    co_nominators: tuple[str, ...] = ()


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-tdkt-01", "reason": "Thiếu biên bản bình xét.", "parts": ["M"]},
)  # fmt: skip
class NominationReturned(AboutDossier):
    """An officer sent a dossier back with the reason and the parts it is about.

    ``reasons`` says of each part what is wrong with it; after ``answer_by`` the dossier expires.
    """

    by: str
    reason: str
    parts: tuple[str, ...] = ()
    reasons: tuple[PartReason, ...] = ()
    answer_by: date | None = None


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-tdkt-01", "received_on": "2025-06-12", "decided_by_level": "commune", "rule_set": "V1"},
)  # fmt: skip
class NominationAccepted(AboutDossier):
    """A dossier is complete and received for appraisal: from this date the law that applies to it is fixed.

    ``list_id`` is the list that it came with, empty for a single dossier. ``without_council`` says that the authority
    may decide without waiting for the council (the simplified procedure).
    """

    by: str
    received_on: date
    decided_by_level: str
    rule_set: str
    list_id: str = ""
    without_council: bool = False


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-van-phong-01", "reason": "Người được đề nghị chuyển công tác."},
)  # fmt: skip
class NominationWithdrawn(AboutDossier):
    """The nominating unit took a dossier back."""

    by: str
    reason: str


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "expired_on": "2025-07-01", "answer_by": "2025-06-30", "asked": "Thiếu biên bản bình xét."},
)  # fmt: skip
class NominationExpired(AboutDossier):
    """What was asked for did not come by ``answer_by``, and the dossier has ended. ``asked`` says what it was."""

    expired_on: date
    answer_by: date
    asked: str


@event(
    service="nomination", subject="list", classification=Classification.INTERNAL,
    example={
        "list_id": "0198c0de-0000-7000-8000-000000000013", "unit": "duong-quang", "nominating_unit": "duong-quang.thon-3",
        "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2025", "year": 2025, "lines": 120, "submitted_on": "2025-11-07", "by": "dq-thon-3-01",
    },
)  # fmt: skip
class ListSubmitted(Event):
    """A unit has sent a whole list; each of its ``lines`` is a dossier, told by an event of its own."""

    list_id: str
    unit: str
    nominating_unit: str
    title: str
    year: int
    lines: int
    submitted_on: date
    by: str
