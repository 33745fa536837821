"""Who is late: the day of a step has passed, and whoever has it is told, once for each such day."""

from __future__ import annotations

from services.nomination.acts import Act
from services.nomination.dossiers.expiry import ITSELF, by_itself
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.resources import Resources
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.deadlines import WAITS_FOR
from services.nomination.sweeps.states import CandidateState
from shared.clock import Clock
from shared.errors import Conflict
from shared.service import Tick
from shared.store import Store, Transaction

SECONDS = 5.0
BATCH = 50
STILL_HERE = (State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.SUPPLEMENTING, State.CONSULTING, State.SCHEDULED)


async def remind(store: Store, clock: Clock, _: Resources) -> int:
    """Tell what has become late, one transaction for each; how many were looked at."""
    today = clock.today()
    done = 0
    overdue = {"due_on": {"$lt": today.isoformat()}, "told_late": None}
    for late in await store.reads.find(Candidate, overdue, limit=BATCH):

        async def tell(tx: Transaction, id_: str = late.id) -> bool:
            candidate = await tx.get(Candidate, id_)
            if candidate.due_on is None or candidate.due_on >= today or candidate.told_late:
                return False
            if candidate.state is CandidateState.PROPOSED and not await _still_here(tx, candidate):
                candidate.settle()
            else:
                who = Act(by=ITSELF, at=clock.now(), on=today)
                candidate.tell_late(who, what=WAITS_FOR[candidate.state])
            tx.save(candidate)
            return True

        try:
            done += await store.transact(tell, by_itself(clock, "nomination.sweeps.late.remind"))
        except Conflict:
            continue  # somebody has it in hand just now; the next round looks again
    return done


async def _still_here(tx: Transaction, candidate: Candidate) -> bool:
    """Whether the dossier still waits in the commune that found the candidate."""
    dossier = await tx.get(Dossier, candidate.dossier)
    return dossier.unit == candidate.unit and (dossier.state in STILL_HERE or dossier.state is State.APPROVED)


TICK = Tick(name="nomination-candidates", seconds=SECONDS, run=remind)
