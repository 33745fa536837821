"""What an operator does. Each act is entered into the audit, and taken even while commands are refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shared.clock import Clock
from shared.identity import Actor
from shared.messaging import Reactions, deadletters, gaps, rebuild, replay
from shared.messaging.deadletters import DeadLetter
from shared.messaging.interventions import Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.replay import Replay
from shared.service.operations import access
from shared.service.pressure import under_pressure
from shared.store import Store, Transaction
from shared.store.reads import MOST


@under_pressure
async def resend(tx: Transaction, *, actor: Actor, clock: Clock, consumer: str, event: str) -> DeadLetter:
    """Send one dead letter again."""
    access.acts.or_deny(actor)
    return await deadletters.resend(tx, consumer=consumer, event=event)


@under_pressure
async def resend_all(tx: Transaction, *, actor: Actor, clock: Clock, consumer: str) -> list[DeadLetter]:
    """Send all dead letters of a consumer again, at most MOST at once."""
    access.acts.or_deny(actor)
    letters = await tx.find(DeadLetter, {"consumer": consumer, "resend": False}, limit=MOST)
    return [await deadletters.resend(tx, consumer=consumer, event=letter.event) for letter in letters]


@under_pressure
async def discard(
    tx: Transaction, *, actor: Actor, clock: Clock, reactions: Reactions, event: str, reason: str
) -> DeadLetter:
    """Give one up for good."""
    access.acts.or_deny(actor)
    return await deadletters.discard(tx, reactions=reactions, event=event, reason=reason)


@under_pressure
async def skip(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    store: Store,
    reactions: Reactions,
    subject: str,
    reached: int,
    reason: str,
) -> Intervention:
    """Go without what is missing of a subject."""
    access.acts.or_deny(actor)
    return await gaps.skip(tx, store=store, reactions=reactions, subject=subject, reached=reached, reason=reason)


@under_pressure
async def retry(
    tx: Transaction, *, actor: Actor, clock: Clock, store: Store, reactions: Reactions, subject: str
) -> Intervention:
    """Try what is parked and fails once more."""
    access.acts.or_deny(actor)
    return await gaps.retry(tx, store=store, reactions=reactions, subject=subject)


@under_pressure
async def count(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    consumer: str,
    since: datetime | None,
    until: datetime | None,
    types: Sequence[str],
    subject: str,
    unit: str,
) -> Replay:
    """Have a range of the history counted for one consumer."""
    access.acts.or_deny(actor)
    return await replay.ask(tx, consumer=consumer, since=since, until=until, types=types, subject=subject, unit=unit)


@under_pressure
async def send(
    tx: Transaction, *, actor: Actor, clock: Clock, replay_id: str, reason: str, even_unknown: bool
) -> Replay:
    """Have what was counted sent."""
    access.acts.or_deny(actor)
    return await replay.send(tx, replay_id=replay_id, reason=reason, even_unknown=even_unknown)


@under_pressure
async def rebuild_model(tx: Transaction, *, actor: Actor, clock: Clock, model: str, reason: str) -> Rebuild:
    """Have a read model made again from the history."""
    access.acts.or_deny(actor)
    return await rebuild.ask(tx, model=model, reason=reason)


@under_pressure
async def cancel_rebuild(tx: Transaction, *, actor: Actor, clock: Clock, model: str) -> Rebuild:
    """Give the rebuild under way up."""
    access.acts.or_deny(actor)
    return await rebuild.cancel(tx, model=model)
