"""Finding awards by name without diacritics: by the whole name, or from any of its words on.

A row for each word of a name holds what follows from there, so that «nguyen ngoc», «ngoc nhai» and «nhai» all are a
stretch of one index, in its order: the answer costs the same at ten thousand awards and at a million.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from services.nomination.awards.model import Award
from shared.record import Record
from shared.store import Reads, Transaction
from shared.store.reads import MOST, Page
from shared.web.collation import fold

LAST = "\uffff"
MOST_WORDS = 24
"""Words of a name from which it can be found; nobody searches for the twenty-fifth."""
MOST_NAMED = 20_000
BEHIND = "\t"
"""Parts the key from the award in a cursor; no folded name holds it."""

NEWEST_FIRST = str.maketrans("0123456789abcdef", "fedcba9876543210")
"""Turns ids round, which sort by time, so that of two awards of one name the newer comes first."""


class AwardName(Record):
    """A name from one of its words on. ``place`` is key and award, the order of the answer and its cursor.

    ``whole`` is the whole name, on the first row of an award alone: by it many names are asked for at once.
    """

    collection: ClassVar[str] = "award_names"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("place",),
        ("year", "place"),
        ("units", "place"),
        ("award",),
        ("whole",),
    )

    place: str
    award: str
    year: int
    units: tuple[str, ...]
    whole: str = ""


def keys_of(name: str) -> list[str]:
    """«Nguyễn Ngọc Nhài» is found as «nguyen ngoc nhai», «ngoc nhai» and «nhai»."""
    words = fold(name).split()[:MOST_WORDS]
    return list(dict.fromkeys(" ".join(words[n:]) for n in range(len(words))))


def rows_of(award: Award) -> Iterator[AwardName]:
    """The rows by which an award is found."""
    units = tuple(dict.fromkeys((award.unit, award.origin_unit)))
    for number, key in enumerate(keys_of(award.nominee.name)):
        yield AwardName(
            id=f"{award.id}/{number}",
            place=f"{key}{BEHIND}{award.id.translate(NEWEST_FIRST)}",
            award=award.id,
            year=award.year,
            units=units,
            whole="" if number else key,
        )


async def enter(tx: Transaction, award: Award) -> None:
    """Let an award be found by its present name, and by no other."""
    now = {row.id: row for row in rows_of(award)}
    if award.version:  # a new award has no rows yet
        for row in await tx.find(AwardName, {"award": award.id}):
            if row.id not in now:
                tx.remove(AwardName, row.id)
    for row in now.values():
        tx.put(row)


async def find(
    reads: Reads, text: str, *, year: int | None = None, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Award]:
    """Awards whose name holds the words from one word on, in the order of the names."""
    key, limit = fold(text).replace(BEHIND, ""), max(1, min(limit, MOST))
    bounds = {"$gt" if after else "$gte": after or key, "$lt": f"{key}{LAST}"}
    where: dict[str, Any] = {"place": bounds}
    if unit:
        where["units"] = unit
    if year:
        where["year"] = year
    rows = await reads.find(AwardName, where, sort=(("place", 1),), limit=limit + 1)
    shown = rows[:limit]
    awards = await reads.get_many(Award, list(dict.fromkeys(row.award for row in shown)))
    items = [awards[id_] for id_ in dict.fromkeys(row.award for row in shown) if id_ in awards]
    return Page(items, shown[-1].place if len(rows) > limit else None)


async def named(reads: Reads, names: Collection[str]) -> dict[str, list[Award]]:
    """Awards of exactly these names, by the name without diacritics; the newest first. However many: two questions."""
    wanted = sorted({fold(name) for name in names})
    rows = await reads.find(AwardName, {"whole": {"$in": wanted}}, sort=(("place", 1),), limit=MOST_NAMED)
    awards = await reads.get_many(Award, [row.award for row in rows])
    found: dict[str, list[Award]] = {}
    for row in rows:
        if row.award in awards:
            found.setdefault(row.whole, []).append(awards[row.award])
    return found
