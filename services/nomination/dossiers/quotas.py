"""Whether more are proposed for an award than a local ratio allows: told before the council meets, never enforced."""

from __future__ import annotations

from datetime import date

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from shared.law import Law
from shared.store import Reads
from shared.web.filters import so

COUNTED = (State.SUBMITTED, State.ACCEPTED, State.SUPPLEMENTING, State.CONSULTING, State.SCHEDULED, State.APPROVED)
COUNTED_STATES = [state.value for state in (*COUNTED, State.FORWARDED, State.DECIDED)]


async def quota_warning(reads: Reads, law: Law, dossier: Dossier, on: date) -> str:
    """The sentence for the officer; "" where no ratio is set or it is kept."""
    quota = law.quota(dossier.award, on)
    if quota is None or quota.pct is None:
        return ""
    holders = await _proposed(reads, dossier, quota.of_award)
    allowed = quota.seats(holders)
    proposed = await _proposed(reads, dossier, dossier.award)
    if allowed is None or proposed <= allowed:
        return ""
    of = law.award(quota.of_award, on).name_vi
    return (
        f"Năm {dossier.year} đã có {so(proposed)} hồ sơ {dossier.award_name} trên {so(holders)} hồ sơ {of}; "
        f"tỷ lệ của địa phương là {so(quota.pct)}%, tức nhiều nhất {so(allowed)} ({quota.citation})."
    )


async def _proposed(reads: Reads, dossier: Dossier, award: str) -> int:
    where = {
        "origin_unit": dossier.origin_unit,
        "award": award,
        "year": dossier.year,
        "state": {"$in": COUNTED_STATES},
    }
    return await reads.count(Dossier, where)
