"""A dossier as reports see it: where it is, how long each step took, what came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from services.reporting.projections.row import Row, day_of
from shared.events import Envelope, Level
from shared.events.nomination import (
    AboutDossier,
    AwardCorrected,
    AwardGranted,
    AwardRevoked,
    ConsultationClosed,
    ConsultationOpened,
    CouncilDecided,
    NominationAccepted,
    NominationExpired,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
    SupplementAsked,
    SupplementGiven,
)
from shared.events.parts import SubjectKind, Tally
from shared.web.collation import fold as folded

EVENTS = (
    NominationSubmitted,
    NominationReturned,
    NominationAccepted,
    NominationWithdrawn,
    NominationExpired,
    SupplementAsked,
    SupplementGiven,
    ConsultationOpened,
    ConsultationClosed,
    CouncilDecided,
    NominationForwarded,
)


class DossierState(StrEnum):
    """How far a dossier has come. Drafts are nobody's business but their author's."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SUPPLEMENTING = "supplementing"
    CONSULTING = "consulting"
    APPROVED = "approved"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Step(BaseModel):
    """One thing that happened to it. ``by`` is the subject of a person, ``unit`` had it in hand afterwards.

    ``resumed``: the appraisal goes on after a supplement or a consultation.
    """

    model_config = ConfigDict(frozen=True)

    what: DossierState
    at: datetime
    on: date
    unit: str
    by: str = ""
    reason: str = ""
    document: str = ""
    meeting: str = ""
    level: Level | None = None
    to_unit: str = ""
    tally: Tally | None = None
    resumed: bool = False


class Span(BaseModel):
    """Calendar days that it stood in a state, once it has left it."""

    model_config = ConfigDict(frozen=True)

    state: DossierState
    days: int


class DossierRow(Row):
    """Hồ sơ. ``unit`` has it in hand, ``origin_unit`` is the commune it began in; amounts in đồng.

    ``first_on`` is the day of the first submission, ``since`` the day on which the present state began. The fields
    from ``award_id`` on are the award's: they come from another subject, before or after the rest.
    """

    collection: ClassVar[str] = "dossier_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("origin_unit", "first_on"),
        ("nominating_unit", "first_on"),
    )

    award: str = ""
    kind: str = ""
    nominee: str = ""
    nominee_name: str = ""
    words: str = ""
    subject_kind: SubjectKind | None = None
    origin_unit: str = ""
    nominating_unit: str = ""
    unit: str = ""
    year: int = 0

    state: DossierState | None = None
    first_on: date | None = None
    since: date | None = None
    received_on: date | None = None
    rule_set: str = ""
    decided_by_level: str = ""
    forwarded: bool = False
    tally: Tally | None = None
    steps: tuple[Step, ...] = ()
    spans: tuple[Span, ...] = ()
    correlations: tuple[str, ...] = ()

    corrected_name: str = ""
    revoked_on: date | None = None
    revoked_by: str = ""

    award_id: str = ""
    decision: str = ""
    number: str = ""
    granted_on: date | None = None
    granted_by: str = ""
    granted_level: Level | None = None
    bonus: int = 0

    @property
    def paid(self) -> int | None:
        """The bonus once there is a decision; None before."""
        return self.bonus if self.granted_on else None


def fold(row: DossierRow, event: AboutDossier, seen: Envelope[Any]) -> DossierRow:
    """The row after one of its own events."""
    step = _appraisal_step(event, seen.time) or _step(event, seen)
    about = event.nominee
    changes: dict[str, Any] = {
        "applied": row.applied + 1,
        "award": event.award,
        "kind": event.kind,
        "nominee": about.id,
        "nominee_name": row.corrected_name or about.name,
        "words": folded(row.corrected_name or about.name),
        "subject_kind": about.kind,
        "origin_unit": row.origin_unit if row.applied else event.unit,
        "nominating_unit": event.nominating_unit,
        "unit": event.unit,
        "year": event.year,
        "first_on": row.first_on or step.on,
        "steps": (*row.steps, step),
        "correlations": _with(row.correlations, seen.correlationid),
    }
    if isinstance(event, NominationAccepted):
        changes["received_on"] = row.received_on or event.received_on
        changes["rule_set"] = event.rule_set
        changes["decided_by_level"] = event.decided_by_level
    if isinstance(event, CouncilDecided):
        changes["tally"] = event.tally
    if isinstance(event, NominationForwarded):
        changes["forwarded"] = True
    return _settled(row.model_copy(update=changes))


