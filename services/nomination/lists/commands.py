"""Reading a list, confirming it, receiving it; the lines themselves are worked off by ``importing``."""

from __future__ import annotations

import asyncio
from typing import BinaryIO

from services.nomination import access
from services.nomination.acts import act
from services.nomination.dossiers.commands import origin_of
from services.nomination.holds.queries import held_by_name, refused
from services.nomination.lists.checking import Checked, Checker
from services.nomination.lists.known import known_of
from services.nomination.lists.model import ListLine, NominationList
from services.nomination.lists.sheet import rows_of
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Kind, Law
from shared.store import Reads, Transaction
from shared.web.collation import fold


async def looked_through(
    reads: Reads, law: Law, clock: Clock, file: BinaryIO, *, unit: str, kind: Kind, year: int
) -> list[Checked]:
    """Read a sheet and look at every line in one pass, beside the event loop; raises SheetRefused."""
    rows = await asyncio.to_thread(lambda: list(rows_of(file)))
    known = await known_of(reads, rows, unit=unit, year=year)
    checker = Checker(law, unit=unit, kind=kind, year=year, on=clock.today(), known=known)
    return await asyncio.to_thread(checker.look, rows)


async def keep(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    unit: str,
    title: str,
    kind: Kind,
    year: int,
    file_name: str,
    lines: list[Checked],
) -> NominationList:
    """Keep what was read as a list that is not sent yet; a mended file becomes a list of its own."""
    origin = await origin_of(tx, unit)
    access.nominates(unit, origin.id).or_deny(actor)
    its = NominationList(
        unit=origin.id,
        level=origin.level,
        nominating_unit=unit,
        title=title,
        award_kind=kind.value,
        year=year,
        file_name=file_name,
        total=len(lines),
        wrong=sum(bool(one.problems) for one in lines),
        by=actor.subject,
    )
    for one in lines:
        tx.put(_line(its.id, one))
    return tx.save(its)


async def confirm(tx: Transaction, *, actor: Actor, clock: Clock, list_id: str) -> NominationList:
    """Send the whole list: all of its lines become dossiers, or none does; raises UnderExamination."""
    its = await tx.get(NominationList, list_id)
    access.nominates(its.nominating_unit, its.unit).or_deny(actor)
    await _none_held(tx, its)
    its.confirm(act(actor, clock))
    return tx.save(its)


async def accept(tx: Transaction, *, actor: Actor, clock: Clock, list_id: str) -> NominationList:
    """Receive the whole list for appraisal."""
    its = await tx.get(NominationList, list_id)
    access.posts(its.unit).or_deny(actor)
    its.accept(act(actor, clock))
    return tx.save(its)


async def _none_held(tx: Transaction, its: NominationList) -> None:
    """Nobody in it has come under examination since it was looked through."""
    rows = await tx.aggregate(ListLine, [{"$match": {"list_id": its.id}}, {"$project": {"name": 1}}])
    held = await held_by_name(tx, {fold(row["name"]) for row in rows}, its.nominating_unit)
    for hold in held.values():
        raise refused(hold)


def _line(list_id: str, one: Checked) -> ListLine:
    return ListLine(
        id=f"{list_id}/{one.row:06d}",
        list_id=list_id,
        row=one.row,
        name=one.name,
        award=one.award,
        award_name=one.award_name,
        problems=one.problems,
        wrong=bool(one.problems),
        proposal=one.proposal.model_dump(mode="json") if one.proposal else {},
    )
