"""Correcting, presenting and signing minutes. Signing takes the number and keeps the document as it is."""

from __future__ import annotations

from services.nomination import access
from services.nomination.acts import act
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import SYMBOL, Minutes, Wording
from services.nomination.councils.minutes_printed import printed
from services.nomination.councils.states import MinutesAction
from services.nomination.names import Names
from shared.clock import Clock
from shared.errors import BadInput
from shared.identity import Actor
from shared.store import Reads, Transaction


async def correct(tx: Transaction, *, actor: Actor, clock: Clock, minutes_id: str, wording: Wording) -> Minutes:
    """The secretary words them anew; figures cannot be changed."""
    minutes = await _for(tx, actor, MinutesAction.CORRECT, minutes_id)
    if wording.ended < wording.started:
        raise BadInput(detail="giờ kết thúc trước giờ bắt đầu / the end before the beginning")
    minutes.correct(wording)
    return tx.save(minutes)


async def present(tx: Transaction, *, actor: Actor, clock: Clock, minutes_id: str) -> Minutes:
    """The secretary signs and lays them before the chair."""
    minutes = await _for(tx, actor, MinutesAction.PRESENT, minutes_id)
    minutes.present(act(actor, clock))
    return tx.save(minutes)


async def send_back(tx: Transaction, *, actor: Actor, clock: Clock, minutes_id: str, reason: str) -> Minutes:
    """The chair sends them back to be corrected."""
    minutes = await _for(tx, actor, MinutesAction.RETURN, minutes_id)
    minutes.send_back(act(actor, clock), reason=reason)
    return tx.save(minutes)


async def sign(tx: Transaction, *, actor: Actor, clock: Clock, minutes_id: str) -> Minutes:
    """The chair signs: the next number of the council's series of the year, and no change ever after."""
    minutes = await _for(tx, actor, MinutesAction.SIGN, minutes_id)
    meeting = await tx.get(Meeting, minutes.meeting)
    ordinal = await tx.next_number(f"{minutes.unit}/{clock.today().year}/{SYMBOL}")
    minutes.sign(act(actor, clock), ordinal=ordinal)
    document = printed(minutes, meeting, await names_of(tx, minutes, meeting))
    minutes.printed = document.model_dump(mode="json")
    return tx.save(minutes)


async def names_of(reads: Reads, minutes: Minutes, meeting: Meeting) -> Names:
    """Names of everybody and of the unit that the minutes name."""
    people = {*meeting.members, meeting.chair, meeting.secretary, *meeting.guests, *minutes.wording.counters}
    units = {meeting.unit, *(item.nominee.unit for item in meeting.items)}
    return await Names.load(reads, people=people, units=units)


async def _for(tx: Transaction, actor: Actor, action: MinutesAction, minutes_id: str) -> Minutes:
    minutes = await tx.get(Minutes, minutes_id)
    access.with_minutes(action, minutes).or_deny(actor)
    return minutes
