"""What the level above does with a submission: note the receipt, take it up for appraisal, send it back."""

from __future__ import annotations

from collections.abc import Sequence

from services.nomination.acts import act
from services.nomination.dossiers import commands as dossiers
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.submissions.commands import submission_for
from services.nomination.submissions.errors import NothingLeft, NotInSubmission
from services.nomination.submissions.model import Submission
from services.nomination.submissions.states import Action
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Law
from shared.store import Transaction


async def receive(tx: Transaction, *, actor: Actor, clock: Clock, submission_id: str) -> Submission:
    """Note the receipt; each dossier is still to be looked at."""
    its = await submission_for(tx, actor, Action.RECEIVE, submission_id)
    its.receive(act(actor, clock))
    return tx.save(its)


async def take(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, submission_id: str) -> Submission:
    """Receive for appraisal every dossier of it that still waits; the council can have them from now on."""
    its = await submission_for(tx, actor, Action.TAKE, submission_id)
    its.only(Action.TAKE)
    for one in await _waiting(tx, its):
        await dossiers.accept(tx, actor=actor, clock=clock, law=law, dossier_id=one.id)
    return tx.save(its)


async def return_(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    submission_id: str,
    reason: str,
    which: Sequence[str] = (),
) -> Submission:
    """Send back what still waits of it, or these dossiers, with one reason; raises NotInSubmission, NothingLeft."""
    its = await submission_for(tx, actor, Action.RETURN, submission_id)
    its.only(Action.RETURN)
    waiting = {one.id: one for one in await _waiting(tx, its)}
    if not set(which) <= set(waiting):
        raise NotInSubmission
    back = [waiting[id_] for id_ in which or waiting]
    for one in back:
        await dossiers.send_back(tx, actor=actor, clock=clock, law=law, dossier=one, reason=reason)
    its.return_(act(actor, clock), dossiers={one.id for one in back}, reason=reason)
    return tx.save(its)


async def _waiting(tx: Transaction, its: Submission) -> list[Dossier]:
    found = await tx.get_many(Dossier, its.dossiers)
    waiting = [
        found[id_]
        for id_ in its.dossiers
        if id_ in found and found[id_].state is State.FORWARDED and found[id_].submission == its.id
    ]
    if not waiting:
        raise NothingLeft
    return waiting
