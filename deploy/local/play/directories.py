"""Waiting until the directories of all services, which learn of units and offices by events, have caught up."""

from __future__ import annotations

import asyncio
from datetime import date

from deploy.local.play.data import Officer
from deploy.local.play.script import Year

PROBES = (
    "hy-noi-vu-01", "dq-chu-tich-01", "dq-van-phong-01", "dq-thon-6-01", "mh-chu-tich-01", "hung-long-van-phong-01",
)  # fmt: skip
"""Whose offices are asked for: some of every level, the first and the last of the file."""
WHO_MOVES = "dq-van-phong-01"
"""Holds offices at the commune alone, so that all of them show where the commune stands."""

Offices = set[tuple[str, str]]


async def everybody_knows(year: Year, today: date) -> None:
    """Wait until every service takes the people for what they are today."""

    async def settled(service: str, person: str) -> None:
        wanted = held(year.sample.officers[person], today)

        async def look() -> bool:
            return wanted == {(role, unit) for role, unit, _ in await _offices(year, service, person)}

        await year.world.until(f"{service} knows the offices of {person}", look)

    await asyncio.gather(*(settled(service, person) for service in year.services for person in PROBES))


async def stands_under(year: Year, parent: str) -> None:
    """Wait until every service knows where the commune stands."""

    async def settled(service: str) -> None:
        async def look() -> bool:
            offices = await _offices(year, service, WHO_MOVES)
            return bool(offices) and all(path == f"{parent}/{unit}" for _, unit, path in offices)

        await year.world.until(f"{service} knows that the commune stands under {parent}", look)

    await asyncio.gather(*(settled(service) for service in year.services))


def held(officer: Officer, on: date) -> Offices:
    """Role and unit of the offices that somebody holds on a day."""
    return {
        (office.role, office.unit)
        for office in officer.offices
        if office.since <= on and (office.until is None or on <= office.until)
    }


async def _offices(year: Year, service: str, person: str) -> list[tuple[str, str, str]]:
    me = await year.world.get(person, f"/{service}/api/v1/me")
    return [(office["role"], office["unit"], office["path"]) for office in me["offices"]]
