"""What the councils do: set up, called together, and voting in secret, one ballot from each member."""

from __future__ import annotations

import asyncio
import random

from deploy.local.play import bodies
from deploy.local.play.data import BallotCounts, Item, Meeting
from deploy.local.play.script import Step, Year, verbs

API = "/nomination/api/v1"
verb = verbs("nomination")
INTERRUPTED = ("hop-xa-2", 2)
"""The meeting and the place of the item on its agenda during whose ballot the year is interrupted."""

AT_ONCE = 3
"""How many members put their ballots in at the same moment."""


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
    }
    convened = await year.world.post(step.by, f"{API}/meetings", body)
    year.ids["meeting"][meeting.id] = convened["id"]


@verb(MeetingStep)
async def hold_meeting(year: Year, step: MeetingStep) -> None:
    """Note who is there, who steps back from what, let them vote item by item, and end the meeting."""
    meeting = year.sample.meetings[step.meeting]
    path = f"{API}/meetings/{year.ids['meeting'][meeting.id]}"
    away = {absence.person for absence in meeting.absent}
    present = [one for one in year.sample.councils[meeting.unit].members if one not in away]
    await year.world.put(step.by, f"{path}/presence", {"present": present})
    for item in meeting.items:
        for recusal in item.recused:
            body = {"dossier": year.ids["dossier"][item.dossier], "reason": recusal.reason}
            await year.world.post(recusal.person, f"{path}/conflicts", body)
    for place, item in enumerate(meeting.items):
        interrupted = (meeting.id, place) == INTERRUPTED
        await _vote(
            year,
            step,
            f"{path}/items/{year.ids['dossier'][item.dossier]}",
            ballots(meeting, item, present),
            interrupted,
        )
    await year.world.post(step.by, f"{path}/closing")


async def _vote(year: Year, step: MeetingStep, path: str, cast: dict[str, str], interrupted: bool) -> None:
    await year.world.post(step.by, f"{path}/opening")

    async def cast_one(member: str, vote: str) -> None:
        await year.world.post_once(member, f"{path}/vote", {"vote": vote}, done="ballot.already_voted")

    votes = list(cast.items())
    for first in range(0, len(votes), AT_ONCE):
        if interrupted and first == AT_ONCE:
            year.interrupt()
        await asyncio.gather(*(cast_one(member, vote) for member, vote in votes[first : first + AT_ONCE]))
    await year.world.post(step.by, f"{path}/closing")


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
