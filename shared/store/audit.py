"""The audit: a hash chain per aggregate, its entry written in the transaction of the change it tells of.

One chain per aggregate means that writers never queue behind each other; ``shared.store.seal`` ties the heads
together at intervals, and ``python -m shared.store.verify`` checks both.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from shared.store.context import Context
from shared.store.documents import Document

COLLECTION = "audit"
_NOISE = frozenset({"_id", "version", "sequence", "audit_head"})


def digest(document: Document) -> str:
    """SHA-256 over the canonical JSON of a document."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def changes(before: Document | None, after: Document) -> dict[str, Any]:
    """What differs, field by field, as ``[old, new]``."""
    old = before or {}
    return {
        name: [old.get(name), value] for name, value in after.items() if name not in _NOISE and old.get(name) != value
    }


def entry(
    *,
    subject: str,
    before: Document | None,
    after: Document,
    previous: str,
    events: list[str],
    context: Context,
) -> Document:
    """The audit entry of one save: who did what when, what differs, and the hash that ties it to the last one."""
    body: Document = {
        "subject": subject,
        "version": after["version"],
        "at": context.now.isoformat(),
        "actor": context.actor,
        "command": context.command,
        "correlation": context.correlation_id,
        "events": events,
        "changes": changes(before, after),
        "previous": previous,
    }
    return {"_id": f"{subject}#{after['version']}", **body, "hash": digest(body), "sealed": 0}


def is_intact(stored: Document) -> bool:
    """Whether an entry still says what it said when it was hashed."""
    body = {name: value for name, value in stored.items() if name not in {"_id", "hash", "sealed"}}
    return bool(digest(body) == stored["hash"])
