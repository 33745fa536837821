"""Launching movements."""

from __future__ import annotations

from services.registration import access
from services.registration.movements.model import Movement, MovementDetails
from services.registration.units.queries import get as get_unit
from shared.clock import Clock
from shared.identity import Actor
from shared.store import Transaction


async def launch(tx: Transaction, *, actor: Actor, clock: Clock, unit: str, details: MovementDetails) -> Movement:
    """Launch a movement of a unit."""
    access.launches_movements_of(unit).or_deny(actor)
    owner = await get_unit(tx, unit)
    return tx.save(Movement.launch(details, unit=unit, level=owner.level, by=actor, on=clock.today()))
