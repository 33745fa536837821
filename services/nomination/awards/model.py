"""Khen thưởng đã có quyết định: who got what, when, from whom, for which achievement."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.awards.errors import AlreadyRevoked
from shared.aggregate import StatefulAggregate
from shared.events.nomination import AwardCorrected, AwardGranted, AwardRevoked, CorrectedValue, PastAwardEntered
from shared.events.parts import Nominee
from shared.web.collation import fold


class AwardState(StrEnum):
    GRANTED = "granted"
    REVOKED = "revoked"
    """Taken back by a decision of its own (Điều 93)."""


class AwardStep(StrEnum):
    GRANTED = "granted"
    IMPORTED = "imported"
    CORRECTED = "corrected"
    REVOKED = "revoked"


class Entry(BaseModel):
    """One line of the history of an award: what, when, by whom, by which decision, why, and the difference."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    what: AwardStep
    at: datetime
    by: str
    decision: str = ""
    number: str = ""
    reason: str = ""
    changes: tuple[CorrectedValue, ...] = ()


class Award(StatefulAggregate[AwardState]):
    """One line of the register. ``unit`` decided, ``origin_unit`` is the commune it began in; ``bonus`` in đồng.

    ``code`` is printed on the certificate, ``index`` is its place in the status list of the unit that decided.
    An imported line has neither decision nor dossier here; ``issuer`` says who decided then.
    """

    kind: ClassVar[str] = "award"
    collection: ClassVar[str] = "awards"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "year", "-id"),
        ("origin_unit", "year", "-id"),
        ("decision",),
        ("dossier",),
        ("code",),
        ("unit", "index"),
        ("unit", "state", "index"),
        ("nominee.id", "-id"),
    )
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {AwardState.GRANTED: (AwardState.REVOKED,)}

    state: AwardState = AwardState.GRANTED
    decision: str
    number: str
    dossier: str
    award: str
    award_name: str
    award_kind: str
    nominee: Nominee
    honorific: str = ""
    position: str = ""
    nominating_unit: str
    category: str = ""
    origin_unit: str
    year: int
    achievement: str = ""
    achieved_on: date | None = None
    granted_on: date
    bonus: int
    issuer: str = ""
    imported: bool = False
    code: str = ""
    index: int = -1
    revoked_on: date | None = None
    revoked_by: str = ""
    history: tuple[Entry, ...] = ()

    def granted(self, act: Act) -> None:
        """Tell that somebody has been honoured."""
        self._enter(act, AwardStep.GRANTED, decision=self.decision, number=self.number)
        self.record(
            AwardGranted(
                award_id=self.id,
                decision=self.decision,
                number=self.number,
                dossier=self.dossier,
                award=self.award,
                kind=self.award_kind,
                nominee=self.nominee,
                nominating_unit=self.nominating_unit,
                origin_unit=self.origin_unit,
                unit=self.unit,
                level=self.level,
                year=self.year,
                granted_on=self.granted_on,
                bonus=self.bonus,
                achieved_on=self.achieved_on,
                category=self.category,
            )
        )

    def entered(self, act: Act) -> None:
        """It came out of the old books."""
        self._enter(act, AwardStep.IMPORTED, number=self.number)
        self.record(
            PastAwardEntered(
                award_id=self.id,
                award=self.award,
                nominee=self.nominee,
                number=self.number,
                issuer=self.issuer,
                unit=self.unit,
                year=self.year,
                granted_on=self.granted_on,
                by=act.by,
            )
        )

    def value(self, field: str) -> str:
        """What stands there now for a field that may be corrected."""
        return self.nominee.name if field == "name" else str(getattr(self, field))

    def correct(
        self, act: Act, values: tuple[CorrectedValue, ...], *, decision: str = "", number: str = "", reason: str = ""
    ) -> None:
        """Let it read otherwise from now on; what it read before stays in the history."""
        self.require(self.state is AwardState.GRANTED, AlreadyRevoked(nominee=self.nominee.name))
        for one in values:
            if one.field == "name":
                self.nominee = self.nominee.model_copy(update={"name": one.after})
            else:
                setattr(self, one.field, one.after)
        self._enter(act, AwardStep.CORRECTED, decision=decision, number=number, reason=reason, changes=values)
        self.record(
            AwardCorrected(
                award_id=self.id,
                dossier=self.dossier,
                decision=decision,
                number=number,
                nominee=self.nominee,
                corrected_on=act.on,
                values=values,
            )
        )

    def revoke(self, act: Act, *, decision: str, number: str, ground: str, reason: str) -> None:
        """Take it back. It stays in the register, as revoked."""
        self.require(self.state is AwardState.GRANTED, AlreadyRevoked(nominee=self.nominee.name))
        self.move(AwardState.REVOKED)
        self.revoked_on, self.revoked_by = act.on, number
        self._enter(act, AwardStep.REVOKED, decision=decision, number=number, reason=reason)
        self.record(
            AwardRevoked(
                award_id=self.id,
                dossier=self.dossier,
                decision=decision,
                number=number,
                award=self.award,
                nominee=self.nominee,
                ground=ground,
                revoked_on=act.on,
                money_back=self.bonus,
            )
        )

    @property
    def name_key(self) -> str:
        """The name as the search knows it."""
        return fold(self.nominee.name)

    def _enter(
        self,
        act: Act,
        what: AwardStep,
        *,
        decision: str = "",
        number: str = "",
        reason: str = "",
        changes: tuple[CorrectedValue, ...] = (),
    ) -> None:
        entry = Entry(what=what, at=act.at, by=act.by, decision=decision, number=number, reason=reason, changes=changes)
        self.history = (*self.history, entry)
