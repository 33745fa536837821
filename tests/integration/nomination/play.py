"""What people do in the year, in one call each."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.integration.nomination.samples import head_of, sample
from tests.integration.town import Person, Town, done, read


async def accepted(town: Town, body: dict[str, Any], officer: Person) -> dict[str, Any]:
    """A dossier nominated by the head of its unit and received by the officer.

    Tests nominate the same people for the same deeds again and again, which takes a reason.
    """
    head = town.person(head_of(body["nominating_unit"]))
    dossier = done(await head.post("/dossiers", body))
    done(await head.post(f"/dossiers/{dossier['id']}/submission", {"override_reason": "Việc khác, trùng cách kể."}))
    return dict(done(await officer.post(f"/dossiers/{dossier['id']}/acceptance")))


async def council_of(town: Town, unit: str) -> dict[str, Any]:
    """The council of the sample at a unit, set up when first asked for."""
    row = next(one for one in read("meetings.yaml")["councils"] if one["unit"] == unit)
    secretary = town.person(row["secretary"])
    known = done(await secretary.get("/councils", unit=unit))["items"]
    if known:
        return dict(known[0])
    officer = town.person({"duong-quang": "dq-van-phong-01", "my-hao": "mh-noi-vu-01"}[unit])
    body = {
        "unit": unit,
        "name": f"Hội đồng Thi đua - Khen thưởng {unit}",
        "chair": row["chair"],
        "secretary": row["secretary"],
        "seats": [{"person": person, "valid_from": "2025-01-01"} for person in row["members"]],
    }
    return dict(done(await officer.post("/councils", body)))


async def convened(town: Town, unit: str, dossiers: list[str], held_on: str) -> dict[str, Any]:
    """A meeting about these dossiers."""
    council = await council_of(town, unit)
    body = {
        "council": council["id"],
        "title": "Phiên xét khen thưởng",
        "held_on": held_on,
        "time": "08:00",
        "place": "Phòng họp UBND",
        "dossiers": dossiers,
    }
    return dict(done(await town.person(council["secretary"]).post("/meetings", body)))


KEY = {"key": "7KQM-2XHD-90TV-B4CS-E1NA-XX3Z-W8P5"}
"""The key of every ballot box in the tests."""


async def vote(town: Town, meeting: dict[str, Any], dossier: str, votes: dict[str, str]) -> dict[str, Any]:
    """Open the ballot, let everybody vote at once, close it without waiting longer; the meeting afterwards."""
    chair = town.person(meeting["chair"])
    item = f"/meetings/{meeting['id']}/items/{dossier}"
    done(await chair.post(f"{item}/opening", KEY))
    answers = await asyncio.gather(
        *(town.person(person).post(f"{item}/vote", {"vote": choice}) for person, choice in votes.items())
    )
    for answer in answers:
        done(answer)
    return dict(done(await chair.post(f"{item}/closing", KEY | {"early": True})))


def answers(meeting: dict[str, Any], agree: int, disagree: int = 0, blank: int = 0) -> dict[str, str]:
    """Votes of the first members of a meeting."""
    choices = ["A"] * agree + ["D"] * disagree + ["B"] * blank
    return dict(zip(meeting["members"], choices, strict=False))


async def approved(town: Town, unit: str, dossiers: list[str], held_on: str) -> dict[str, Any]:
    """A whole meeting in which everybody is there and agrees to everything."""
    town.today(held_on)
    meeting = await convened(town, unit, dossiers, held_on)
    chair = town.person(meeting["chair"])
    done(await chair.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    for dossier in dossiers:
        await vote(town, meeting, dossier, answers(meeting, len(meeting["members"])))
    return dict(done(await chair.post(f"/meetings/{meeting['id']}/closing")))


async def decided(town: Town, unit: str, signer: Person, dossiers: list[str]) -> dict[str, Any]:
    """A decision drafted and signed."""
    body = {"unit": unit, "title": "Về việc khen thưởng", "dossiers": dossiers}
    draft = done(await signer.post("/decisions", body))
    return dict(done(await signer.post(f"/decisions/{draft['id']}/signature")))


__all__ = ["accepted", "answers", "approved", "convened", "council_of", "decided", "sample", "vote"]
