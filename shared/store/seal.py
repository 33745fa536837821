"""Sealing the audit: at intervals the heads of all chains that grew go into one checkpoint, itself chained.

Whoever keeps a copy of the last checkpoint's hash can tell later whether any entry before it was changed.
"""

from __future__ import annotations

from datetime import datetime

from shared.store import audit
from shared.store.client import Store
from shared.store.context import Context
from shared.store.documents import Document
from shared.store.transaction import Transaction

COLLECTION = "checkpoints"
BATCH = 1_000


async def seal(store: Store, *, service: str, now: datetime) -> int:
    """Seal the entries that no checkpoint covers yet, at most BATCH; returns how many."""
    context = Context(
        service=service,
        actor=f"service:{service}",
        command="seal-audit",
        now=now,
        correlation_id="",
        causation_id="",
    )

    async def work(tx: Transaction) -> int:
        return await _seal(tx, now)

    return await store.transact(work, context)


async def _seal(tx: Transaction, now: datetime) -> int:
    rows = await tx.find_raw(audit.COLLECTION, {"sealed": 0}, most=BATCH)
    if not rows:
        return 0
    number = await tx.next_number("audit-checkpoints")
    last = await tx.find_raw(COLLECTION, {"_id": number - 1})
    body: Document = {
        "at": now.isoformat(),
        "entries": sorted([row["_id"], row["hash"]] for row in rows),
        "previous": last[0]["hash"] if last else "",
    }
    await tx.insert_raw(COLLECTION, [{"_id": number, **body, "hash": audit.digest(body)}])
    await tx.mark_raw(audit.COLLECTION, [row["_id"] for row in rows], {"sealed": number})
    return len(rows)
