"""Reading selections: by whoever's offices cover the unit; delegates' units read the confirmed list."""

from __future__ import annotations

from typing import Any

from services.nomination import access
from services.nomination.exemplars.model import Candidate, Delegate, Selection
from services.nomination.exemplars.states import State
from services.nomination.names import Names
from services.nomination.searching import covered_units
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.store import Reads
from shared.store.reads import Page


async def get(reads: Reads, *, actor: Actor, selection_id: str) -> Selection:
    """A selection that the person may read; raises NotFound, Denied."""
    its = await reads.get(Selection, selection_id)
    confirmed = its.state is State.CONFIRMED
    units = {one.unit for one in its.delegates} if confirmed else set()
    access.reads_selection((await unit_of(reads, its.unit)).path, units).or_deny(actor)
    return its


async def of_unit(reads: Reads, *, actor: Actor, selection_id: str) -> Selection:
    """The same for its work in progress, which the units of delegates do not see."""
    its = await reads.get(Selection, selection_id)
    access.reads_selection((await unit_of(reads, its.unit)).path, ()).or_deny(actor)
    return its


async def delegates(reads: Reads, its: Selection) -> list[Delegate]:
    """The confirmed list; while it is none, who is chosen now."""
    if its.delegates:
        return list(its.delegates)
    chosen = await candidates(reads, its.id, chosen=True, limit=its.seats + its.candidates)
    names = await Names.load(reads, units={one.unit for one in chosen})
    return [invited(one, names) for one in chosen]


def invited(one: Candidate, names: Names) -> Delegate:
    """A candidate as a line of the list."""
    return Delegate(
        person=one.person,
        kind=one.kind,
        name=one.name,
        honorific=one.honorific,
        position=one.position,
        unit=one.unit,
        unit_name=names.unit(one.unit),
        gender=one.gender,
        field=one.field,
        achievements=achievements(one),
        awards=len(one.awards),
    )


def achievements(one: Candidate) -> str:
    """«Lao động tiên tiến (2021, 2022, 2024); Giấy khen của Chủ tịch … (2023)»."""
    years: dict[str, list[int]] = {}
    for past in one.awards:
        years.setdefault(past.award_name, []).append(past.year)
    return "; ".join(f"{name} ({', '.join(str(year) for year in sorted(set(its)))})" for name, its in years.items())


async def page(reads: Reads, *, actor: Actor, after: str | None = None, limit: int = 50) -> Page[Selection]:
    """The selections of the units that the person's offices cover, newest first."""
    codes = sorted(await covered_units(reads, actor))
    return await reads.page(Selection, {"unit": {"$in": codes}}, after=after, limit=limit)


async def candidates(
    reads: Reads, selection_id: str, *, chosen: bool | None = None, after: int = 0, limit: int = 100
) -> list[Candidate]:
    """Candidates in the order of their rank."""
    where: dict[str, Any] = {"selection": selection_id, "place": {"$gt": after}}
    if chosen is not None:
        where["chosen"] = chosen
    return await reads.find(Candidate, where, sort=(("place", 1),), limit=limit)


async def candidate(reads: Reads, selection_id: str, person: str) -> Candidate:
    """One of them; raises NotFound."""
    found = await reads.find_one(Candidate, {"selection": selection_id, "person": person})
    if found is None:
        raise NotFound(what="người hoặc tập thể này trong danh sách xét")
    return found
