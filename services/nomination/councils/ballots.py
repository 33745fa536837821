"""Voting: opening, casting, closing. Nothing of a vote is returned but the voter's own receipt."""

from __future__ import annotations

from services.nomination import access
from services.nomination.councils.ballot import BallotBox, Seal, Vote, box_id
from services.nomination.councils.meeting import Meeting
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Law, VotingRule
from shared.store import Transaction


def voting_rule(law: Law, meeting: Meeting, award: str) -> VotingRule:
    """The rule for an item: by level, award and the day of the meeting."""
    return law.voting(meeting.level.value, award, meeting.held_on)


async def open_ballot(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, meeting_id: str, dossier_id: str
) -> Meeting:
    """The chair or the secretary lets the members vote on an item."""
    meeting = await tx.get(Meeting, meeting_id)
    access.runs(meeting).or_deny(actor)
    rule = voting_rule(law, meeting, meeting.item(dossier_id).award)
    meeting.open_ballot(dossier_id, rule=rule, on=clock.today())
    tx.put(BallotBox.for_item(meeting.id, dossier_id))
    return tx.save(meeting)


async def cast(
    tx: Transaction, *, actor: Actor, clock: Clock, seal: Seal, meeting_id: str, dossier_id: str, vote: Vote
) -> str:
    """A member votes, once; the answer is the token by which the own ballot is found after closing."""
    meeting = await tx.get(Meeting, meeting_id)
    access.sits(meeting).or_deny(actor)
    meeting.check_vote(actor.subject, dossier_id)
    box, token = (await tx.get(BallotBox, box_id(meeting.id, dossier_id))).cast(actor.subject, vote, seal)
    tx.put(box)
    return token


async def close_ballot(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, seal: Seal, meeting_id: str, dossier_id: str
) -> Meeting:
    """End the vote on an item: only the counts remain, and the tokens that prove that a ballot was counted."""
    meeting = await tx.get(Meeting, meeting_id)
    access.runs(meeting).or_deny(actor)
    rule = voting_rule(law, meeting, meeting.item(dossier_id).award)
    box, counts = (await tx.get(BallotBox, box_id(meeting.id, dossier_id))).count(seal)
    meeting.close_ballot(
        dossier_id, rule=rule, agree=counts[Vote.AGREE], disagree=counts[Vote.DISAGREE], blank=counts[Vote.BLANK]
    )
    tx.put(box)
    return tx.save(meeting)
