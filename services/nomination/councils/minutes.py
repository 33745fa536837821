"""Biên bản: made out of a meeting that is over, corrected by the secretary, signed by both, never changed after."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from services.nomination.acts import Act
from services.nomination.councils.errors import MinutesLocked
from services.nomination.councils.states import MINUTES, ON_MINUTES, MinutesAction, MinutesState
from shared.aggregate import StatefulAggregate
from shared.events.nomination import MinutesDrafted, MinutesPresented, MinutesReturned, MinutesSigned

SYMBOL = "BB-HĐTĐKT"


class MinutesKind(StrEnum):
    MEETING = "meeting"
    BALLOT = "ballot"


class Correction(BaseModel):
    """What a chair asked the secretary to put right."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: datetime
    by: str
    reason: str


class Wording(BaseModel):
    """What the secretary may word: times, who counted, what was said and concluded. Figures come from the votes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    started: datetime
    ended: datetime
    counters: tuple[str, ...] = ()
    discussion: str = ""
    conclusion: str = ""
    recipients: tuple[str, ...] = ()


class Minutes(StatefulAggregate[MinutesState]):
    """Minutes of a meeting or of its ballots. ``printed`` is the official document as it was signed."""

    kind: ClassVar[str] = "minutes"
    collection: ClassVar[str] = "minutes"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("!", "meeting", "what"), ("unit", "state"))
    transitions = MINUTES

    state: MinutesState = MinutesState.DRAFT
    meeting: str
    what: MinutesKind
    title: str
    chair: str
    secretary: str
    by_deputy: bool = False
    """``chair`` is a deputy who presided in the chair's place."""
    wording: Wording
    written_on: date
    corrections: tuple[Correction, ...] = ()
    presented_on: date | None = None
    signed_on: date | None = None
    ordinal: int | None = None
    number: str = ""
    printed: dict[str, Any] = Field(default_factory=dict)

    def drafted(self, held_on: date) -> None:
        """Tell that they are made, of the meeting of that day."""
        self.record(
            MinutesDrafted(
                minutes=self.id,
                meeting=self.meeting,
                what=self.what.value,
                unit=self.unit,
                title=self.title,
                held_on=held_on,
                secretary=self.secretary,
                chair=self.chair,
                written_on=self.written_on,
            )
        )

    def can(self, action: MinutesAction) -> bool:
        """Whether the action makes sense in the present state."""
        return self.state in ON_MINUTES[action]

    def correct(self, wording: Wording) -> None:
        """Word them anew."""
        self._only(MinutesAction.CORRECT)
        self.wording = wording

    def present(self, act: Act) -> None:
        """The secretary signs and lays them before the chair."""
        self._only(MinutesAction.PRESENT)
        self.move(MinutesState.PRESENTED)
        self.presented_on = act.on
        self.record(
            MinutesPresented(
                minutes=self.id, meeting=self.meeting, unit=self.unit, chair=self.chair, presented_on=act.on
            )
        )

    def send_back(self, act: Act, *, reason: str) -> None:
        """The chair does not sign, and says why."""
        self._only(MinutesAction.RETURN)
        self.move(MinutesState.DRAFT)
        self.presented_on = None
        self.corrections = (*self.corrections, Correction(at=act.at, by=act.by, reason=reason))
        self.record(
            MinutesReturned(
                minutes=self.id,
                meeting=self.meeting,
                unit=self.unit,
                secretary=self.secretary,
                reason=reason,
                returned_on=act.on,
            )
        )

    def sign(self, act: Act, *, ordinal: int) -> None:
        """The chair signs: they get their number; what is printed then is kept in ``printed``."""
        self._only(MinutesAction.SIGN)
        self.move(MinutesState.SIGNED)
        self.ordinal, self.number = ordinal, f"{ordinal:02d}/{SYMBOL}"
        self.signed_on = act.on
        self.record(
            MinutesSigned(
                minutes=self.id,
                meeting=self.meeting,
                what=self.what.value,
                unit=self.unit,
                number=self.number,
                signed_on=act.on,
            )
        )

    def _only(self, action: MinutesAction) -> None:
        self.require(self.can(action), MinutesLocked())
