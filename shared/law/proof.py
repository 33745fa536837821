"""Whether the papers that somebody brings prove the service in the resistance wars, and what is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from shared.law.answers import Sourced
from shared.law.law import Law
from shared.law.pick import sourced
from shared.law.rows import EvidenceRow


@dataclass(frozen=True, kw_only=True)
class Proof(Sourced):
    """What the papers come to. ``missing_vi``, ``missing_en`` say what would settle it; empty where it is settled."""

    sufficient: bool
    missing_vi: str = ""
    missing_en: str = ""


def evidence_kinds(law: Law, subject: str, on: date) -> list[EvidenceRow]:
    """The kinds of paper that can prove the service of these people, those that are enough alone first."""
    rows = [row for row in law.entries(EvidenceRow, on) if row.speaks_of(subject)]
    return sorted(rows, key=lambda row: not row.alone)


def proof_by(law: Law, subject: str, kinds: Collection[str], on: date) -> Proof:
    """One paper that is enough alone, or one that is not with as many of other kinds as it needs beside it."""
    rows = evidence_kinds(law, subject, on)
    held = [row for row in rows if row.id in kinds]
    for row in held:
        if row.alone:
            return Proof(sufficient=True, **sourced(row))
    for row in held:
        if len(held) > row.further:
            return Proof(sufficient=True, **sourced(*held))
    alone = [row for row in rows if row.alone]
    more_vi, more_en = "", ""
    if held:
        least = min(held, key=lambda row: row.further)
        lacking = least.further + 1 - len(held)
        more_vi = f"; hoặc thêm {lacking} giấy tờ khác loại bên cạnh «{least.vi}»"
        more_en = f"; or {lacking} more of another kind beside «{least.en}»"
    return Proof(
        sufficient=False,
        missing_vi=f"cần một trong các giấy tờ: {', '.join(row.vi for row in alone)}{more_vi}",
        missing_en=f"one of these is needed: {', '.join(row.en for row in alone)}{more_en}",
        **sourced(*alone, *held),
    )
