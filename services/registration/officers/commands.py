"""What administrators do with persons and offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.registration import access
from services.registration.officers.model import OfficeDetails, Officer, OfficerDetails, OfficerExists
from services.registration.rows import naming_row
from services.registration.units.model import Unit, UnknownUnit
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor, Role
from shared.store import Transaction


async def appoint(tx: Transaction, *, actor: Actor, clock: Clock, details: OfficerDetails) -> Officer:
    """Enter a person with the offices they begin with."""
    units = await _units(tx, details.offices)
    known = await tx.get_many(Officer, [details.id])
    return _enter(tx, actor, details, units, known)


async def import_officers(
    tx: Transaction, *, actor: Actor, clock: Clock, rows: Sequence[OfficerDetails]
) -> list[Officer]:
    """Enter many persons at once; one wrong row and none is entered."""
    units = await _units(tx, [office for row in rows for office in row.offices])
    known = await tx.get_many(Officer, [row.id for row in rows])
    officers = []
    for number, row in enumerate(rows, 1):
        with naming_row(number, row.id):
            officers.append(_enter(tx, actor, row, units, known))
    return officers


async def add_office(tx: Transaction, *, actor: Actor, clock: Clock, officer_id: str, office: OfficeDetails) -> Officer:
    """Give one more office to a person."""
    officer = await _officer(tx, officer_id)
    unit = _unit(await _units(tx, [office]), office.unit)
    access.administers(unit.path).or_deny(actor)
    officer.appoint(office)
    return tx.save(officer)


async def relieve(
    tx: Transaction, *, actor: Actor, clock: Clock, officer_id: str, role: Role, unit: str, on: date | None
) -> Officer:
    """End an office of a person with a day, today unless stated."""
    officer = await _officer(tx, officer_id)
    place = _unit(await tx.get_many(Unit, [unit]), unit)
    access.administers(place.path).or_deny(actor)
    officer.relieve(role, unit, on=on or clock.today())
    return tx.save(officer)


def _enter(
    tx: Transaction, actor: Actor, details: OfficerDetails, units: dict[str, Unit], known: dict[str, Officer]
) -> Officer:
    places = [_unit(units, office.unit) for office in details.offices]
    for place in places:
        access.administers(place.path).or_deny(actor)
    if details.id in known:
        raise OfficerExists(officer=details.id)
    officer = known[details.id] = Officer.enter(details, unit=places[0].id, level=places[0].level)
    for office in details.offices:
        officer.appoint(office)
    return tx.save(officer)


async def _units(tx: Transaction, offices: Iterable[OfficeDetails]) -> dict[str, Unit]:
    return await tx.get_many(Unit, sorted({office.unit for office in offices}))


def _unit(units: dict[str, Unit], code: str) -> Unit:
    if code not in units:
        raise UnknownUnit(unit=code)
    return units[code]


async def _officer(tx: Transaction, officer_id: str) -> Officer:
    officer = await tx.get_or_none(Officer, officer_id)
    if officer is None:
        raise NotFound(what=f"người có mã {officer_id}")
    return officer
