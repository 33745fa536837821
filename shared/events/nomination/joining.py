"""Several units nominate together (đồng đề nghị): asked, answered, dropped."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, event
from shared.events.nomination.dossiers import AboutDossier
from shared.events.nomination.examples import ABOUT


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-van-phong-01", "units": ["duong-quang.thon-4"], "asked_on": "2025-06-05"},
)  # fmt: skip
class JointNominationAsked(AboutDossier):
    """The nominating unit asks other ``units`` to nominate together with it. The dossier is still a draft.

    Those that had confirmed are asked anew when the nominee, the award or the year was changed.
    """

    by: str
    units: tuple[str, ...]
    asked_on: date


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={
        **ABOUT, "by": "dq-thon-4-01", "joint_unit": "duong-quang.thon-4", "agrees": True, "reason": "",
        "answered_on": "2025-06-06", "left": 0,
    },
)  # fmt: skip
class JointNominationAnswered(AboutDossier):
    """The head of a unit that was asked confirms, or refuses with a reason. ``left`` have not answered yet."""

    by: str
    joint_unit: str
    agrees: bool
    reason: str
    answered_on: date
    left: int


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "by": "dq-van-phong-01", "joint_unit": "duong-quang.thon-4", "dropped_on": "2025-06-06"},
)  # fmt: skip
class JointNominationDropped(AboutDossier):
    """A unit that was asked is asked no more: the nominating unit goes on without it."""

    by: str
    joint_unit: str
    dropped_on: date
