"""What administrators do with units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.registration import access
from services.registration.officers.model import Officer
from services.registration.rows import naming_row
from services.registration.units.model import (
    Unit,
    UnitDetails,
    UnitExists,
    UnitState,
    UnknownUnit,
    WrongPlace,
    path_below,
)
from services.registration.units.queries import MOST_UNITS, below
from shared.clock import Clock
from shared.errors import NotFound
from shared.events import Level
from shared.identity import Actor
from shared.store import Transaction


async def register(tx: Transaction, *, actor: Actor, clock: Clock, details: UnitDetails) -> Unit:
    """Enter one unit."""
    known = await tx.get_many(Unit, [code for code in (details.code, details.parent) if code])
    return _enter(tx, actor, details, known)


async def import_units(tx: Transaction, *, actor: Actor, clock: Clock, rows: Sequence[UnitDetails]) -> list[Unit]:
    """Enter many units at once, parents before children; one wrong row and none is entered."""
    codes = {code for row in rows for code in (row.code, row.parent) if code}
    known = await tx.get_many(Unit, sorted(codes))
    units = []
    for number, row in enumerate(rows, 1):
        with naming_row(number, row.code):
            units.append(_enter(tx, actor, row, known))
    return units


async def succeed(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    code: str,
    successors: tuple[str, ...],
    on: date,
    children_to: str | None = None,
) -> Unit:
    """End a unit. Its base units end with it, offices there end too; other children move to ``children_to``."""
    unit = await _unit(tx, code)
    access.administers(unit.path).or_deny(actor)
    named = await tx.get_many(Unit, list(successors))
    if missing := [one for one in successors if one not in named]:
        raise UnknownUnit(unit=missing[0])
    ending = [unit]
    for child in await tx.find(Unit, {"parent": code}, limit=MOST_UNITS):
        if child.level is Level.BASE:
            ending.append(child)
        elif children_to is not None:
            await _place(tx, actor, child, children_to, on=clock.today())
    for one in ending:
        if one is unit or one.can_move(UnitState.ENDED):
            one.succeed(successors=successors if one is unit else (), on=on)
            tx.save(one)
    await _end_offices(tx, [one.id for one in ending], on=on)
    return unit


async def move(tx: Transaction, *, actor: Actor, clock: Clock, code: str, parent: str) -> Unit:
    """Place a unit, with all that is below it, under another parent from today on."""
    unit = await _unit(tx, code)
    await _place(tx, actor, unit, parent, on=clock.today())
    return unit


def _enter(tx: Transaction, actor: Actor, details: UnitDetails, known: dict[str, Unit]) -> Unit:
    if details.parent is not None and details.parent not in known:
        raise UnknownUnit(unit=details.parent)
    parent = known[details.parent] if details.parent else None
    access.administers(path_below(parent, details.code)).or_deny(actor)
    if details.code in known:
        raise UnitExists(unit=details.code)
    unit = known[details.code] = Unit.register(details, parent)
    return tx.save(unit)


async def _place(tx: Transaction, actor: Actor, unit: Unit, parent_code: str, *, on: date) -> None:
    parent = await tx.get_or_none(Unit, parent_code)
    if parent is None:
        raise UnknownUnit(unit=parent_code)
    access.administers(unit.path).or_deny(actor)
    access.administers(parent.path).or_deny(actor)
    if parent.path == unit.path or parent.path.startswith(f"{unit.path}/"):
        raise WrongPlace(unit=unit.id, parent=parent.id, detail="đơn vị không thể nằm dưới chính nó.")
    descendants = await tx.find(Unit, below(unit.path), sort=(("path", 1),), limit=MOST_UNITS)
    unit.place(parent, on=on)
    tx.save(unit)
    placed = {unit.id: unit}
    for one in descendants:  # parents come first in the order of paths
        one.place(placed[one.parent or ""], on=on)
        placed[one.id] = tx.save(one)


async def _end_offices(tx: Transaction, codes: list[str], *, on: date) -> None:
    """No office outlives its unit."""
    for officer in await tx.find(Officer, {"offices.unit": {"$in": codes}}, limit=MOST_UNITS):
        if officer.leave(codes, on=on):
            tx.save(officer)


async def _unit(tx: Transaction, code: str) -> Unit:
    unit = await tx.get_or_none(Unit, code)
    if unit is None:
        raise NotFound(what=f"đơn vị {code}")
    return unit
