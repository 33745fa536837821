"""Merits of the resistance wars: the sweep of a commune, and each candidate from being found to the dossier.

What is told of a candidate is confidential: these are names, years and fates of old people and of the dead.
"""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event

SWEEP = "0198c0de-0000-7000-8000-000000000021"
CANDIDATE = {
    "candidate": "0198c0de-0000-7000-8000-000000000022", "sweep": SWEEP, "unit": "duong-quang",
    "hamlet": "duong-quang.thon-3", "name": "Trần Xuân Huân", "subject_kind": "TNXP", "waits_at": "duong-quang.thon-3",
    "due_on": "2025-05-12", "by": "dq-thon-3-01",
}  # fmt: skip


@event(
    service="nomination", subject="sweep", classification=Classification.INTERNAL,
    example={
        "sweep": SWEEP, "unit": "duong-quang", "title": "Rà soát thanh niên xung phong năm 2025", "subject_kind": "TNXP",
        "subject_name": "Thanh niên xung phong", "award": "KT-HCH-TNXPVV", "hamlets": ["duong-quang.thon-2", "duong-quang.thon-3"],
        "association": "Hội Cựu thanh niên xung phong xã", "opened_on": "2025-04-10", "enter_by": "2025-05-06", "by": "dq-tdkt-01",
    },
)  # fmt: skip
class SweepOpened(Event):
    """A commune goes through its hamlets for people whose merit is not yet honoured; they enter until ``enter_by``."""

    sweep: str
    unit: str
    title: str
    subject_kind: str
    subject_name: str
    award: str
    hamlets: tuple[str, ...]
    association: str
    opened_on: date
    enter_by: date
    by: str


@event(
    service="nomination", subject="sweep", classification=Classification.INTERNAL,
    example={"sweep": SWEEP, "unit": "duong-quang", "hamlet": "duong-quang.thon-3", "found": 2, "reported_on": "2025-04-25", "by": "dq-thon-3-01"},
)  # fmt: skip
class HamletReported(Event):
    """A hamlet has gone through all of its people; ``found`` may be none."""

    sweep: str
    unit: str
    hamlet: str
    found: int
    reported_on: date
    by: str


@event(
    service="nomination", subject="sweep", classification=Classification.INTERNAL,
    example={"sweep": SWEEP, "unit": "duong-quang", "found": 5, "proposed": 2, "set_aside": 3, "closed_on": "2025-09-30", "by": "dq-tdkt-01"},
)  # fmt: skip
class SweepClosed(Event):
    """Everybody who was found is in a dossier or was set aside with a reason."""

    sweep: str
    unit: str
    found: int
    proposed: int
    set_aside: int
    closed_on: date
    by: str


class AboutCandidate(Event):
    """What every event of a candidate repeats. ``waits_at`` is the unit whose turn it is, until ``due_on``.

    Both are empty where nothing is waited for.
    """

    candidate: str
    sweep: str
    unit: str
    hamlet: str
    name: str
    subject_kind: str
    waits_at: str = ""
    due_on: date | None = None
    by: str


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "birth_year": 1949, "living": True, "found_on": "2025-04-14"},
)  # fmt: skip
class CandidateFound(AboutCandidate):
    """A hamlet has entered somebody."""

    birth_year: int
    living: bool
    found_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "by_relative": False, "declared_on": "2025-04-21"},
)  # fmt: skip
class CandidateDeclared(AboutCandidate):
    """The declaration is there, by the person or by a relative."""

    by_relative: bool
    declared_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "reason": "Lý lịch chưa có xác nhận.", "returned_on": "2025-04-23"},
)  # fmt: skip
class CandidateReturned(AboutCandidate):
    """The officer gives declaration and proof back to the hamlet, with the reason."""

    reason: str
    returned_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "waits_at": "duong-quang", "by": "dq-tdkt-01", "received_on": "2025-04-24"},
)  # fmt: skip
class CandidateProved(AboutCandidate):
    """Declaration and proof are complete: from this day on the time of the commune counts."""

    received_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={
        **CANDIDATE, "waits_at": "duong-quang.hoi-cuu-tnxp", "by": "dq-tdkt-01", "association": "Hội Cựu thanh niên xung phong xã",
        "association_unit": "duong-quang.hoi-cuu-tnxp", "question": "Thời gian tham gia có đúng không?", "asked_on": "2025-04-25", "answer_by": "2025-05-13",
    },
)  # fmt: skip
class AssociationAsked(AboutCandidate):
    """The association is asked for its opinion; the time of the commune stands meanwhile."""

    association: str
    association_unit: str
    question: str
    asked_on: date
    answer_by: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={
        **CANDIDATE, "waits_at": "duong-quang", "by": "dq-hoi-cuu-tnxp-01", "association": "Hội Cựu thanh niên xung phong xã", "agrees": True,
        "answered_on": "2025-04-29", "paused_days": 2,
    },
)  # fmt: skip
class AssociationAnswered(AboutCandidate):
    """The association has answered, or is waited for no longer (``agrees`` null); what it wrote is not told."""

    association: str
    agrees: bool | None
    answered_on: date
    paused_days: int


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={
        **CANDIDATE, "waits_at": "duong-quang", "by": "dq-tdkt-01", "posting": "0198c0de-0000-7000-8000-000000000011",
        "posted_on": "2025-05-05", "closes_on": "2025-05-19",
    },
)  # fmt: skip
class CandidatePosted(AboutCandidate):
    """The list with this name is public until the end of ``closes_on``."""

    posting: str
    posted_on: date
    closes_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "waits_at": "duong-quang", "by": "dq-thon-3-01", "dossier": "0198c0de-0000-7000-8000-00000000000a", "proposed_on": "2025-06-02"},
)  # fmt: skip
class CandidateProposed(AboutCandidate):
    """The candidate has become a dossier, which goes the way of all dossiers; ``due_on`` is when it must go up."""

    dossier: str
    proposed_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "waits_at": "", "due_on": None, "by": "dq-tdkt-01", "reason": "Thời gian tham gia chưa đủ 24 tháng.", "set_aside_on": "2025-05-05"},
)  # fmt: skip
class CandidateSetAside(AboutCandidate):
    """Not gone on with for now, and why; the name stays on the list."""

    reason: str
    set_aside_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "by": "dq-tdkt-01", "reason": "Gia đình đã tìm được quyết định.", "taken_up_on": "2025-07-01"},
)  # fmt: skip
class CandidateTakenUp(AboutCandidate):
    """Taken up again after having been set aside, or after the dossier ended without an award."""

    reason: str
    taken_up_on: date


@event(
    service="nomination", subject="candidate", classification=Classification.CONFIDENTIAL,
    example={**CANDIDATE, "by": "service:nomination", "what": "Lập bản khai", "noticed_on": "2025-05-13"},
)  # fmt: skip
class CandidateOverdue(AboutCandidate):
    """The day of the step that the candidate waits for has passed; told once for each such day."""

    what: str
    noticed_on: date
