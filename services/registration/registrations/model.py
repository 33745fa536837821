"""A registration: a unit says what it pledges, the unit above agrees or sends it back, and what was agreed is kept."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from services.registration.registrations.lines import Lines
from shared.aggregate import StatefulAggregate
from shared.errors import Conflict, RuleBroken
from shared.events import Level
from shared.events.registration import RegistrationApproved, RegistrationReturned, RegistrationSubmitted
from shared.identity import Actor


class Kind(StrEnum):
    """What is registered."""

    CONTENT = "content"
    """Contents and criteria of the year (nội dung, tiêu chí)."""
    TITLES = "titles"
    """Titles that persons and collectives strive for (danh hiệu)."""


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Deed(StrEnum):
    """What can happen to a registration."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class NotEditable(Conflict):
    code = "registration.not_editable"
    title_vi = "Bản đăng ký đã gửi thì chỉ sửa được khi bị trả lại."
    title_en = "A registration that was sent can only be changed after it came back."


class EmptyRegistration(RuleBroken):
    code = "registration.empty"
    title_vi = "Bản đăng ký cần ít nhất một {what} trước khi gửi."
    title_en = "A registration needs at least one line ({what}) before it is sent."


class ReasonMissing(RuleBroken):
    code = "registration.reason"
    title_vi = "Hãy ghi lý do trả lại để đơn vị biết phải sửa gì."
    title_en = "Say why it is returned, so that the unit knows what to change."


class WrongKind(RuleBroken):
    code = "registration.kind"
    title_vi = "Dòng này không thuộc loại đăng ký đang lập."
    title_en = "This line does not belong to this kind of registration."


class Moment(BaseModel):
    """Something that happened to it, and to which of its submissions (``round`` 1, 2, …)."""

    model_config = ConfigDict(frozen=True)

    deed: Deed
    at: datetime
    by: str
    by_name: str
    unit: str
    round: int
    reason: str = ""


class Agreement(BaseModel):
    """What was agreed, as it stood on that day: nothing later changes it."""

    model_config = ConfigDict(frozen=True)

    on: date
    by: str
    by_name: str
    unit: str
    round: int
    lines: Lines


class Registration(StatefulAggregate[State]):
    """Bản đăng ký thi đua. ``unit`` is the commune or town it belongs to, ``from_unit`` who pledges."""

    kind: ClassVar[str] = "registration"
    collection: ClassVar[str] = "registrations"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year"), ("from_unit", "year"), ("to_unit", "state"))
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {
        State.DRAFT: (State.SUBMITTED,),
        State.SUBMITTED: (State.RETURNED, State.APPROVED),
        State.RETURNED: (State.SUBMITTED,),
        State.APPROVED: (),
    }

    state: State = State.DRAFT
    what: Kind
    year: int = Field(ge=2000, le=2100)
    from_unit: str
    to_unit: str
    title: str
    movement: str | None = None
    lines: Lines = Lines()
    moments: tuple[Moment, ...] = ()
    agreed: Agreement | None = None
    submitted_on: date | None = None

    @classmethod
    def draft(
        cls,
        *,
        what: Kind,
        year: int,
        title: str,
        unit: str,
        level: Level,
        from_unit: str,
        to_unit: str,
        movement: str | None,
        lines: Lines,
    ) -> Registration:
        """A registration that nobody has sent yet."""
        draft = cls(
            what=what,
            year=year,
            title=title,
            unit=unit,
            level=level,
            from_unit=from_unit,
            to_unit=to_unit,
            movement=movement,
        )
        draft.rewrite(lines)
        return draft

    @property
    def round(self) -> int:
        """How many times it was sent."""
        return sum(moment.deed is Deed.SUBMITTED for moment in self.moments)

    @property
    def editable(self) -> bool:
        """Whether the unit can still change it."""
        return self.state in (State.DRAFT, State.RETURNED)

    @property
    def reason(self) -> str:
        """Why it came back, while it is back."""
        return self.moments[-1].reason if self.state is State.RETURNED else ""

    def rewrite(self, lines: Lines, *, title: str | None = None) -> None:
        """Replace what it asks for; raises NotEditable, WrongKind, CriterionTwice and TitleTwice."""
        self.require(self.editable, NotEditable())
        mixed = lines.titles if self.what is Kind.CONTENT else (*lines.criteria, *lines.pledges)
        self.require(not mixed, WrongKind())
        lines.check()
        self.lines = lines
        self.title = title or self.title

    def submit(self, *, by: Actor, at: datetime, on: date) -> None:
        """Send it to the unit above."""
        self.move(State.SUBMITTED)
        if self.what is Kind.CONTENT:
            self.require(bool(self.lines.criteria), EmptyRegistration(what="tiêu chí"))
        else:
            self.require(bool(self.lines.titles), EmptyRegistration(what="danh hiệu"))
        self.submitted_on = on
        self._note(Deed.SUBMITTED, by=by, at=at, unit=self.from_unit, round_=self.round + 1)
        self.record(
            RegistrationSubmitted(
                registration=self.id,
                kind=self.what.value,
                year=self.year,
                unit=self.from_unit,
                to_unit=self.to_unit,
                title=self.title,
                lines=self.lines.count,
                submitted_on=on,
            )
        )

    def send_back(self, *, reason: str, by: Actor, at: datetime) -> None:
        """Return it with the reason; raises ReasonMissing."""
        self.move(State.RETURNED)
        self.require(bool(reason.strip()), ReasonMissing())
        self._note(Deed.RETURNED, by=by, at=at, unit=self.to_unit, round_=self.round, reason=reason.strip())
        self.record(
            RegistrationReturned(
                registration=self.id,
                unit=self.from_unit,
                to_unit=self.to_unit,
                title=self.title,
                reason=reason.strip(),
            )
        )

    def approve(self, *, by: Actor, at: datetime, on: date) -> None:
        """Agree to it as it stands."""
        self.move(State.APPROVED)
        self._note(Deed.APPROVED, by=by, at=at, unit=self.to_unit, round_=self.round)
        self.agreed = Agreement(
            on=on, by=by.subject, by_name=by.name, unit=self.to_unit, round=self.round, lines=self.lines
        )
        self.record(
            RegistrationApproved(
                registration=self.id,
                kind=self.what.value,
                year=self.year,
                unit=self.from_unit,
                to_unit=self.to_unit,
                title=self.title,
                lines=self.lines.count,
                approved_on=on,
            )
        )

    def _note(self, deed: Deed, *, by: Actor, at: datetime, unit: str, round_: int, reason: str = "") -> None:
        moment = Moment(deed=deed, at=at, by=by.subject, by_name=by.name, unit=unit, round=round_, reason=reason)
        self.moments = (*self.moments, moment)
