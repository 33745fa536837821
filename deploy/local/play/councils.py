"""What the councils do: set up, called together, voting in secret or by raised hands, signing their minutes."""

from __future__ import annotations

import asyncio
import random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from deploy.local.play import bodies
from deploy.local.play.data import BallotCounts, Item, Meeting
from deploy.local.play.errors import NeverHappened, Refused
from deploy.local.play.script import Step, Year, verbs

API = "/nomination/api/v1"
verb = verbs("nomination")
INTERRUPTED = ("hop-xa-2", 2)
"""The meeting and the place of the item on its agenda during whose ballot the year is interrupted."""

AT_ONCE = 3
"""How many members put their ballots in at the same moment."""

LETTERS = {"agree": "A", "disagree": "D", "blank": "B"}
KEYS = uuid5(NAMESPACE_URL, "urn:thidua:demonstration:2025:ballot-boxes")
"""Out of it the keys of the boxes are made, so that a year that is played again asks for the same."""


class CouncilStep(Step):
    """The council of a unit."""

    unit: str


class MeetingStep(Step):
    """A meeting."""

    meeting: str


@verb(CouncilStep)
async def set_up_council(year: Year, step: CouncilStep) -> None:
    """Enter chair, secretary and members."""
    body = bodies.council(year.sample, year.sample.councils[step.unit])
    council = await year.world.post(step.by, f"{API}/councils", body)
    year.ids["council"][step.unit] = council["id"]


@verb(MeetingStep)
async def convene_meeting(year: Year, step: MeetingStep) -> None:
    """Call the council together about what is on the agenda."""
    meeting = year.sample.meetings[step.meeting]
    body = {
        "council": year.ids["council"][meeting.unit],
        "title": meeting.title,
        "held_on": str(meeting.date),
        "time": meeting.time,
        "place": meeting.place,
        "dossiers": [year.ids["dossier"][item.dossier] for item in meeting.items],
        "papers": [{"title": paper} for paper in meeting.papers],
        "guests": list(meeting.guests),
    }
    convened = await year.world.post(step.by, f"{API}/meetings", body)
    year.ids["meeting"][meeting.id] = convened["id"]


@verb(MeetingStep)
async def hold_meeting(year: Year, step: MeetingStep) -> None:
    """Note who is there, who steps back from what, let them vote item by item, end the meeting, sign the minutes."""
    meeting = year.sample.meetings[step.meeting]
    path = f"{API}/meetings/{year.ids['meeting'][meeting.id]}"
    away = {absence.person for absence in meeting.absent}
    present = [one for one in year.sample.councils[meeting.unit].members if one not in away]
    late = {absence.person for absence in meeting.late}
    await _attend(year, step, path, [one for one in present if one not in late])
    await _step_back(year, step, meeting, path)
    if meeting.quorum_lost_on:
        await _find_no_quorum(year, step, f"{path}/items/{year.ids['dossier'][meeting.quorum_lost_on]}")
        await _attend(year, step, path, present)
    for item in meeting.items:
        await _vote(year, step, item, present)
    await year.world.post(step.by, f"{path}/closing")
    await _sign(year, step, meeting, path)


async def _attend(year: Year, step: MeetingStep, path: str, there: list[str]) -> None:
    meeting = year.sample.meetings[step.meeting]
    remote = [one for one in there if one in meeting.remote]
    room = [one for one in there if one not in remote]
    await year.world.put(step.by, f"{path}/presence", {"present": room, "remote": remote})


