"""Awards that were granted."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from services.reporting.projections.row import Row
from shared.events import Envelope, Level
from shared.events.nomination import AwardCorrected, AwardGranted, AwardRevoked
from shared.events.parts import SubjectKind
from shared.web.collation import fold as folded


class AwardRow(Row):
    """Khen thưởng; đồng. ``days`` from achievement to award, 0 when the decision came first.

    ``words`` is the name without diacritics, for searching.
    ``category`` ("" unknown) and ``leads`` (None unknown) say whether a direct worker or a leader was honoured.
    """

    collection: ClassVar[str] = "award_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("origin_unit", "granted_on"),
        ("nominating_unit", "granted_on"),
        ("dossier",),
    )

    award: str = ""
    kind: str = ""
    nominee: str = ""
    nominee_name: str = ""
    words: str = ""
    subject_kind: SubjectKind | None = None
    category: str = ""
    leads: bool | None = None
    dossier: str = ""
    decision: str = ""
    number: str = ""
    origin_unit: str = ""
    nominating_unit: str = ""
    unit: str = ""
    level: Level | None = None
    year: int = 0
    granted_on: date | None = None
    achieved_on: date | None = None
    days: int | None = None
    bonus: int = 0
    revoked_on: date | None = None
    revoked_by: str = ""


def fold(row: AwardRow, event: AwardGranted, _: Envelope[Any]) -> AwardRow:
    """The row of an award."""
    known = event.model_dump(exclude={"award_id", "nominee"})
    days = max(0, (event.granted_on - event.achieved_on).days) if event.achieved_on else None
    return AwardRow(
        id=row.id,
        applied=row.applied + 1,
        nominee=event.nominee.id,
        nominee_name=event.nominee.name,
        words=folded(event.nominee.name),
        subject_kind=event.nominee.kind,
        days=days,
        **known,
    )


def corrected(row: AwardRow, event: AwardCorrected) -> AwardRow:
    """The row after a correction: it is found by the right name."""
    name = event.nominee.name
    return row.model_copy(update={"applied": row.applied + 1, "nominee_name": name, "words": folded(name)})


def revoked(row: AwardRow, event: AwardRevoked) -> AwardRow:
    """The row after a revocation: from that day on it is not counted."""
    return row.model_copy(
        update={"applied": row.applied + 1, "revoked_on": event.revoked_on, "revoked_by": event.number}
    )


def standing(on: date) -> dict[str, Any]:
    """Filter for awards that were not revoked by the end of that day."""
    return {"$or": [{"revoked_on": None}, {"revoked_on": {"$gt": on.isoformat()}}]}
