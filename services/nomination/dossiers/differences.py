"""What the nominating unit changed between two submissions, in words that the officer reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from services.nomination.dossiers.parts import Difference
from services.nomination.reports.model import differing
from shared.web.filters import ngay

if TYPE_CHECKING:
    from services.nomination.dossiers.body import DossierBody

SHOWN = 160
"""Letters of a text that the history keeps."""

_MEMBERS = {
    "total": "tổng số",
    "completed": "hoàn thành nhiệm vụ",
    "advanced": "Lao động tiên tiến",
    "fighters": "Chiến sĩ thi đua cơ sở",
    "warned": "bị kỷ luật",
}


def written(dossier: DossierBody) -> dict[str, str]:
    """What the unit wrote, by the name that people know it by."""
    facts = dossier.facts
    rating = (facts.ratings or {}).get(facts.year)
    members = facts.members.model_dump(exclude_none=True) if facts.members else {}
    return {
        "Đề nghị cho": dossier.nominee.name,
        "Chức vụ, công việc": dossier.position,
        "Danh hiệu, hình thức": dossier.award_name,
        "Năm xét": str(dossier.year),
        "Thành tích": dossier.achievement,
        "Ngày lập thành tích": ngay(dossier.achieved_on),
        "Giấy tờ": ", ".join(sorted(paper.name or paper.code for paper in dossier.papers)),
        "Tệp": ", ".join(f"{file.name} ({file.sha256[:8]})" for file in dossier.files),
        "Xếp loại": rating.value if rating else "",
        "Sáng kiến": "; ".join(one.title for one in facts.initiatives or ()),
        "Số người": ", ".join(f"{_MEMBERS[name]} {count}" for name, count in members.items()),
        **differing(dossier.report),
    }


def between(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Difference, ...]:
    """The things that are not as they were; nothing if there was nothing before."""
    if not before:
        return ()
    return tuple(
        Difference(what=what, before=_short(before.get(what, "")), after=_short(text))
        for what, text in {**dict.fromkeys(before, ""), **now}.items()
        if before.get(what, "") != text
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
