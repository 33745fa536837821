"""What people do with a dossier that has been received: ask for a supplement, give it, consult, answer."""

from __future__ import annotations

from collections.abc import Sequence

from services.nomination.acts import act
from services.nomination.dossiers.commands import dossier_for
from services.nomination.dossiers.deadlines import CONSULTATION, SUPPLEMENT, answer_by
from services.nomination.dossiers.errors import NotAsked
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Opinion
from services.nomination.dossiers.states import Action
from services.nomination.drafts.model import forget
from shared.clock import Clock
from shared.errors import Denied
from shared.events.parts import PartReason
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.store import Transaction


async def ask_supplement(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str, reasons: Sequence[PartReason]
) -> Dossier:
    """Ask for parts to be mended, once; the clock stands."""
    dossier = await dossier_for(tx, actor, Action.ASK, dossier_id)
    until = answer_by(law, dossier, SUPPLEMENT, clock.today())
    dossier.ask_supplement(act(actor, clock), reasons=reasons, answer_by=until)
    return tx.save(dossier)


async def supplement(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str) -> Dossier:
    """Send what was asked for."""
    dossier = await dossier_for(tx, actor, Action.SUPPLEMENT, dossier_id)
    received_on = dossier.received_on or clock.today()
    dossier.supplement(act(actor, clock), assessment=law.assess(dossier.award, dossier.facts, received_on=received_on))
    await forget(tx, dossier.id)
    return tx.save(dossier)


async def consult(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str, question: str, bodies: Sequence[str]
) -> Dossier:
    """Ask bodies for their opinion: the code of a unit that has an account here, or the name of a body outside."""
    dossier = await dossier_for(tx, actor, Action.CONSULT, dossier_id)
    known = await tx.get_many(DirectoryUnit, list(bodies))
    opinions = [
        Opinion(body=known[one].name, unit=one) if one in known else Opinion(body=one) for one in dict.fromkeys(bodies)
    ]
    until = answer_by(law, dossier, CONSULTATION, clock.today())
    dossier.consult(act(actor, clock), question=question, opinions=opinions, answer_by=until)
    return tx.save(dossier)


async def opine(
    tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, place: int, agrees: bool, text: str = ""
) -> Dossier:
    """A body that was asked answers through its head; the officer notes an answer that came on paper."""
    dossier = await dossier_for(tx, actor, Action.OPINE, dossier_id)
    opinions = dossier.consultation.opinions if dossier.consultation else ()
    if not 0 <= place < len(opinions):
        raise NotAsked(place=place)
    its = opinions[place].unit
    if not (actor.holds(Role.OFFICER, dossier.unit) or (its and its in actor.at(Role.UNIT_HEAD, Role.OFFICER))):
        raise Denied
    dossier.opine(act(actor, clock), place=place, agrees=agrees, text=text)
    return tx.save(dossier)


async def conclude(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, reason: str) -> Dossier:
    """Wait for the other bodies no longer; the clock goes on."""
    dossier = await dossier_for(tx, actor, Action.CONCLUDE, dossier_id)
    dossier.conclude(act(actor, clock), reason=reason)
    return tx.save(dossier)
