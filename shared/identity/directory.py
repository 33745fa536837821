"""The directory: units and offices as this service knows them, replicated by the registration service's events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from shared.errors import NotFound
from shared.events import Envelope, Level
from shared.events.registration import OfficerAppointed, OfficerRelieved, UnitMoved, UnitRegistered, UnitSucceeded
from shared.identity.actor import Actor, OfficeHeld
from shared.identity.roles import Role
from shared.messaging import Reactions
from shared.record import Record
from shared.store import ReadModel, Reads, Transaction


class DirectoryUnit(Record):
    """A unit: ``id`` is its code, ``path`` names it from the root, ``appointments`` counts the offices in it."""

    collection: ClassVar[str] = "directory_units"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("path",), ("parent",))

    name: str
    level: Level
    parent: str | None
    path: str
    valid_from: date
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    appointments: int = 0


class DirectoryPerson(Record):
    """A person: ``id`` is the OpenID Connect subject.

    Offices carry where their unit lies, so that who asks is known after one look.
    """

    collection: ClassVar[str] = "directory_people"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("offices.unit", "offices.role"),)

    name: str
    honorific: str = ""
    email: str = ""
    offices: list[OfficeHeld] = Field(default_factory=list)


MOST_OFFICERS = 10_000
STORED = (DirectoryUnit, DirectoryPerson)


def directory_reactions(service: str) -> Reactions:
    """The consumer that keeps the directory of one service: queue ``<service>.directory``."""
    name = f"{service}.directory"
    reactions = Reactions(name, ordered=True, model=ReadModel(name, STORED))
    reactions.on(UnitRegistered)(_unit_registered)
    reactions.on(UnitSucceeded)(_unit_succeeded)
    reactions.on(UnitMoved)(_unit_moved)
    reactions.on(OfficerAppointed)(_officer_appointed)
    reactions.on(OfficerRelieved)(_officer_relieved)
    return reactions


async def _unit_registered(tx: Transaction, event: UnitRegistered, _: Envelope[Any]) -> None:
    officers = await _officers_in(tx, event.code)
    unit = DirectoryUnit(
        id=event.code,
        name=event.name,
        level=event.level,
        parent=event.parent,
        path=event.path,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        appointments=sum(office.unit == event.code for person in officers for office in person.offices),
    )
    _tell(tx, officers, tx.put(unit))


async def _unit_succeeded(tx: Transaction, event: UnitSucceeded, _: Envelope[Any]) -> None:
    unit = await tx.get(DirectoryUnit, event.code)
    tx.put(unit.model_copy(update={"valid_to": event.on, "successors": event.successors}))


async def _unit_moved(tx: Transaction, event: UnitMoved, _: Envelope[Any]) -> None:
    unit = await tx.get(DirectoryUnit, event.code)
    moved = tx.put(unit.model_copy(update={"parent": event.parent, "path": event.path}))
    _tell(tx, await _officers_in(tx, unit.id), moved)


async def _officers_in(tx: Transaction, code: str) -> Sequence[DirectoryPerson]:
    return await tx.find(DirectoryPerson, {"offices.unit": code}, limit=MOST_OFFICERS)


def _tell(tx: Transaction, officers: Sequence[DirectoryPerson], unit: DirectoryUnit) -> None:
    """Note on the rows of those who hold an office there where the unit lies now."""
    for person in officers:
        offices = [_at(office, unit) if office.unit == unit.id else office for office in person.offices]
        tx.put(person.model_copy(update={"offices": offices}))


def _at(office: OfficeHeld, unit: DirectoryUnit) -> OfficeHeld:
    return office.model_copy(update={"path": unit.path, "level": unit.level, "unit_name": unit.name})


async def _officer_appointed(tx: Transaction, event: OfficerAppointed, _: Envelope[Any]) -> None:
    held = OfficeHeld(role=Role(event.role), unit=event.unit, valid_from=event.valid_from, valid_to=event.valid_to)
    unit = await tx.get_or_none(DirectoryUnit, event.unit)
    known = await tx.get_or_none(DirectoryPerson, event.person.id)
    before = known.offices if known else []
    offices = [office for office in before if not _same(office, held)]
    if unit is not None:
        held = _at(held, unit)
        if len(offices) == len(before):
            # A real change, so that of an appointment and a move of the unit at the same moment one runs again.
            # An office that is known already needs none: both write the person's row.
            tx.put(unit.model_copy(update={"appointments": unit.appointments + 1}))
    tx.put(
        DirectoryPerson(
            id=event.person.id,
            name=event.person.name,
            honorific=event.person.honorific,
            email=event.person.email,
            offices=[*offices, held],
        )
    )


async def _officer_relieved(tx: Transaction, event: OfficerRelieved, _: Envelope[Any]) -> None:
    person = await tx.get(DirectoryPerson, event.person_id)
    offices = [
        office.model_copy(update={"valid_to": event.on})
        if (office.role, office.unit) == (event.role, event.unit) and office.is_held(event.on)
        else office
        for office in person.offices
    ]
    tx.put(person.model_copy(update={"offices": offices}))


def _same(one: OfficeHeld, other: OfficeHeld) -> bool:
    return (one.role, one.unit, one.valid_from) == (other.role, other.unit, other.valid_from)


async def find_actor(reads: Reads, subject: str, *, on: date) -> Actor | None:
    """The person with the offices held on a date, units filled in; None when the directory has no such person."""
    person = await reads.get_or_none(DirectoryPerson, subject)
    if person is None:
        return None
    held = [office for office in person.offices if office.is_held(on)]
    bare = [office.unit for office in held if not office.unit_name]  # appointed before their unit was heard of
    units = await reads.get_many(DirectoryUnit, bare) if bare else {}
    offices = tuple(
        _at(office, units[office.unit]) if office.unit in units else office
        for office in held
        if office.unit_name or office.unit in units
    )
    return Actor(subject=subject, name=person.name, offices=offices)


async def machine(reads: Reads, subject: str, units: Sequence[str], *, on: date) -> Actor:
    """A program with a token of its own: it may read what lies below the units that its token names, and no more."""
    known = await reads.get_many(DirectoryUnit, units)
    offices = tuple(
        OfficeHeld(
            role=Role.AUDITOR,
            unit=unit.id,
            unit_name=unit.name,
            path=unit.path,
            level=unit.level,
            valid_from=unit.valid_from,
        )
        for unit in known.values()
        if unit.valid_to is None or on <= unit.valid_to
    )
    return Actor(subject=subject, name=subject, offices=offices)


async def unit_of(reads: Reads, code: str) -> DirectoryUnit:
    """The unit with that code; raises NotFound."""
    unit = await reads.get_or_none(DirectoryUnit, code)
    if unit is None:
        raise NotFound(what=f"đơn vị {code}")
    return unit


async def people_at(reads: Reads, unit: str, *roles: Role, on: date) -> list[DirectoryPerson]:
    """The people who hold one of these roles at that unit on a date, by name."""
    found = await reads.find(
        DirectoryPerson, {"offices": {"$elemMatch": {"unit": unit, "role": {"$in": list(roles)}}}}, sort=(("name", 1),)
    )
    return [
        person
        for person in found
        if any(office.unit == unit and office.role in roles and office.is_held(on) for office in person.offices)
    ]
