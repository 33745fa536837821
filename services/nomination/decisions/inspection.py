"""Whether the signed file of a decision is what was signed: its bytes, its signature, its certificate."""

from __future__ import annotations

import asyncio

from services.nomination.decisions.files import SCAN, SIGNED, DecisionFile, file_id
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Way
from services.nomination.decisions.views import Signature
from shared.signing import Keys, read_signature
from shared.store import Reads


async def inspect(reads: Reads, decision: Decision, keys: Keys) -> Signature:
    """Read the stored file and hold it against what the decision says of it."""
    what, fingerprint = (SIGNED, decision.fingerprint) if decision.way is Way.DIGITAL else (SCAN, decision.scan)
    file = await reads.get_or_none(DecisionFile, file_id(decision.id, what)) if fingerprint else None
    if file is None:
        return Signature(way=decision.way, stored=False)
    same = file.unchanged and file.fingerprint == fingerprint
    if decision.way is Way.WET:
        return Signature(way=decision.way, stored=True, intact=same)
    reading = await asyncio.to_thread(read_signature, file.content, keys.roots)
    if reading is None:
        return Signature(way=decision.way, stored=True)
    return Signature(
        way=decision.way,
        stored=True,
        intact=same and reading.intact,
        trusted=reading.trusted,
        subject=reading.certificate.subject,
        issuer=reading.certificate.issuer,
        at=reading.at,
    )
