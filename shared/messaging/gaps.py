"""Gaps: events that an ordered consumer parked because an earlier one of their subject has not come.

Usually the earlier one comes and all is well. If it never will, an operator lets the consumer go without it: a row in
``waived`` says so, with the reason, and the worker moves the cursor over the hole and handles what was parked behind.
A rebuild passes over the same events, so that a decision once taken holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.errors import Conflict, NotFound
from shared.messaging.consumer import Consumer
from shared.messaging.errors import detail_of, reason_of
from shared.messaging.failures import handling
from shared.messaging.inbox import CURSORS, PARKED, Delivery
from shared.messaging.interventions import Act, Intervention, note
from shared.messaging.reactions import Reactions
from shared.messaging.seat import WAIVED, waiver_id
from shared.observability.logs import logger
from shared.store import Store, StoreFailure, Transaction
from shared.store.documents import Document

log = logger(__name__)
MOST = 1_000
REST = timedelta(minutes=10)
"""How long a parked event rests that could have been handled and failed."""


class Moved(Conflict):
    code = "gap.moved"
    title_vi = "Tình hình của {subject} đã thay đổi từ lúc bạn xem. Hãy mở lại rồi quyết định."
    title_en = "{subject} has changed since you looked. Open it again, then decide."


@dataclass(frozen=True)
class Parked:
    """An event that waits; nothing of its data."""

    event: str
    type: str
    sequence: int
    since: datetime


@dataclass(frozen=True)
class Gap:
    """What waits for one subject at one consumer.

    ``reached`` is the last sequence handled, ``missing`` are those that have not come. Where nothing is missing the
    first parked event can be handled and fails: ``error`` says with what. ``publisher`` is the source of the events.
    """

    consumer: str
    subject: str
    reached: int
    missing: tuple[int, ...]
    parked: tuple[Parked, ...]
    since: datetime
    publisher: str
    error: str
    handler: str
    waived: bool

    @property
    def next(self) -> tuple[int, ...]:
        """What a skip would leave out: all that is missing, or the one that fails."""
        return self.missing or (self.reached + 1,)


async def listed(store: Store, reactions: Reactions, subject: str | None = None) -> list[Gap]:
    """The gaps of a consumer by subject, at most MOST parked events; of one subject if it is named."""
    key = await store.generations.key(reactions.consumer)
    where: Document = {"consumer": key} | ({"subject": subject} if subject is not None else {})
    rows: dict[str, list[Document]] = defaultdict(list)
    async for row in store[PARKED].find(where).sort([("subject", 1), ("sequence", 1)]).limit(MOST):
        rows[row["subject"]].append(row)
    cursors = store[CURSORS].find({"_id": {"$in": [f"{key}|{one}" for one in rows]}})
    reached = {row["subject"]: row["last"] async for row in cursors}
    waived = store[WAIVED].find({"consumer": reactions.consumer, "settled": False})
    under_way = {row["subject"] async for row in waived}
    return [
        _gap(reactions.consumer, one, reached.get(one, 0), parked, waived=one in under_way)
        for one, parked in rows.items()
    ]


def _gap(consumer: str, subject: str, reached: int, rows: list[Document], *, waived: bool) -> Gap:
    envelopes = [Delivery.read(row["body"]).envelope for row in rows]
    return Gap(
        consumer=consumer,
        subject=subject,
        reached=reached,
        missing=tuple(range(reached + 1, envelopes[0].sequence)),
        parked=tuple(
            Parked(one.id, one.type, one.sequence, row["parked_at"]) for one, row in zip(envelopes, rows, strict=True)
        ),
        since=min(row["parked_at"] for row in rows),
        publisher=envelopes[0].source,
        error=rows[0].get("error", ""),
        handler=rows[0].get("handler", ""),
        waived=waived,
    )


async def found(store: Store, reactions: Reactions, subject: str) -> Gap:
    """The gap of a subject; raises NotFound."""
    gaps = await listed(store, reactions, subject)
    if not gaps:
        raise NotFound(what=f"sự kiện đang chờ của {subject}")
    return gaps[0]


async def skip(
    tx: Transaction, *, store: Store, reactions: Reactions, subject: str, reached: int, reason: str
) -> Intervention:
    """Go without what is missing, or without the event that fails. ``reached``: the cursor as the operator saw it."""
    gap = await found(store, reactions, subject)
    if gap.reached != reached:
        raise Moved(subject=subject)
    await waive(tx, reactions, subject, gap.next, reason)
    target = f"{subject}#{','.join(str(one) for one in gap.next)}"
    return note(tx, Act.SKIP, reactions.consumer, target, reason)


async def retry(tx: Transaction, *, store: Store, reactions: Reactions, subject: str) -> Intervention:
    """Have the event that failed tried again now instead of after its rest."""
    gap = await found(store, reactions, subject)
    key = await store.generations.key(reactions.consumer)
    await tx.change_raw(PARKED, f"{key}|{gap.parked[0].event}", {"$unset": {"not_before": ""}})
    return note(tx, Act.RETRY, reactions.consumer, f"{subject}#{gap.parked[0].sequence}", "")


async def waive(tx: Transaction, reactions: Reactions, subject: str, sequences: Sequence[int], reason: str) -> None:
    """Note that a consumer goes without these events. Of an ordered one the worker still has to move the cursor."""
    rows = [
        {
            "_id": waiver_id(reactions.consumer, subject, sequence),
            "consumer": reactions.consumer,
            "subject": subject,
            "sequence": sequence,
            "reason": reason,
            "by": tx.context.actor,
            "at": tx.context.now,
            "settled": not reactions.ordered,
        }
        for sequence in sequences
    ]
    await tx.upsert_raw(WAIVED, rows)


async def waivers(store: Store, consumer: str) -> set[tuple[str, int]]:
    """All that a consumer goes without."""
    return {(row["subject"], row["sequence"]) async for row in store[WAIVED].find({"consumer": consumer})}


async def attend(store: Store, consumer: Consumer) -> int:
    """Move cursors over what is waived and handle what is parked and could be handled; how many subjects moved."""
    name = consumer.name
    key = await store.generations.key(name)
    waived: dict[str, set[int]] = defaultdict(set)
    async for row in store[WAIVED].find({"consumer": name, "settled": False}):
        waived[row["subject"]].add(row["sequence"])
    heads: dict[str, Document] = {}
    parked = store[PARKED].find({"consumer": key}, {"body": 0}).sort([("subject", 1), ("sequence", 1)]).limit(MOST)
    async for row in parked:
        heads.setdefault(row["subject"], row)
    subjects = sorted({*waived, *heads})
    if not subjects:
        return 0
    cursors = store[CURSORS].find({"_id": {"$in": [f"{key}|{subject}" for subject in subjects]}})
    reached = {row["subject"]: row["last"] async for row in cursors}
    moved = 0
    for subject in subjects:
        at = reached.get(subject, 0)
        await _forget(store, name, subject, [one for one in waived[subject] if one <= at])
        over = {(subject, one) for one in waived[subject] if one > at}
        if (subject, at + 1) in over or _is_ready(heads.get(subject), at):
            moved += await _move(store, consumer, key, subject, over | {(subject, at)})
    return moved


async def _move(store: Store, consumer: Consumer, key: str, subject: str, over: set[tuple[str, int]]) -> int:
    """Over what is waived, then on with what is parked: together if that works, else one by one up to the guilty."""
    try:
        await consumer.patiently([], waived=over)
    except StoreFailure:
        raise
    except Exception:  # whatever a handler raises: see which event it is
        await consumer.patiently([], drain=False, waived=over)
        return await _one_by_one(store, consumer, key, subject)
    return 1


async def _one_by_one(store: Store, consumer: Consumer, key: str, subject: str) -> int:
    where = {"consumer": key, "subject": subject}
    rows = await store[PARKED].find(where).sort("sequence", 1).to_list(MOST)
    for moved, row in enumerate(rows):
        if row["sequence"] != rows[0]["sequence"] + moved:
            return moved  # another hole
        delivery = Delivery.read(row["body"])
        try:
            await consumer.patiently([delivery], drain=False)
        except StoreFailure:
            raise
        except Exception as error:  # told to the operator, who decides
            reason, handler = f"{reason_of(error)}: {detail_of(error)}", handling.get()
            log.error("what is parked cannot be handled", consumer=consumer.name, subject=subject, reason=reason)
            rest = {"error": reason, "handler": handler, "not_before": datetime.now(UTC) + REST}
            await store[PARKED].update_one({"_id": row["_id"]}, {"$set": rest})
            return moved
        await store[PARKED].delete_one({"_id": row["_id"]})
    return len(rows)


async def _forget(store: Store, consumer: str, subject: str, sequences: list[int]) -> None:
    """The event came after all and was handled before the worker could leave it out."""
    if sequences:
        await store[WAIVED].delete_many({"_id": {"$in": [waiver_id(consumer, subject, one) for one in sequences]}})


def _is_ready(head: Document | None, reached: int) -> bool:
    if head is None or head["sequence"] > reached + 1:
        return False
    rest: datetime | None = head.get("not_before")
    return rest is None or rest <= datetime.now(UTC)
