"""Dossiers on the way to the level that has the power."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, event
from shared.events.nomination.dossiers import AboutDossier
from shared.events.nomination.examples import ABOUT


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "from_unit": "duong-quang", "to_unit": "my-hao", "to_level": "town", "letter": "05/TTr-UBND", "forwarded_on": "2025-06-21"},
)  # fmt: skip
class NominationForwarded(AboutDossier):
    """A dossier went to the level that has the power on that date, with the number of the letter."""

    from_unit: str
    to_unit: str
    to_level: str
    letter: str
    forwarded_on: date
