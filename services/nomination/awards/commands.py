"""Changing the register where no decision of ours stands behind a line."""

from __future__ import annotations

from collections.abc import Mapping

from services.nomination import access
from services.nomination.acts import act
from services.nomination.awards import names
from services.nomination.awards.errors import NeedsDecision
from services.nomination.awards.model import Award
from shared.clock import Clock
from shared.events.nomination import CorrectedValue
from shared.identity import Actor
from shared.store import Transaction


async def mend(
    tx: Transaction, *, actor: Actor, clock: Clock, award_id: str, values: Mapping[str, str], reason: str
) -> Award:
    """Correct a line that was typed wrongly from the old books; raises NeedsDecision for any other."""
    award = await tx.get(Award, award_id)
    access.keeps_register(award.unit).or_deny(actor)
    if not award.imported:
        raise NeedsDecision
    changes = tuple(
        CorrectedValue(award_id=award.id, field=field, before=award.value(field), after=after)
        for field, after in values.items()
        if after != award.value(field)
    )
    if changes:
        award.correct(act(actor, clock), changes, reason=reason)
        await names.enter(tx, award)
        tx.save(award)
    return award
