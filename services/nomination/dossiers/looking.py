"""What the law says of a dossier that is being written: with what the register and the holds know as well."""

from __future__ import annotations

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Condition
from services.nomination.dossiers.past import past_awards, with_past
from services.nomination.holds.queries import hold_on
from shared.clock import Clock
from shared.law import Facts, Law, Proceeding
from shared.store import Reads


async def known_facts(reads: Reads, dossier: Dossier, facts: Facts | None = None) -> Facts:
    """The facts that were written, or these, with the past awards of the register and a hold that stands."""
    found = with_past(facts or dossier.facts, await past_awards(reads, dossier))
    hold = await hold_on(reads, dossier.nominee)
    if hold is None:
        return found
    examined = Proceeding(kind=hold.what, opened_on=hold.since)
    return found.model_copy(update={"proceedings": (*(found.proceedings or ()), examined)})


async def conditions_now(
    reads: Reads, law: Law, clock: Clock, dossier: Dossier, facts: Facts | None = None
) -> tuple[Condition, ...]:
    """Each condition as it would be found if the dossier were sent today."""
    known = await known_facts(reads, dossier, facts)
    return Condition.of(law.assess(dossier.award, known, received_on=clock.today()).conditions)
