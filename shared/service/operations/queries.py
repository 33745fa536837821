"""What an operator sees. Nothing of an event's data stands in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import NotFound
from shared.identity import Actor
from shared.messaging import Reactions, gaps
from shared.messaging.deadletters import DeadLetter
from shared.messaging.gaps import Gap
from shared.messaging.interventions import Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.replay import Replay
from shared.service.operations import access
from shared.store import Page, Reads, Store


@dataclass(frozen=True)
class Hearing:
    """One consumer: how many dead letters it has, and how many events wait in how many subjects."""

    reactions: Reactions
    dead: int
    gaps: int
    parked: int


@dataclass(frozen=True)
class Kept:
    """One read model: the generation that holds, and its last rebuild."""

    name: str
    generation: int
    last: Rebuild | None


async def hearings(store: Store, all_of_them: Sequence[Reactions], *, actor: Actor) -> list[Hearing]:
    """The consumers of a service and what is wrong with each."""
    access.looks.or_deny(actor)
    found = []
    for reactions in all_of_them:
        waiting = await gaps.listed(store, reactions) if reactions.ordered else []
        dead = await store.reads.count(DeadLetter, {"consumer": reactions.consumer})
        found.append(Hearing(reactions, dead, len(waiting), sum(len(gap.parked) for gap in waiting)))
    return found


async def models(store: Store, all_of_them: Sequence[Reactions], *, actor: Actor) -> list[Kept]:
    """The read models of a service."""
    access.looks.or_deny(actor)
    names = dict.fromkeys(one.model.name for one in all_of_them if one.model is not None)
    found = []
    for name in names:
        last = await store.reads.find(Rebuild, {"model": name}, sort=(("id", -1),), limit=1)
        found.append(Kept(name, await store.generations.current(name), last[0] if last else None))
    return found


async def letters(
    reads: Reads, *, actor: Actor, consumer: str | None, after: str | None, limit: int
) -> Page[DeadLetter]:
    """A page of dead letters, by consumer, the newest event first."""
    access.looks.or_deny(actor)
    return await reads.page(DeadLetter, {"consumer": consumer} if consumer else {}, after=after, limit=limit)


async def letter(reads: Reads, *, actor: Actor, consumer: str, event: str) -> DeadLetter:
    """One of them; raises NotFound."""
    access.looks.or_deny(actor)
    found = await reads.get_or_none(DeadLetter, f"{consumer}|{event}")
    if found is None:
        raise NotFound(what=f"thông điệp {event}")
    return found


async def waiting(store: Store, all_of_them: Sequence[Reactions], *, actor: Actor) -> list[Gap]:
    """The gaps of these consumers, the longest waiting first."""
    access.looks.or_deny(actor)
    found = [gap for one in all_of_them if one.ordered for gap in await gaps.listed(store, one)]
    return sorted(found, key=lambda gap: gap.since)


async def gap(store: Store, reactions: Reactions, subject: str, *, actor: Actor) -> Gap:
    """One of them; raises NotFound."""
    access.looks.or_deny(actor)
    return await gaps.found(store, reactions, subject)


async def of_subject(reads: Reads, consumer: str, subject: str) -> list[DeadLetter]:
    """Dead letters of a subject: perhaps what is missing lies there."""
    return await reads.find(DeadLetter, {"consumer": consumer, "subject": subject}, limit=20)


async def replays(reads: Reads, *, actor: Actor, limit: int = 20) -> list[Replay]:
    """The last replays."""
    access.looks.or_deny(actor)
    return await reads.find(Replay, {}, sort=(("id", -1),), limit=limit)


async def replay(reads: Reads, replay_id: str, *, actor: Actor) -> Replay:
    """One of them; raises NotFound."""
    access.looks.or_deny(actor)
    found = await reads.get_or_none(Replay, replay_id)
    if found is None:
        raise NotFound(what=f"lần gửi lại {replay_id}")
    return found


async def done(reads: Reads, *, actor: Actor, after: str | None = None, limit: int = 20) -> Page[Intervention]:
    """What was done by hand, the newest first."""
    access.looks.or_deny(actor)
    return await reads.page(Intervention, {}, after=after, limit=limit)
