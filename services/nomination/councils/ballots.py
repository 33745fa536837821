"""Voting: opening, casting, counting, voiding, breaking a tie, voting again.

Of a secret vote nothing is returned but the voter's own receipt. A secret ballot is sealed before the transaction
that puts it in, so that many can be put in at the same moment.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping

from services.nomination import access
from services.nomination.acts import act
from services.nomination.councils.ballot import BallotBox, box_id
from services.nomination.councils.errors import BallotNotOpen, NoKey
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Mode, Round, Vote
from services.nomination.councils.sealing import SealedBallot, Sealing, seal
from services.nomination.councils.states import Action, ItemState
from services.nomination.councils.verify_ballot import tidy
from services.nomination.holds.queries import not_held
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Law, VotingRule
from shared.service.work import unseen
from shared.store import Reads, Transaction

KEY_LENGTH = 24
HELD_OFF = "refuse"
"""The rule by which whoever is under examination is kept off agenda and vote."""


def voting_rule(law: Law, meeting: Meeting, award: str) -> VotingRule:
    """The rule for an item: by level, award and the day of the meeting."""
    return law.voting(meeting.level.value, award, meeting.held_on)


async def open_ballot(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    sealing: Sealing,
    meeting_id: str,
    dossier_id: str,
    key: str = "",
    aware: bool = False,
) -> Meeting:
    """The chair or the secretary lets the members vote. ``key`` locks the box of a secret vote.

    Asking again with the same key, after an answer was lost, finds the vote open and changes nothing.
    """
    meeting = await _for(tx, actor, Action.OPEN, meeting_id)
    item = meeting.item(dossier_id)
    last = item.last if item.state is ItemState.OPEN else None
    if last and await _is_same(tx, meeting, dossier_id, last, key=key, sealing=sealing):
        return meeting
    rule = voting_rule(law, meeting, item.award)
    if rule.held == HELD_OFF:
        await not_held(tx, item.nominee)
    opened = meeting.open_ballot(dossier_id, rule=rule, act=act(actor, clock), aware=aware)
    if opened.mode is Mode.SECRET:
        if len(tidy(key).replace("-", "")) < KEY_LENGTH:
            raise NoKey
        tx.put(BallotBox.locked(box_id(meeting.id, dossier_id, opened.number), key, sealing))
    return tx.save(meeting)


async def lock_of(reads: Reads, *, actor: Actor, meeting_id: str, dossier_id: str) -> str:
    """The lock for which a member seals the ballot of the vote that goes on; empty where the vote is open."""
    meeting = await reads.get(Meeting, meeting_id)
    access.at_meeting(Action.CAST, meeting).or_deny(actor)
    going_on = meeting.check_vote(actor.subject, dossier_id)
    if going_on.mode is Mode.OPEN:
        return ""
    return (await reads.get(BallotBox, box_id(meeting.id, dossier_id, going_on.number))).lock


async def sealed_for(
    reads: Reads, *, actor: Actor, meeting_id: str, dossier_id: str, vote: Vote
) -> tuple[str, SealedBallot | None]:
    """A vote sealed for the box that is open, with its lock; nothing sealed where the vote is open."""
    lock = await lock_of(reads, actor=actor, meeting_id=meeting_id, dossier_id=dossier_id)
    if not lock:
        return "", None
    item = (await reads.get(Meeting, meeting_id)).item(dossier_id)
    election = box_id(meeting_id, dossier_id, item.rounds[-1].number)
    return lock, await asyncio.to_thread(seal, election, lock, vote)


@unseen
async def cast(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    meeting_id: str,
    dossier_id: str,
    lock: str,
    sealed: SealedBallot,
) -> str:
    """A member's secret ballot goes into the box, once; the answer is the receipt. The meeting does not change.

    Open pages are not told: whoever watches them would count the votes and know the moment of each.
    """
    meeting = await _for(tx, actor, Action.CAST, meeting_id)
    going_on = meeting.check_vote(actor.subject, dossier_id)
    if going_on.mode is not Mode.SECRET:
        raise BallotNotOpen
    box = await tx.get(BallotBox, box_id(meeting.id, dossier_id, going_on.number))
    tx.put(box.cast(actor.subject, sealed, lock))
    return sealed.code


async def cast_openly(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, vote: Vote
) -> Meeting:
    """A member's answer in an open vote, by name."""
    meeting = await _for(tx, actor, Action.CAST, meeting_id)
    if meeting.check_vote(actor.subject, dossier_id).mode is not Mode.OPEN:
        raise BallotNotOpen
    meeting.cast_openly(actor.subject, dossier_id, vote)
    return tx.save(meeting)