async def _step_back(year: Year, step: MeetingStep, meeting: Meeting, path: str) -> None:
    """Members declare what the sample says; what the data propose beyond it, the secretary refuses with a reason."""
    stepping = {(year.ids["dossier"][item.dossier], one.person) for item in meeting.items for one in item.recused}
    for item in meeting.items:
        for recusal in item.recused:
            body = {"dossier": year.ids["dossier"][item.dossier], "reason": recusal.reason}
            await year.world.post(recusal.person, f"{path}/conflicts", body)
    seen = await year.world.get(step.by, path)
    for one in seen["conflicts"]:
        if one["standing"] == "proposed" and (one["dossier"], one["person"]) not in stepping:
            refusal = {"dossier": one["dossier"], "person": one["person"], "confirmed": False}
            secretary = year.sample.councils[meeting.unit].secretary
            await year.world.post(secretary, f"{path}/conflicts/answers", refusal | {"why": meeting.no_conflict})
    for item in meeting.items:
        if item.notes:
            where = f"{path}/items/{year.ids['dossier'][item.dossier]}/notes"
            await year.world.put(step.by, where, {"notes": item.notes})


async def _find_no_quorum(year: Year, step: MeetingStep, path: str) -> None:
    """Some are late, one steps back: too few are left to vote on that item."""
    try:
        await year.world.post(step.by, f"{path}/opening", _key(path))
    except Refused as refusal:
        if refusal.code == "meeting.no_quorum":
            return
        raise
    raise NeverHappened(f"{path} was to lack a quorum, and did not")


async def _vote(year: Year, step: MeetingStep, item: Item, present: list[str]) -> None:
    meeting = year.sample.meetings[step.meeting]
    path = f"{API}/meetings/{year.ids['meeting'][meeting.id]}/items/{year.ids['dossier'][item.dossier]}"
    interrupted = (meeting.id, meeting.items.index(item)) == INTERRUPTED
    opened = await year.world.post(step.by, f"{path}/opening", _key(path))
    mode = next(one["mode"] for one in opened["items"] if path.endswith(one["dossier"]))
    votes = [(member, LETTERS[vote]) for member, vote in ballots(meeting, item, present).items()]
    if mode == "open":
        hands = dict(votes)
        votes = [(member, hands.pop(member)) for member in meeting.remote if member in hands]
        await year.world.put(step.by, f"{path}/hands", {"hands": hands})

    async def cast_one(member: str, vote: str) -> None:
        await year.world.post_once(member, f"{path}/vote", {"vote": vote}, done="ballot.already_voted")

    for first in range(0, len(votes), AT_ONCE):
        if interrupted and first == AT_ONCE:
            year.interrupt()
        await asyncio.gather(*(cast_one(member, vote) for member, vote in votes[first : first + AT_ONCE]))
    await year.world.post(step.by, f"{path}/closing", _key(path))


async def _sign(year: Year, step: MeetingStep, meeting: Meeting, path: str) -> None:
    """The secretary signs the minutes and lays them before the chair; the first ones are sent back once."""
    council = year.sample.councils[meeting.unit]
    for minutes in (await year.world.get(council.secretary, f"{path}/minutes"))["items"]:
        where = f"{API}/minutes/{minutes['id']}"
        if meeting.correction and minutes["what"] == "meeting":
            await year.world.post(council.secretary, f"{where}/presentation")
            await year.world.post(council.chair, f"{where}/return", {"reason": meeting.correction.reason})
            wording = minutes["wording"] | {"conclusion": meeting.correction.conclusion}
            await year.world.put(council.secretary, where, wording)
        await year.world.post(council.secretary, f"{where}/presentation")
        await year.world.post(council.chair, f"{where}/signature")


def _key(path: str) -> dict[str, Any]:
    return {"key": uuid5(KEYS, path).hex}


def ballots(meeting: Meeting, item: Item, present: list[str]) -> dict[str, str]:
    """Who votes what: the counts of the sample dealt out by a shuffle that is the same every time."""
    recused = {recusal.person for recusal in item.recused}
    voters = [member for member in present if member not in recused]
    votes = spread(item.ballot)
    random.Random(f"{meeting.id}/{item.dossier}").shuffle(votes)  # noqa: S311 - dealt out, not secret
    return dict(zip(voters, votes, strict=True))


def spread(counts: BallotCounts) -> list[str]:
    """One word for each ballot."""
    return ["agree"] * counts.agree + ["disagree"] * counts.disagree + ["blank"] * counts.abstain
