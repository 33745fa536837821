"""Dossiers on the way to the level that has the power: with which letter they went, and what was answered."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, event
from shared.events.nomination.dossiers import AboutDossier
from shared.events.nomination.examples import ABOUT, DOSSIER

LETTER = {
    "submission": "0198c0de-0000-7000-8000-000000000014", "unit": "duong-quang", "to_unit": "my-hao",
    "letter": "05/TTr-UBND",
}  # fmt: skip


@event(
    service="nomination", subject="dossier", classification=Classification.INTERNAL,
    example={**ABOUT, "from_unit": "duong-quang", "to_unit": "my-hao", "to_level": "town", "letter": "05/TTr-UBND", "forwarded_on": "2025-06-21"},
)  # fmt: skip
class NominationForwarded(AboutDossier):
    """A dossier went to the level that has the power on that date, with the number of the letter.

    ``submission`` is the letter itself, which may hold several dossiers.
    """

    from_unit: str
    to_unit: str
    to_level: str
    letter: str
    forwarded_on: date
    submission: str = ""


class AboutSubmission(Event):
    """What every event of a submission repeats: which letter went from ``unit`` to ``to_unit``."""

    submission: str
    unit: str
    to_unit: str
    letter: str


@event(
    service="nomination", subject="submission", classification=Classification.INTERNAL,
    example={**LETTER, "to_level": "town", "dossiers": [DOSSIER], "by": "dq-chu-tich-01", "sent_on": "2025-06-21"},
)  # fmt: skip
class SubmissionSent(AboutSubmission):
    """A unit has signed a letter and sent these dossiers up; each is told by an event of its own as well."""

    to_level: str
    dossiers: tuple[str, ...]
    by: str
    sent_on: date


@event(
    service="nomination", subject="submission", classification=Classification.INTERNAL,
    example={**LETTER, "dossiers": [DOSSIER], "by": "mh-noi-vu-01", "received_on": "2025-06-23"},
)  # fmt: skip
class SubmissionReceived(AboutSubmission):
    """The level above has noted the receipt; whether the dossiers are complete is not said by it."""

    dossiers: tuple[str, ...]
    by: str
    received_on: date


@event(
    service="nomination", subject="submission", classification=Classification.INTERNAL,
    example={
        **LETTER, "dossiers": [DOSSIER], "left": 2, "reason": "Thiếu giấy chứng nhận sáng kiến.", "by": "mh-noi-vu-01",
        "returned_on": "2025-06-23",
    },
)  # fmt: skip
class SubmissionReturned(AboutSubmission):
    """The level above has sent these dossiers back with the reason; ``left`` of the submission stay there."""

    dossiers: tuple[str, ...]
    left: int
    reason: str
    by: str
    returned_on: date


@event(
    service="nomination", subject="bundle", classification=Classification.INTERNAL,
    example={
        **LETTER, "bundle": "0198c0de-0000-7000-8000-000000000015", "unit": "my-hao", "producer": "duong-quang",
        "purpose": "submission", "fingerprint": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
        "added": 1, "renewed": 0, "known": 2, "refused": 0, "by": "mh-noi-vu-01", "imported_on": "2025-06-23",
    },
)  # fmt: skip
class BundleImported(AboutSubmission):
    """``unit`` has read in a file of ``producer`` about a submission: what was new, newer, known, in conflict.

    ``purpose`` is «submission» on the way up and «answer» on the way down; ``fingerprint`` is the SHA-256 of the file.
    """

    bundle: str
    producer: str
    purpose: str
    fingerprint: str
    added: int
    renewed: int
    known: int
    refused: int
    by: str
    imported_on: date