def granted(row: DossierRow, event: AwardGranted, seen: Envelope[Any]) -> DossierRow:
    """The row after the award it led to; the award's event belongs to another subject and is not counted here."""
    changes: dict[str, Any] = {
        "award_id": event.award_id,
        "decision": event.decision,
        "number": event.number,
        "granted_on": event.granted_on,
        "granted_by": event.unit,
        "granted_level": event.level,
        "bonus": event.bonus,
        "origin_unit": row.origin_unit if row.applied else event.origin_unit,
        "correlations": _with(row.correlations, seen.correlationid),
    }
    return _settled(row.model_copy(update=changes))


def corrected(row: DossierRow, event: AwardCorrected) -> DossierRow:
    """The row after a correction of the award it led to."""
    name = event.nominee.name
    return row.model_copy(update={"corrected_name": name, "nominee_name": name, "words": folded(name)})


def revoked(row: DossierRow, event: AwardRevoked, seen: Envelope[Any]) -> DossierRow:
    """The row after the award it led to was taken back."""
    return row.model_copy(
        update={
            "revoked_on": event.revoked_on,
            "revoked_by": event.number,
            "correlations": _with(row.correlations, seen.correlationid),
        }
    )


def _settled(row: DossierRow) -> DossierRow:
    """State, its beginning and the spans, worked out anew from the steps and the award."""
    last = row.steps[-1] if row.steps else None
    spans = [Span(state=one.what, days=(other.on - one.on).days) for one, other in pairwise(row.steps)]
    if row.granted_on is None:
        return row.model_copy(update={"state": last and last.what, "since": last and last.on, "spans": tuple(spans)})
    if last is not None:
        spans.append(Span(state=last.what, days=(row.granted_on - last.on).days))
    return row.model_copy(update={"state": DossierState.DECIDED, "since": row.granted_on, "spans": tuple(spans)})


def _step(event: AboutDossier, seen: Envelope[Any]) -> Step:
    at, unit = seen.time, event.unit
    match event:
        case NominationSubmitted():
            return Step(
                what=DossierState.SUBMITTED, at=at, on=event.submitted_on, unit=unit, by=event.by,
                reason=event.override_reason,
            )  # fmt: skip
        case NominationReturned():
            return Step(what=DossierState.RETURNED, at=at, on=day_of(seen), unit=unit, by=event.by, reason=event.reason)
        case NominationAccepted():
            return Step(what=DossierState.ACCEPTED, at=at, on=event.received_on, unit=unit, by=event.by)
        case NominationWithdrawn():
            return Step(
                what=DossierState.WITHDRAWN, at=at, on=day_of(seen), unit=unit, by=event.by, reason=event.reason
            )
        case CouncilDecided():
            what = DossierState.APPROVED if event.approved else DossierState.REJECTED
            return Step(
                what=what, at=at, on=event.decided_on, unit=unit, meeting=event.meeting, level=event.level,
                tally=event.tally,
            )  # fmt: skip
        case NominationForwarded():
            return Step(
                what=DossierState.FORWARDED, at=at, on=event.forwarded_on, unit=unit, document=event.letter,
                to_unit=event.to_unit,
            )  # fmt: skip
    raise TypeError(f"no step for {type(event).__name__}")


def _appraisal_step(event: AboutDossier, at: datetime) -> Step | None:
    """What happens between the acceptance and the council."""
    unit = event.unit
    match event:
        case NominationExpired():
            return Step(what=DossierState.EXPIRED, at=at, on=event.expired_on, unit=unit, reason=event.asked)
        case SupplementAsked():
            asked = "; ".join(one.reason for one in event.reasons)
            return Step(what=DossierState.SUPPLEMENTING, at=at, on=event.asked_on, unit=unit, by=event.by, reason=asked)
        case ConsultationOpened():
            return Step(
                what=DossierState.CONSULTING, at=at, on=event.opened_on, unit=unit, by=event.by, reason=event.question,
                document=", ".join(event.bodies),
            )  # fmt: skip
        case SupplementGiven():
            return Step(what=DossierState.ACCEPTED, at=at, on=event.given_on, unit=unit, by=event.by, resumed=True)
        case ConsultationClosed():
            return Step(what=DossierState.ACCEPTED, at=at, on=event.closed_on, unit=unit, by=event.by, resumed=True)
    return None


def _with(correlations: tuple[str, ...], one: str) -> tuple[str, ...]:
    """Sorted, so that the order of hearing does not show."""
    return tuple(sorted({*correlations, one}))
