"""Placing and lifting holds."""

from __future__ import annotations

from datetime import date

from services.nomination import access
from services.nomination.acts import Act, act
from services.nomination.dossiers.model import Dossier
from services.nomination.holds.model import Hold
from services.nomination.holds.queries import hold_on
from shared.clock import Clock
from shared.errors import Conflict
from shared.events import Level
from shared.events.parts import Nominee
from shared.identity import Actor
from shared.law import ProceedingKind
from shared.store import Transaction
from shared.web.collation import fold


class HeldAlready(Conflict):
    code = "hold.exists"
    title_vi = "{nominee} đã được ghi là đang bị xem xét."
    title_en = "{nominee} is held already."


async def place(
    tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, what: ProceedingKind, since: date, basis: str
) -> Hold:
    """Hold the nominee of a dossier, and with it all of that nominee's dossiers."""
    dossier = await tx.get(Dossier, dossier_id)
    access.handles(dossier).or_deny(actor)
    return await place_on(
        tx,
        act(actor, clock),
        dossier.nominee,
        unit=dossier.unit,
        level=dossier.level,
        what=what,
        since=since,
        basis=basis,
    )


async def place_on(
    tx: Transaction,
    who: Act,
    nominee: Nominee,
    *,
    unit: str,
    level: Level,
    what: ProceedingKind,
    since: date,
    basis: str,
) -> Hold:
    """Hold somebody, once it is clear that this may be done; raises HeldAlready."""
    if await hold_on(tx, nominee):
        raise HeldAlready(nominee=nominee.name)
    hold = Hold(
        unit=unit,
        level=level,
        nominee=nominee.id,
        name=fold(nominee.name),
        shown=nominee.name,
        nominee_unit=nominee.unit,
        what=what,
        since=since,
        basis=basis,
    )
    hold.place(who)
    return tx.save(hold)


async def lift(tx: Transaction, *, actor: Actor, clock: Clock, hold_id: str, result: str) -> Hold:
    """The examination is over."""
    hold = await tx.get(Hold, hold_id)
    access.keeps_holds(hold.unit).or_deny(actor)
    hold.lift(act(actor, clock), result=result)
    return tx.save(hold)
