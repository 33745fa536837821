"""An officer: a person known to the sign-in provider, and the offices the person holds from when to when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.aggregate import Aggregate
from shared.errors import Conflict, RuleBroken
from shared.events import Level
from shared.events.registration import OfficerAppointed, OfficerRelieved, Person
from shared.identity import Role


class OfficerExists(Conflict):
    code = "officer.exists"
    title_vi = "Người có mã {officer} đã có trong danh sách; hãy giao thêm chức vụ cho người đó."
    title_en = "The person {officer} is already in the directory; add an office to them."


class AlreadyHeld(Conflict):
    code = "officer.office_held"
    title_vi = "{name} đã giữ chức vụ này tại {unit} trong thời gian đó."
    title_en = "{name} already holds this office at {unit} in that time."


class NotHeld(RuleBroken):
    code = "officer.office_not_held"
    title_vi = "{name} không giữ chức vụ này tại {unit} vào ngày {on:%d/%m/%Y}."
    title_en = "{name} does not hold this office at {unit} on {on}."


class WrongTerm(RuleBroken):
    code = "officer.term"
    title_vi = "Ngày thôi giữ chức vụ không được trước ngày bắt đầu."
    title_en = "An office cannot end before it begins."


class OfficeDetails(BaseModel):
    """An office at a unit, both days included; without an end it is still held."""

    model_config = ConfigDict(frozen=True)

    role: Role = Field(title="chức vụ")
    unit: str = Field(min_length=1, max_length=80, title="đơn vị")
    valid_from: date = Field(title="ngày bắt đầu")
    valid_to: date | None = Field(default=None, title="ngày kết thúc")

    def is_held(self, on: date) -> bool:
        """Whether the day lies within its time."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: OfficeDetails) -> bool:
        """Whether it is the same office in a time that overlaps."""
        first, second = sorted((self, other), key=lambda office: office.valid_from)
        return (self.role, self.unit) == (other.role, other.unit) and first.is_held(second.valid_from)


class PersonDetails(BaseModel):
    """A person as the directory shows them. ``id`` is the subject at the OpenID Connect provider."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1, max_length=120, pattern=r"^[^\s/]+$", title="mã đăng nhập")
    name: str = Field(min_length=1, max_length=120, title="họ và tên")
    honorific: str = Field(default="", max_length=20, title="cách xưng hô")
    position: str = Field(default="", max_length=200, title="chức danh")
    email: str = Field(default="", max_length=200, pattern=r"^$|^[^@\s]+@[^@\s]+$", title="thư điện tử")


class OfficerDetails(PersonDetails):
    """A person with the offices they begin with."""

    offices: tuple[OfficeDetails, ...] = Field(min_length=1, max_length=20, title="chức vụ")


class Officer(Aggregate):
    """Người giữ chức vụ. ``unit`` and ``level`` are those of the first office."""

    kind: ClassVar[str] = "officer"
    collection: ClassVar[str] = "officers"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("offices.unit",),)

    name: str
    honorific: str = ""
    position: str = ""
    email: str = ""
    offices: tuple[OfficeDetails, ...] = ()

    @classmethod
    def enter(cls, person: PersonDetails, *, unit: str, level: Level) -> Officer:
        """A person without an office yet."""
        known = person.model_dump(include={"id", "name", "honorific", "position", "email"})
        return cls(unit=unit, level=level, **known)

    def appoint(self, office: OfficeDetails) -> None:
        """Give an office to the person; raises WrongTerm and AlreadyHeld."""
        self.require(office.valid_to is None or office.valid_from <= office.valid_to, WrongTerm())
        held = any(office.overlaps(other) for other in self.offices)
        self.require(not held, AlreadyHeld(name=self.name, unit=office.unit))
        self.offices = (*self.offices, office)
        self.record(
            OfficerAppointed(
                person=Person(id=self.id, name=self.name, honorific=self.honorific, email=self.email),
                role=office.role.value,
                unit=office.unit,
                valid_from=office.valid_from,
                valid_to=office.valid_to,
            )
        )

    def relieve(self, role: Role, unit: str, *, on: date) -> None:
        """End an office with that day; raises NotHeld."""
        ending = next((one for one in self.offices if (one.role, one.unit) == (role, unit) and one.is_held(on)), None)
        if ending is None:
            raise NotHeld(name=self.name, unit=unit, on=on)
        self.offices = tuple(one.model_copy(update={"valid_to": on}) if one is ending else one for one in self.offices)
        self.record(OfficerRelieved(person_id=self.id, role=role.value, unit=unit, on=on))

    def leave(self, units: list[str], *, on: date) -> bool:
        """End every office held at these units that would go on after that day; whether there was one."""
        ending = [one for one in self.held(on) if one.unit in units and one.valid_to != on]
        for office in ending:
            self.relieve(office.role, office.unit, on=on)
        return bool(ending)

    def held(self, on: date) -> list[OfficeDetails]:
        """The offices held on a day."""
        return [office for office in self.offices if office.is_held(on)]
