"""What people do in the year, in one call each."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.integration.nomination.world import Person, World, done, head_of, read, sample


async def accepted(world: World, body: dict[str, Any], officer: Person) -> dict[str, Any]:
    """A dossier nominated by the head of its unit and received by the officer."""
    head = world.person(head_of(body["nominating_unit"]))
    dossier = done(await head.post("/dossiers", body))
    done(await head.post(f"/dossiers/{dossier['id']}/submission"))
    return dict(done(await officer.post(f"/dossiers/{dossier['id']}/acceptance")))


async def council_of(world: World, unit: str) -> dict[str, Any]:
    """The council of the sample at a unit, set up when first asked for."""
    row = next(one for one in read("meetings.yaml")["councils"] if one["unit"] == unit)
    secretary = world.person(row["secretary"])
    known = done(await secretary.get("/councils", unit=unit))["items"]
    if known:
        return dict(known[0])
    officer = world.person({"duong-quang": "dq-van-phong-01", "my-hao": "mh-noi-vu-01"}[unit])
    body = {
        "unit": unit,
        "name": f"Hội đồng Thi đua - Khen thưởng {unit}",
        "chair": row["chair"],
        "secretary": row["secretary"],
        "seats": [{"person": person, "valid_from": "2025-01-01"} for person in row["members"]],
    }
    return dict(done(await officer.post("/councils", body)))


async def convened(world: World, unit: str, dossiers: list[str], held_on: str) -> dict[str, Any]:
    """A meeting about these dossiers."""
    council = await council_of(world, unit)
    body = {
        "council": council["id"],
        "title": "Phiên xét khen thưởng",
        "held_on": held_on,
        "time": "08:00",
        "place": "Phòng họp UBND",
        "dossiers": dossiers,
    }
    return dict(done(await world.person(council["secretary"]).post("/meetings", body)))


async def vote(world: World, meeting: dict[str, Any], dossier: str, votes: dict[str, str]) -> dict[str, Any]:
    """Open the ballot, let everybody vote at once, close it; the meeting afterwards."""
    chair = world.person(meeting["chair"])
    item = f"/meetings/{meeting['id']}/items/{dossier}"
    done(await chair.post(f"{item}/opening"))
    answers = await asyncio.gather(
        *(world.person(person).post(f"{item}/vote", {"vote": choice}) for person, choice in votes.items())
    )
    for answer in answers:
        done(answer)
    return dict(done(await chair.post(f"{item}/closing")))


def answers(meeting: dict[str, Any], agree: int, disagree: int = 0, blank: int = 0) -> dict[str, str]:
    """Votes of the first members of a meeting."""
    choices = ["agree"] * agree + ["disagree"] * disagree + ["blank"] * blank
    return dict(zip(meeting["members"], choices, strict=False))


async def approved(world: World, unit: str, dossiers: list[str], held_on: str) -> dict[str, Any]:
    """A whole meeting in which everybody is there and agrees to everything."""
    world.today(held_on)
    meeting = await convened(world, unit, dossiers, held_on)
    chair = world.person(meeting["chair"])
    done(await chair.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    for dossier in dossiers:
        await vote(world, meeting, dossier, answers(meeting, len(meeting["members"])))
    return dict(done(await chair.post(f"/meetings/{meeting['id']}/closing")))


async def decided(world: World, unit: str, signer: Person, dossiers: list[str]) -> dict[str, Any]:
    """A decision drafted and signed."""
    body = {"unit": unit, "title": "Về việc khen thưởng", "dossiers": dossiers}
    draft = done(await signer.post("/decisions", body))
    return dict(done(await signer.post(f"/decisions/{draft['id']}/signature")))


__all__ = ["accepted", "answers", "approved", "convened", "council_of", "decided", "sample", "vote"]
