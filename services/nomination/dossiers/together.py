"""What people do where several units nominate together: ask, answer, go on without one."""

from __future__ import annotations

from collections.abc import Sequence

from services.nomination import access
from services.nomination.acts import act
from services.nomination.dossiers.commands import dossier_for
from services.nomination.dossiers.errors import NotAskedToJoin
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import CoNominator
from services.nomination.dossiers.states import Action
from shared.clock import Clock
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit
from shared.store import Transaction


async def invite(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, units: Sequence[str]) -> Dossier:
    """Ask units below the same commune, town or province to nominate together; raises NotAskedToJoin, AskedTwice."""
    dossier = await dossier_for(tx, actor, Action.INVITE, dossier_id)
    known = await tx.get_many(DirectoryUnit, list(units))
    for code in units:
        if code not in known or known[code].parent != dossier.origin_unit:
            raise NotAskedToJoin(unit=code)
    asked = [CoNominator(unit=code, name=known[code].name, asked_on=clock.today()) for code in dict.fromkeys(units)]
    dossier.invite(act(actor, clock), asked)
    return tx.save(dossier)


async def answer(
    tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, unit: str, agrees: bool, reason: str = ""
) -> Dossier:
    """The head of a unit that was asked confirms or refuses for it."""
    dossier = await tx.get(Dossier, dossier_id)
    access.joins(dossier, unit).or_deny(actor)
    dossier.join(act(actor, clock), unit, agrees=agrees, reason=reason)
    return tx.save(dossier)


async def drop(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, unit: str) -> Dossier:
    """Go on without a unit."""
    dossier = await dossier_for(tx, actor, Action.INVITE, dossier_id)
    dossier.drop(act(actor, clock), unit)
    return tx.save(dossier)
