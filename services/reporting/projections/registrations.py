"""What was pledged, how often it came back, and whether it was agreed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from services.reporting.projections.row import Row, day_of, owner_of
from shared.events import Envelope
from shared.events.registration import RegistrationApproved, RegistrationReturned, RegistrationSubmitted

RegistrationEvent = RegistrationSubmitted | RegistrationReturned | RegistrationApproved


class RegistrationState(StrEnum):
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class RegistrationStep(BaseModel):
    """One thing that happened to it."""

    model_config = ConfigDict(frozen=True)

    what: RegistrationState
    at: datetime
    on: date
    reason: str = ""


class RegistrationRow(Row):
    """Bản đăng ký. ``unit`` is the commune or town it belongs to, ``registrant`` the unit that pledges."""

    collection: ClassVar[str] = "registration_rows"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year"), ("registrant", "year"))

    unit: str = ""
    registrant: str = ""
    to_unit: str = ""
    kind: str = ""
    year: int = 0
    title: str = ""
    lines: int = 0
    state: RegistrationState | None = None
    returned: int = 0
    submitted_on: date | None = None
    approved_on: date | None = None
    steps: tuple[RegistrationStep, ...] = ()


def fold(row: RegistrationRow, event: RegistrationEvent, seen: Envelope[Any]) -> RegistrationRow:
    """The row after one event."""
    changes: dict[str, Any] = {
        "applied": row.applied + 1,
        "unit": owner_of(seen.unit),
        "registrant": event.unit,
        "to_unit": event.to_unit,
        "title": event.title,
    }
    if not isinstance(event, RegistrationReturned):
        changes |= {"kind": event.kind, "year": event.year, "lines": event.lines}
    match event:
        case RegistrationSubmitted():
            step = RegistrationStep(what=RegistrationState.SUBMITTED, at=seen.time, on=event.submitted_on)
            changes["submitted_on"] = event.submitted_on
        case RegistrationReturned():
            step = RegistrationStep(what=RegistrationState.RETURNED, at=seen.time, on=day_of(seen), reason=event.reason)
            changes["returned"] = row.returned + 1
        case RegistrationApproved():
            step = RegistrationStep(what=RegistrationState.APPROVED, at=seen.time, on=event.approved_on)
            changes["approved_on"] = event.approved_on
    return row.model_copy(update={**changes, "state": step.what, "steps": (*row.steps, step)})
