"""Keeping what is typed, and letting a saved form take its place."""

from __future__ import annotations

import json
from datetime import datetime

from services.nomination.acts import act
from services.nomination.dossiers.commands import Proposal, dossier_for, edit
from services.nomination.dossiers.errors import NotPossible
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import Action
from services.nomination.drafts.errors import SavedElsewhere, TypedElsewhere, UnknownPlace
from services.nomination.drafts.model import ACHIEVEMENT, SECTION, Draft, Seen, Values, draft_id
from services.nomination.drafts.prints import fingerprint, fits
from services.nomination.names import Names
from shared.clock import VIETNAM, Clock
from shared.identity import Actor
from shared.law import Law
from shared.service.pressure import under_pressure
from shared.service.work import unseen
from shared.store import Transaction


@under_pressure
@unseen
async def keep(
    tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, place: str, values: Values, seen: Seen
) -> Draft:
    """Keep the fields of a form. The same fields sent again change nothing; raises SavedElsewhere, TypedElsewhere.

    It writes no event, so it is taken even while the outbox is slow.
    """
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    if not dossier.can(Action.EDIT):
        raise NotPossible(state=dossier.state.value, action=Action.EDIT.value)
    if place != ACHIEVEMENT and not place.startswith(SECTION):
        raise UnknownPlace(place=place)
    known = await tx.get_or_none(Draft, draft_id(dossier_id, place))
    typed = json.dumps(values, ensure_ascii=False, sort_keys=True)
    if known and (known.typed, known.base) == (typed, seen.base):
        return known
    await _alone(tx, actor, dossier, place=place, known=known, seen=seen)
    who = act(actor, clock)
    return tx.put(
        Draft(
            id=draft_id(dossier_id, place),
            dossier=dossier_id,
            place=place,
            typed=typed,
            base=seen.base,
            revision=(known.revision if known else 0) + 1,
            by=who.by,
            at=who.at,
        )
    )


async def settle(tx: Transaction, actor: Actor, dossier: Dossier, place: str, seen: Seen | None) -> None:
    """A saved form takes the place of what was typed into it; raises SavedElsewhere, TypedElsewhere."""
    if seen is None:
        return
    known = await tx.get_or_none(Draft, draft_id(dossier.id, place))
    await _alone(tx, actor, dossier, place=place, known=known, seen=seen)
    if known:
        tx.remove(Draft, known.id)


async def save(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str, proposal: Proposal, seen: Seen | None
) -> Dossier:
    """Save the form of the achievement, unless somebody else wrote there since it was opened."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    await settle(tx, actor, dossier, ACHIEVEMENT, seen)
    return await edit(tx, actor=actor, clock=clock, law=law, dossier_id=dossier_id, proposal=proposal)


async def discard(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, place: str) -> Dossier:
    """Throw away what was typed into a form; what was saved stays."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    tx.remove(Draft, draft_id(dossier_id, place))
    return dossier


async def _alone(
    tx: Transaction, actor: Actor, dossier: Dossier, *, place: str, known: Draft | None, seen: Seen
) -> None:
    if fingerprint(dossier, place) != seen.base:
        raise SavedElsewhere(who=await _who(tx, actor, dossier.edited_by), at=_clock_time(dossier.edited_at))
    if known and fits(known, dossier) and known.revision != seen.revision:
        raise TypedElsewhere(who=await _who(tx, actor, known.by), at=_clock_time(known.at))


async def _who(tx: Transaction, actor: Actor, subject: str) -> str:
    if subject == actor.subject:
        return "bạn"
    return (await Names.load(tx, people={subject})).person(subject) or "người khác"


def _clock_time(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M}" if at else "vừa xong"
