"""Dossiers under appraisal: the supplement and the consultation."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, event
from shared.events.nomination.dossiers import AboutDossier
from shared.events.nomination.examples import ABOUT
from shared.events.parts import PartReason


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={
        **ABOUT, "by": "dq-tdkt-01", "asked_on": "2025-06-16", "answer_by": "2025-06-30",
        "reasons": [{"part": "S", "reason": "Chưa có chữ ký của Hội đồng sáng kiến."}],
    },
)  # fmt: skip
class SupplementAsked(AboutDossier):
    """The officer who appraises a dossier asks, once, for parts to be mended; the clock stands until they come."""

    by: str
    asked_on: date
    answer_by: date
    reasons: tuple[PartReason, ...]


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-van-phong-01", "given_on": "2025-06-18", "paused_days": 2},
)  # fmt: skip
class SupplementGiven(AboutDossier):
    """The unit has sent what was asked for. ``paused_days`` are the working days for which the clock stood."""

    by: str
    given_on: date
    paused_days: int


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={
        **ABOUT, "by": "dq-tdkt-01", "bodies": ["Công an xã"], "units": ["duong-quang.cong-an"],
        "question": "Việc chấp hành pháp luật của cá nhân được đề nghị.", "opened_on": "2025-06-16", "answer_by": "2025-06-30",
    },
)  # fmt: skip
class ConsultationOpened(AboutDossier):
    """Other bodies are asked for their opinion (hiệp y); the clock stands meanwhile.

    ``bodies`` are their names as written, ``units`` the codes of those among them that have an account here.
    """

    by: str
    bodies: tuple[str, ...]
    units: tuple[str, ...]
    question: str
    opened_on: date
    answer_by: date


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-cong-an-01", "body": "Công an xã", "agrees": True, "given_on": "2025-06-18", "left": 0},
)  # fmt: skip
class OpinionGiven(AboutDossier):
    """A body that was asked has answered; what it says stands in the dossier. ``left`` have not answered yet."""

    by: str
    body: str
    agrees: bool
    given_on: date
    left: int


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-tdkt-01", "closed_on": "2025-06-18", "paused_days": 2, "unanswered": []},
)  # fmt: skip
class ConsultationClosed(AboutDossier):
    """All have answered, or are waited for no longer; the clock goes on. ``paused_days`` are working days."""

    by: str
    closed_on: date
    paused_days: int
    unanswered: tuple[str, ...] = ()
