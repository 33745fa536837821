"""Whether every service knows the units and offices that registration keeps."""

from __future__ import annotations

from collections import Counter
from typing import Any

from deploy.local.verdict.books import Books, Finding

Known = Counter[tuple[Any, ...]]


async def know_the_same_offices(books: Books) -> list[Finding]:
    """Each directory holds each unit and office once, as registration has it."""
    keeper = books["registration"]
    wanted: Known = Counter()
    for unit in await keeper.documents("units"):
        wanted[_unit(unit)] += 1
    for officer in await keeper.documents("officers"):
        wanted.update(_offices(officer))
    findings = []
    for book in books.values():
        known: Known = Counter()
        for unit in await book.documents("directory_units"):
            known[_unit(unit)] += 1
        for person in await book.documents("directory_people"):
            known.update(_offices(person))
        if missing := (wanted - known).total():
            findings.append(book.lost("units and offices that its directory lacks", missing))
        if beyond := (known - wanted).total():
            findings.append(book.duplicated("units and offices that its directory has beyond registration's", beyond))
    return findings


def _unit(unit: dict[str, Any]) -> tuple[Any, ...]:
    return ("unit", unit["_id"], unit["path"], unit["parent"], unit["valid_to"])


def _offices(person: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        ("office", person["_id"], office["role"], office["unit"], office["valid_from"], office["valid_to"])
        for office in person["offices"]
    ]
