"""What a consumer has had: an ordered one knows how far each subject has come, another one the ids of the events.

A cursor per subject says all that an ordered consumer must know, and it never expires, so that a dead letter that is
sent again after a month still finds its place. The rows of the others, one for each event, expire after two weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from shared.events import Envelope
from shared.events.envelope import decode, decode_attributes
from shared.store import Transaction
from shared.store.documents import Document

INBOX, CURSORS, PARKED = "inbox", "cursors", "parked"
Waived = Collection[tuple[str, int]]
"""Subjects and sequences of events that an operator decided to go without."""


@dataclass(frozen=True)
class Delivery:
    """One event as it came in: its attributes and its bytes."""

    envelope: Envelope[dict[str, Any]]
    body: bytes
    carried: bool = False

    @classmethod
    def read(cls, body: bytes, *, carried: bool = False) -> Delivery:
        """Raises pydantic's ValidationError when the attributes are not those of an event."""
        return cls(decode_attributes(body), body, carried)

    def typed(self) -> Envelope[Any]:
        """The envelope with its event as a class of the catalogue."""
        envelope = decode(self.body, self.envelope.type)
        return envelope.model_copy(update={"carried": True}) if self.carried else envelope


@dataclass
class Admission:
    """What a batch came to: deliveries to handle now, in order, counts of the others, and what was passed over."""

    handle: list[Delivery] = field(default_factory=list)
    duplicates: int = 0
    parked: int = 0
    passed: list[tuple[str, int]] = field(default_factory=list)


class Inbox:
    """Admission of deliveries for one consumer, in the transaction that handles them.

    ``consumer`` is the name its bookkeeping runs under: see ``shared.store.generations``.
    """

    def __init__(self, consumer: str, *, ordered: bool) -> None:
        self._consumer = consumer
        self._ordered = ordered

    async def admit(
        self, tx: Transaction, batch: list[Delivery], *, drain: bool = True, waived: Waived = ()
    ) -> Admission:
        """Sort out what was seen before and what must wait for an earlier event; note the rest as seen.

        With ``drain`` parked events whose hole closes are admitted as well; without, they stay where they are.
        ``waived`` events are passed over; a subject that is named there is looked at even if nothing of it came.
        """
        unique = {delivery.envelope.id: delivery for delivery in batch}
        admission = Admission(duplicates=len(batch) - len(unique))
        if self._ordered:
            await self._in_order(tx, list(unique.values()), admission, drain=drain, waived=frozenset(waived))
            return admission
        seen = {row["_id"] for row in await tx.find_ids(INBOX, [self._key(id_) for id_ in unique])}
        fresh = [delivery for id_, delivery in unique.items() if self._key(id_) not in seen]
        admission.duplicates += len(seen)
        admission.handle = [one for one in fresh if (one.envelope.subject, one.envelope.sequence) not in waived]
        now = datetime.now(UTC)
        await tx.insert_raw(INBOX, [self._row(delivery, now) for delivery in admission.handle])
        return admission

    async def _in_order(
        self,
        tx: Transaction,
        batch: list[Delivery],
        admission: Admission,
        *,
        drain: bool,
        waived: frozenset[tuple[str, int]],
    ) -> None:
        subjects = sorted({delivery.envelope.subject for delivery in batch} | {subject for subject, _ in waived})
        cursors = {row["subject"]: row for row in await tx.find_ids(CURSORS, [self._key(one) for one in subjects])}
        gaps = {subject: row.get("gap", 1) for subject, row in cursors.items()}
        waiting = await self._waiting(tx, [subject for subject, gap in gaps.items() if gap]) if drain else []
        known = {row["_id"] for row in waiting}
        queues: dict[str, dict[int, Delivery]] = defaultdict(dict)
        for delivery in [*(Delivery.read(row["body"]) for row in waiting), *batch]:
            queues[delivery.envelope.subject].setdefault(delivery.envelope.sequence, delivery)
        park: list[Document] = []
        drained: list[str] = []
        moved: list[Document] = []
        for subject in subjects:
            last = cursors[subject]["last"] if subject in cursors else 0
            at = self._pass(subject, last, waived, admission)
            gap = gaps.get(subject, 0) if not drain else 0
            for sequence, delivery in sorted(queues[subject].items()):
                if sequence == at + 1:
                    admission.handle.append(delivery)
                    at = self._pass(subject, sequence, waived, admission)
                elif sequence > at:
                    gap = gaps.get(subject, 0) + 1  # a real change: who closes the hole at this moment runs again
                    park.append(self._parked(delivery))
                    continue
                else:
                    admission.duplicates += 1
                drained.append(self._key(delivery.envelope.id))
            if at != last or gap:
                moved.append(self._cursor(subject, at, gap=gap))
        park = [row for row in park if row["_id"] not in known]
        admission.parked = len(park)
        await tx.upsert_raw(PARKED, park)
        await tx.delete_raw(PARKED, [id_ for id_ in drained if id_ in known])
        await tx.upsert_raw(CURSORS, moved, known={row["_id"] for row in cursors.values()})

    async def _waiting(self, tx: Transaction, subjects: list[str]) -> list[Document]:
        """What is parked of subjects whose cursor says that something may be."""
        if not subjects:
            return []
        return await tx.find_raw(PARKED, {"consumer": self._consumer, "subject": {"$in": subjects}})

    @staticmethod
    def _pass(subject: str, at: int, waived: frozenset[tuple[str, int]], admission: Admission) -> int:
        """The cursor, moved over what is waived right behind it."""
        while (subject, at + 1) in waived:
            at += 1
            admission.passed.append((subject, at))
        return at

    def _key(self, id_: str) -> str:
        return f"{self._consumer}|{id_}"

    def _row(self, delivery: Delivery, now: datetime) -> Document:
        envelope = delivery.envelope
        return {
            "_id": self._key(envelope.id),
            "consumer": self._consumer,
            "event": envelope.id,
            "type": envelope.type,
            "subject": envelope.subject,
            "sequence": envelope.sequence,
            "seen_at": now,
        }

    def _cursor(self, subject: str, last: int, *, gap: int) -> Document:
        """``gap`` is 0 when nothing of the subject is parked."""
        return {"_id": self._key(subject), "consumer": self._consumer, "subject": subject, "last": last, "gap": gap}

    def _parked(self, delivery: Delivery) -> Document:
        return {
            "_id": self._key(delivery.envelope.id),
            "consumer": self._consumer,
            "subject": delivery.envelope.subject,
            "sequence": delivery.envelope.sequence,
            "body": delivery.body,
            "parked_at": datetime.now(UTC),
        }
