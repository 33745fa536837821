"""Decisions: sealed under embargo, in force, corrected, revoked."""

from __future__ import annotations

from datetime import date, datetime

from shared.events.base import Classification, Event, Level, event
from shared.events.nomination.examples import AWARD, DECISION, DOSSIER, NOMINEE
from shared.events.parts import Nominee, Part


class DecisionLine(Part):
    """One awardee in a decision: amounts in đồng."""

    dossier: str
    award: str
    nominee: Nominee
    bonus: int


@event(
    service="nomination", subject="decision", classification=Classification.PUBLIC,
    example={
        "decision": "0198c0de-0000-7000-8000-00000000000c", "number": "12/QĐ-UBND", "unit": "duong-quang", "level": "commune",
        "title": "Về việc khen thưởng", "signed_on": "2025-06-25", "signer": "Chủ tịch Ủy ban nhân dân xã", "total_bonus": 710000,
        "lines": [{"dossier": DOSSIER, "award": "TD-CN-LDTT", "nominee": NOMINEE, "bonus": 710000}],
    },
)  # fmt: skip
class DecisionIssued(Event):
    """A decision with its number is signed and in force. ``total_bonus`` in đồng."""

    decision: str
    number: str
    unit: str
    level: Level
    title: str
    signed_on: date
    signer: str
    total_bonus: int
    lines: tuple[DecisionLine, ...]


@event(
    service="nomination", subject="decision", classification=Classification.CONFIDENTIAL,
    example={
        "decision": DECISION, "number": "12/QĐ-UBND", "unit": "duong-quang", "level": "commune", "signed_on": "2025-06-25",
        "embargo_until": "2025-07-01T01:00:00Z", "awards": 3,
    },
)  # fmt: skip
class DecisionSealed(Event):
    """A decision is signed and lies under embargo. It names nobody; DecisionIssued follows at the instant."""

    decision: str
    number: str
    unit: str
    level: Level
    signed_on: date
    embargo_until: datetime
    awards: int


class ConcernedAward(Part):
    """An award that a correction or revocation is about, named as the first decision named it."""

    award_id: str
    dossier: str
    award: str
    nominee: Nominee


class CorrectedValue(Part):
    """What was written wrongly: ``field`` is name, honorific, position or achievement."""

    award_id: str
    field: str
    before: str
    after: str


class AmendingDecision(Event):
    """A decision about an earlier one: ``amends`` is its id, ``amends_number`` its number."""

    decision: str
    number: str
    unit: str
    level: Level
    title: str
    signed_on: date
    signer: str
    amends: str
    amends_number: str
    awards: tuple[ConcernedAward, ...]


_AMENDING = {
    "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND", "unit": "duong-quang", "level": "commune",
    "signed_on": "2025-07-15", "signer": "Chủ tịch Ủy ban nhân dân xã", "amends": DECISION, "amends_number": "12/QĐ-UBND",
    "awards": [{"award_id": AWARD, "dossier": DOSSIER, "award": "TD-CN-LDTT", "nominee": NOMINEE}],
}  # fmt: skip


@event(
    service="nomination", subject="decision", classification=Classification.PUBLIC,
    example={
        **_AMENDING, "title": "Về việc đính chính Quyết định khen thưởng",
        "values": [{"award_id": AWARD, "field": "name", "before": "Lý Thu Vân", "after": "Lý Thu Vân Anh"}],
    },
)  # fmt: skip
class CorrectionIssued(AmendingDecision):
    """A signed decision corrects what an earlier one wrote wrongly. Everybody who got the first must get it."""

    values: tuple[CorrectedValue, ...]


@event(
    service="nomination", subject="decision", classification=Classification.PUBLIC,
    example={**_AMENDING, "title": "Về việc hủy bỏ quyết định khen thưởng", "ground": "fraud", "money_back": 710000},
)  # fmt: skip
class RevocationIssued(AmendingDecision):
    """A signed decision takes awards back (article 93). ``ground`` as in the law files; ``money_back`` in đồng."""

    ground: str
    money_back: int
