"""The register of awards: granted, corrected, revoked, entered from old books."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, Level, event
from shared.events.nomination.decisions import CorrectedValue
from shared.events.nomination.examples import AWARD, DOSSIER, NOMINEE
from shared.events.parts import Nominee


@event(
    service="nomination", subject="award", classification=Classification.PUBLIC,
    example={
        "award_id": "0198c0de-0000-7000-8000-00000000000d", "decision": "0198c0de-0000-7000-8000-00000000000c", "number": "12/QĐ-UBND",
        "dossier": DOSSIER, "award": "TD-CN-LDTT", "kind": "LH-CT", "nominee": NOMINEE, "nominating_unit": "duong-quang.van-phong",
        "origin_unit": "duong-quang", "unit": "duong-quang", "level": "commune", "year": 2025, "granted_on": "2025-06-25", "bonus": 710000,
        "achieved_on": "2025-05-30", "category": "worker", "leads": False,
    },
)  # fmt: skip
class AwardGranted(Event):
    """Somebody has been honoured. ``origin_unit`` is the commune it began in, ``unit`` the one that decided; đồng.

    ``category`` is the law's category of the subject (``worker`` is a direct worker), empty where it is not known;
    ``leads`` says whether the person holds a leading post, None where it is not known.
    """

    award_id: str
    decision: str
    number: str
    dossier: str
    award: str
    kind: str
    nominee: Nominee
    nominating_unit: str
    origin_unit: str
    unit: str
    level: Level
    year: int
    granted_on: date
    bonus: int
    achieved_on: date | None = None
    category: str = ""
    leads: bool | None = None


@event(
    service="nomination", subject="award", classification=Classification.PUBLIC,
    example={
        "award_id": AWARD, "dossier": DOSSIER, "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND",
        "nominee": {**NOMINEE, "name": "Lý Thu Vân Anh"}, "corrected_on": "2025-07-15",
        "values": [{"award_id": AWARD, "field": "name", "before": "Lý Thu Vân", "after": "Lý Thu Vân Anh"}],
    },
)  # fmt: skip
class AwardCorrected(Event):
    """A line of the register reads otherwise now. ``decision`` is empty where an imported line was mended."""

    award_id: str
    dossier: str
    decision: str
    number: str
    nominee: Nominee
    corrected_on: date
    values: tuple[CorrectedValue, ...]


@event(
    service="nomination", subject="award", classification=Classification.PUBLIC,
    example={
        "award_id": AWARD, "dossier": DOSSIER, "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND",
        "award": "TD-CN-LDTT", "nominee": NOMINEE, "ground": "fraud", "revoked_on": "2025-07-15", "money_back": 710000,
    },
)  # fmt: skip
class AwardRevoked(Event):
    """An award was taken back by a decision of its own. ``money_back`` in đồng."""

    award_id: str
    dossier: str
    decision: str
    number: str
    award: str
    nominee: Nominee
    ground: str
    revoked_on: date
    money_back: int


@event(
    service="nomination", subject="award", classification=Classification.INTERNAL,
    example={
        "award_id": AWARD, "award": "TD-CN-LDTT", "nominee": {**NOMINEE, "id": "so-cu-2019-07"}, "number": "45/QĐ-UBND",
        "issuer": "Chủ tịch Ủy ban nhân dân xã Dương Quang", "unit": "duong-quang", "year": 2019, "granted_on": "2019-12-20",
        "by": "dq-van-phong-01",
    },
)  # fmt: skip
class PastAwardEntered(Event):
    """An award of a year before the system was entered into the register from the old books."""

    award_id: str
    award: str
    nominee: Nominee
    number: str
    issuer: str
    unit: str
    year: int
    granted_on: date
    by: str
