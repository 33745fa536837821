"""Working off confirmed lists, a batch in each transaction: a crash in between repeats nothing and loses nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from services.nomination.achievements.queries import twins_among
from services.nomination.acts import Act
from services.nomination.dossiers.commands import Proposal, begun
from services.nomination.dossiers.expiry import by_itself
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.holds.queries import held_among
from services.nomination.lists.model import ListLine, ListState, NominationList
from services.nomination.resources import Resources
from shared.aggregate import new_id
from shared.clock import Clock
from shared.errors import Conflict
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law
from shared.service import Tick
from shared.store import Store, Transaction

SECONDS = 1.0
BATCH = 100
ROUND = 10
"""Batches in a row before the tick lets others at it."""


COMMAND = "nomination.lists.importing.work_off"


async def work_off(store: Store, clock: Clock, resources: Resources) -> int:
    """Take the lists that are under way a few batches further; how many lines that was."""
    under_way = {"state": {"$in": [ListState.IMPORTING.value, ListState.ACCEPTING.value]}}
    lines = 0
    for its in await store.reads.find(NominationList, under_way, limit=5):
        for _ in range(ROUND):
            try:
                done = await store.transact(_batch(its.id, clock, resources.law), by_itself(clock, COMMAND))
            except Conflict:
                break  # somebody looks after it just now
            lines += done
            if done < BATCH:
                break
    return lines


def _batch(list_id: str, clock: Clock, law: Law) -> Callable[[Transaction], Awaitable[int]]:
    async def take(tx: Transaction) -> int:
        its = await tx.get(NominationList, list_id)
        if its.state not in (ListState.IMPORTING, ListState.ACCEPTING):
            return 0
        importing = its.state is ListState.IMPORTING
        waiting = {"list_id": list_id, "step": 0 if importing else 1}
        lines = await tx.find(ListLine, waiting, sort=(("row", 1),), limit=BATCH)
        if importing:
            origin = await unit_of(tx, its.unit)
            who = Act(by=its.by, at=clock.now(), on=clock.today())
            for line in lines:
                _import(tx, line, origin, who, law)
        else:
            who = Act(by=its.accepted_by, at=clock.now(), on=clock.today())
            await _accept(tx, lines, who, law)
        its.progress(len(lines), clock.today())
        tx.save(its)
        return len(lines)

    return take


def _import(tx: Transaction, line: ListLine, origin: DirectoryUnit, who: Act, law: Law) -> None:
    dossier = begun(law, Proposal.model_validate(line.proposal), origin, who.on, nominee_id=new_id())
    dossier.list_id = line.list_id
    dossier.created(who)
    dossier.submit(who, assessment=law.assess(dossier.award, dossier.facts, received_on=who.on))
    tx.save(dossier)
    tx.put(line.model_copy(update={"step": 1, "dossier": dossier.id}))


async def _accept(tx: Transaction, lines: list[ListLine], who: Act, law: Law) -> None:
    """Those that still wait are received; what was returned or withdrawn meanwhile goes its own way."""
    dossiers = await tx.get_many(Dossier, [line.dossier for line in lines])
    waiting = [one for one in dossiers.values() if one.state is State.SUBMITTED]
    held = await held_among(tx, [one.nominee for one in waiting])
    twins = await twins_among(tx, waiting)
    for one in waiting:
        if one.nominee.id not in held:  # somebody is examined: the officer looks at that dossier alone
            one.accept(who, assessment=law.assess(one.award, one.facts, received_on=who.on), twins=twins[one.id])
            tx.save(one)
    for line in lines:
        tx.put(line.model_copy(update={"step": 2}))


TICK = Tick(name="nomination-lists", seconds=SECONDS, run=work_off)
