"""What a wording may name: the members of the event, and names for the codes in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from services.notification import naming, places
from services.notification.naming import inside
from shared.events import Envelope, Event, Level
from shared.events.nomination import (
    AboutCandidate,
    AboutDossier,
    AboutSubmission,
    AmendingDecision,
    AwardGranted,
    CorrectionIssued,
    CouncilConvened,
    DecisionIssued,
    ExemplarsConfirmed,
    ListSubmitted,
    NominationReturned,
    NoticeCommented,
    PublicNoticePosted,
    SupplementAsked,
    SweepOpened,
)
from shared.events.registration import (
    MovementLaunched,
    PlanIssued,
    PlanTaskAssigned,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.messaging import Transient
from shared.store import Reads

CORRECTED = {
    "name": "họ và tên",
    "honorific": "xưng hô",
    "position": "chức vụ, công việc",
    "achievement": "thành tích",
}
UNIT_FIELDS = ("unit", "to_unit", "from_unit", "nominating_unit", "leader", "joint_unit", "producer", "hamlet")


class UnitUnknown(Transient):
    """The directory does not know a unit that an event names: it may still be on its way."""


class Facts:
    """The names for one event: ``mapping`` is what its wording is rendered with."""

    def __init__(self, event: Event, envelope: Envelope[Any], units: dict[str, DirectoryUnit], law: Law) -> None:
        self._event = event
        self._units = units
        self._law = law
        self._on: date = envelope.time.date()
        self.sender = units[envelope.unit].name

    @classmethod
    async def gather(cls, reads: Reads, event: Event, envelope: Envelope[Any], law: Law) -> Facts:
        """Look up every unit that the event names; raises UnitUnknown. Of what a file brought, some may stay codes."""
        codes = sorted({envelope.unit, *_codes(event)})
        units = await reads.get_many(DirectoryUnit, codes)
        missing = [code for code in codes if code not in units]
        if missing and not envelope.carried:
            raise UnitUnknown(f"the directory does not know {', '.join(missing)}")
        return cls(event, envelope, units | {code: _stranger(code) for code in missing}, law)

    def mapping(self, envelope: Envelope[Any]) -> dict[str, Any]:
        """Everything a wording of this event may name."""
        said = {name: getattr(self._event, name) for name in type(self._event).model_fields}
        names = {
            f"{field}_name": self._units[said[field]].name for field in UNIT_FIELDS if said.get(field) in self._units
        }
        return {
            "unit_name": self.sender,
            "uy_ban": _committee(self._units[envelope.unit]),
            **said,
            **names,
            **self._of_awards(),
            **self._of_tasks(),
        }

    def _of_awards(self) -> dict[str, Any]:
        event = self._event
        if isinstance(event, DecisionIssued):
            lines = [{"name": line.nominee.name, "award": self._award(line.award)} for line in event.lines]
            return {"award_lines": lines}
        if isinstance(event, AmendingDecision):
            lines = [{"name": one.nominee.name, "award": self._award(one.award)} for one in event.awards]
            return {"award_lines": lines} | self._of_amending(event)
        if not isinstance(event, AboutDossier | AwardGranted):
            return {}
        named: dict[str, Any] = {
            "award_name": self._award(event.award),
            "award_phrase": naming.award_phrase(self._law, event.award, self._on),
        }
        if isinstance(event, NominationReturned | SupplementAsked):
            named["part_lines"] = self._parts(event)
        return named

    def _parts(self, event: NominationReturned | SupplementAsked) -> list[str]:
        """Each part that is to be mended, with what was said of it."""
        said = {one.part: one.reason for one in event.reasons}
        parts = event.parts if isinstance(event, NominationReturned) else tuple(said)
        names = {part: naming.part_name(self._law, part, event.award, self._on) for part in parts}
        return [f"{names[part]}: {said[part]}" if part in said else names[part] for part in parts]

    def _of_amending(self, event: AmendingDecision) -> dict[str, Any]:
        if isinstance(event, CorrectionIssued):
            whose = {one.award_id: one.nominee.name for one in event.awards}
            values = [
                {"who": whose[one.award_id], "what": CORRECTED[one.field], "before": one.before, "after": one.after}
                for one in event.values
                if one.award_id in whose and one.field in CORRECTED
            ]
            return {"corrected": values}
        grounds = {row.id: row.vi for row in self._law.grounds(self._on)}
        return {"ground_name": grounds.get(getattr(event, "ground", ""), "")}

    def _of_tasks(self) -> dict[str, Any]:
        event = self._event
        if not isinstance(event, PlanTaskAssigned):
            return {}
        each = [self._units[unit].name for unit in event.each_unit]
        helpers = [self._units[helper].name for helper in event.helpers if helper not in event.each_unit]
        return {"each_names": each, "helper_names": helpers}

    def _award(self, code: str) -> str:
        return naming.award_name(self._law, code, self._on)


def link_of(event: Event) -> str:
    """Where the thing is looked at."""
    for classes, where in _PLACES:
        if isinstance(event, classes):
            return where(event)
    raise TypeError(f"nobody is told of {type(event).__name__}")


_PLACES: tuple[tuple[tuple[type[Event], ...], Callable[[Any], str]], ...] = (
    ((DecisionIssued, AmendingDecision), lambda event: places.decision(event.decision)),
    ((AboutDossier, AwardGranted), lambda event: places.dossier(event.dossier)),
    ((ExemplarsConfirmed,), lambda event: places.selection(event.selection)),
    ((PublicNoticePosted, NoticeCommented), lambda event: places.posting(event.posting)),
    ((AboutSubmission,), lambda event: places.submission(event.submission)),
    ((SweepOpened,), lambda event: places.sweep(event.sweep)),
    ((AboutCandidate,), lambda event: places.candidate(event.candidate)),
    ((ListSubmitted,), lambda event: places.nominations(event.list_id)),
    ((CouncilConvened,), lambda event: places.meeting(event.meeting)),
    ((PlanIssued, PlanTaskAssigned), lambda event: places.plan(event.plan)),
    ((MovementLaunched,), lambda event: places.movement(event.movement)),
    (
        (RegistrationSubmitted, RegistrationReturned, RegistrationApproved),
        lambda event: places.registration(event.registration),
    ),
)


def _codes(event: Event) -> set[str]:
    found = {code for field in UNIT_FIELDS if (code := getattr(event, field, ""))}
    return found | {*event.helpers, *event.each_unit} if isinstance(event, PlanTaskAssigned) else found


def _stranger(code: str) -> DirectoryUnit:
    """A unit that is in no directory here."""
    level = Level.BASE if "." in code else Level.COMMUNE
    return DirectoryUnit(id=code, name=code, level=level, parent=None, path=code, valid_from=date.min)


def _committee(unit: DirectoryUnit) -> str:
    """Who speaks for a commune, town or province; a base unit speaks for itself."""
    return unit.name if unit.level is Level.BASE else f"Ủy ban nhân dân {inside(unit.name)}"
