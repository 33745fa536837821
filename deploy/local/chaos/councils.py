"""A council at work: two dossiers, a meeting with a vote of each kind, its minutes, and the decision that follows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from deploy.local.chaos.kinds import DECISION, DOSSIER, MEETING, MINUTES
from deploy.local.chaos.ledger import Json, Thing
from deploy.local.chaos.places import TODAY, Commune

if TYPE_CHECKING:
    from deploy.local.chaos.stories import Story

BY_HANDS, IN_SECRET = "hs-01", "hs-04"
"""Dossiers of the sample on which a council votes openly, and on which it votes in secret."""

DISAGREES = 0.1
ALREADY_VOTED = "ballot.already_voted"
"""What a member is told who votes once more: a vote takes no key."""


async def council(story: Story) -> None:
    """The officer receives two dossiers and calls the council together; what it approves is decided and signed."""
    stage = story.stage
    commune = stage.places.communes[stage.meetings % len(stage.places.communes)]
    stage.meetings += 1
    dossiers = [await _nominated(story.beside(n), commune, key) for n, key in enumerate((BY_HANDS, IN_SECRET), 1)]
    meeting = await _convened(story, commune, dossiers)
    present = {"present": list(commune.members)}
    await story.act(meeting, "attend", commune.signer, "presence", method="PUT", body=present)
    votes = zip((10, 40), dossiers, strict=True)
    approved = [one for number, one in votes if await _voted_on(story, number, commune, meeting, one)]
    try:
        await story.act(meeting, "close", commune.secretary, "closing")
    finally:
        for one in dossiers:
            one.followed.append((meeting.commands[-1], "approved" if one in approved else "rejected"))
    await _minutes(story, commune, meeting)
    if approved:
        await _decided(story, commune, approved)


async def _nominated(story: Story, commune: Commune, key: str) -> Thing:
    unit, head = story.random.choice(sorted(commune.heads.items()))
    thing = await story.create(DOSSIER, head, story.nomination(key, unit), marker=story.name)
    await story.act(thing, "submit", head, "submission")
    await story.act(thing, "accept", commune.officer, "acceptance")
    return thing


async def _convened(story: Story, commune: Commune, dossiers: list[Thing]) -> Thing:
    title = f"Phiên họp {story.name}"
    body = {
        "council": commune.council,
        "title": title,
        "held_on": str(TODAY),
        "place": "Phòng họp",
        "dossiers": [one.id for one in dossiers],
    }
    meeting = Thing(kind=MEETING, marker=title, reader=commune.signer)
    try:
        return await story.create(MEETING, commune.officer, body, marker=title, thing=meeting)
    finally:
        for one in dossiers:
            one.followed.append((meeting.commands[0], "scheduled"))


async def _voted_on(story: Story, number: int, commune: Commune, meeting: Thing, dossier: Thing) -> bool:
    """The chair answers what the data propose, opens, and counts when all have voted; whether it was approved.

    ``number`` is that of the first member's own story.
    """
    where = f"items/{dossier.id}"
    for one in meeting.commands[-1].answer.get("conflicts", ()):
        if one["dossier"] == dossier.id and one["standing"] == "proposed":
            answer = {"dossier": dossier.id, "person": one["person"], "confirmed": True, "why": "Đúng như dữ liệu."}
            await story.act(meeting, "answer", commune.signer, "conflicts/answers", body=answer)
    key = {"key": uuid5(NAMESPACE_URL, f"urn:thidua:chaos:{story.name}:{where}").hex}
    opened = await story.act(meeting, "open", commune.signer, f"{where}/opening", body=key)
    (roll,) = (one["voters"] for one in opened["items"] if one["dossier"] == dossier.id)
    votes = {member: "D" if story.chance(DISAGREES) else "A" for member in roll}
    voting = (
        story.beside(n).act(meeting, "vote", member, f"{where}/vote", body={"vote": vote}, done=ALREADY_VOTED)
        for n, (member, vote) in enumerate(votes.items(), number)
    )
    for failure in await asyncio.gather(*voting, return_exceptions=True):
        if isinstance(failure, BaseException):
            raise failure  # once everybody else has voted
    counted = await story.act(meeting, "count", commune.signer, f"{where}/closing", body=key)
    (result,) = (one for one in counted["items"] if one["dossier"] == dossier.id)
    return bool(result["approved"])


async def _minutes(story: Story, commune: Commune, meeting: Thing) -> None:
    """Made when the meeting was closed; signed by the secretary, then by the chair."""
    listed, _ = await story.stage.client.get(commune.signer, f"{meeting.path}/minutes")
    rows: list[Json] = listed["items"] if listed else []
    closing = meeting.commands[-1]
    for row in rows:
        thing = Thing(kind=MINUTES, marker=row["title"], reader=commune.signer, id=row["id"])
        thing.followed.append((closing, "create"))
        story.stage.ledger.things.append(thing)
        await story.act(thing, "present", commune.secretary, "presentation")
        await story.act(thing, "sign", commune.signer, "signature")


async def _decided(story: Story, commune: Commune, dossiers: list[Thing]) -> None:
    title = f"Quyết định {story.name}"
    body = {"unit": commune.code, "title": title, "dossiers": [one.id for one in dossiers]}
    decision = await story.create(DECISION, commune.officer, body, marker=title)
    try:
        await story.act(decision, "sign", commune.signer, "signature", body={"post": "Chủ tịch"})
    finally:
        for one in dossiers:
            one.followed.append((decision.commands[-1], "decided"))