async def raise_hands(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, hands: Mapping[str, Vote]
) -> Meeting:
    """Chair or secretary note the hands raised in the room."""
    meeting = await _for(tx, actor, Action.RAISE, meeting_id)
    meeting.raise_hands(dossier_id, hands)
    return tx.save(meeting)


async def close_ballot(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    sealing: Sealing,
    meeting_id: str,
    dossier_id: str,
    key: str = "",
    early: bool = False,
) -> Meeting:
    """End the vote and count: of a secret one the sum alone is opened."""
    meeting = await _for(tx, actor, Action.COUNT, meeting_id)
    rule = voting_rule(law, meeting, meeting.item(dossier_id).award)
    going_on = meeting.going_on(dossier_id, Action.COUNT)
    counts, voted, box = Counter(going_on.hands.values()), tuple(going_on.hands), None
    if going_on.mode is Mode.SECRET:
        box = await tx.get(BallotBox, box_id(meeting.id, dossier_id, going_on.number))
        voted = box.voted
        meeting.check_count(dossier_id, voted=voted, early=early)
        box, opened = box.count(key, sealing)
        counts = Counter(opened)
    meeting.close_ballot(dossier_id, rule=rule, act=act(actor, clock), counts=counts, voted=voted, early=early)
    if box is not None:
        tx.put(box)
    return tx.save(meeting)


async def void(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, reason: str
) -> Meeting:
    """End the vote without counting: a key was lost, the connection failed, or too few have voted."""
    meeting = await _for(tx, actor, Action.VOID, meeting_id)
    going_on = meeting.going_on(dossier_id, Action.VOID)
    meeting.void(dossier_id, act=act(actor, clock), reason=reason)
    if going_on.mode is Mode.SECRET:
        tx.put((await tx.get(BallotBox, box_id(meeting.id, dossier_id, going_on.number))).voided())
    return tx.save(meeting)


async def break_tie(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, approve: bool, reason: str
) -> Meeting:
    """Who presides over the item says which side prevails."""
    meeting = await _for(tx, actor, Action.BREAK_TIE, meeting_id)
    meeting.break_tie(dossier_id, approve=approve, reason=reason, by=actor.subject)
    return tx.save(meeting)


async def repeat(
    tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, dossier_id: str, reason: str
) -> Meeting:
    """Vote again on an item; the first vote and its box are kept."""
    meeting = await _for(tx, actor, Action.REPEAT, meeting_id)
    meeting.repeat(dossier_id, reason=reason)
    return tx.save(meeting)


async def _for(tx: Transaction, actor: Actor, action: Action, meeting_id: str) -> Meeting:
    """The meeting, once it is clear that this person may do that there."""
    meeting = await tx.get(Meeting, meeting_id)
    access.at_meeting(action, meeting).or_deny(actor)
    return meeting


async def _is_same(
    tx: Transaction, meeting: Meeting, dossier_id: str, going_on: Round, *, key: str, sealing: Sealing
) -> bool:
    """Whether the vote that goes on was opened by this very request, whose answer was lost."""
    if going_on.mode is Mode.OPEN:
        return False
    return (await tx.get(BallotBox, box_id(meeting.id, dossier_id, going_on.number))).fits(key, sealing)
