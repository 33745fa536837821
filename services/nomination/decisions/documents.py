"""The decision as an official document."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

from services.nomination.decisions.model import SYMBOL, Decision, Line
from shared.documents import (
    Awardee,
    AwardeeKind,
    AwardGroup,
    Imprint,
    Locality,
    OfficialDocument,
    Signer,
    award_decision,
)
from shared.documents.locality import LocalityKind
from shared.errors import NotFound
from shared.law import Law

RECIPIENTS = ("Đài Truyền thanh, Trang Thông tin điện tử", "Lưu: VT, hồ sơ thi đua, khen thưởng")


def official(decision: Decision, law: Law, units: dict[str, str]) -> OfficialDocument:
    """The document of a decision, numbered and dated once signed. ``units`` are names by code."""
    where = locality(decision.unit_name)
    signed = decision.signed_on
    deputy = decision.signer_post.startswith("Phó")
    return award_decision(
        Imprint(
            locality=where, number=decision.ordinal, date=signed, year=None if signed else decision.drafted_on.year
        ),
        subject=decision.title,
        bases=[f"Căn cứ {source}" for source in _sources(decision, law)],
        proposer=where.council,
        groups=_groups(decision, law, units),
        signer=Signer(
            name=decision.signer_name, post=decision.signer_post or "Chủ tịch", head="Chủ tịch" if deputy else ""
        ),
        fund=f"Quỹ thi đua, khen thưởng của {where.full_name}",
        base_salary=decision.base_salary or None,
        recipients=RECIPIENTS,
        symbol=SYMBOL,
    )


def locality(name: str) -> Locality:
    """The kind and the name out of «xã Dương Quang» or «Thị xã Mỹ Hào»."""
    kinds = sorted(get_args(LocalityKind), key=len, reverse=True)
    for kind in kinds:
        if name.lower().startswith(f"{kind} "):
            return Locality(kind=kind, name=name[len(kind) + 1 :])
    return Locality(kind="xã", name=name)


def _sources(decision: Decision, law: Law) -> list[str]:
    """The legal bases: those of the law under which the dossiers were received."""
    days = sorted({line.received_on or decision.drafted_on for line in decision.lines})
    return list(dict.fromkeys(source for day in days for source in law.rule_set(day).sources))


def _groups(decision: Decision, law: Law, units: dict[str, str]) -> list[AwardGroup]:
    lines: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in decision.lines:
        lines[(line.award, line.year)].append(line)
    return [
        AwardGroup(
            award=_phrase(decision, law, award, several[0].award_name),
            awardees=tuple(_awardee(line, units) for line in several),
            merit=f"đã có thành tích năm {year}",
        )
        for (award, year), several in lines.items()
    ]


def _phrase(decision: Decision, law: Law, code: str, name: str) -> str:
    try:
        title = law.award(code, decision.signed_on or decision.drafted_on).group == "title"
    except NotFound:
        title = False
    return f"danh hiệu “{name}”" if title else name


def _awardee(line: Line, units: dict[str, str]) -> Awardee:
    detail = ", ".join(filter(None, (line.position, units.get(line.nominee.unit, ""))))
    named = line.nominee.name
    if line.honorific and line.nominee.kind.value == "individual":
        named = f"{line.honorific[:1].upper()}{line.honorific[1:]} {named}"
    return Awardee(
        name=named,
        kind=AwardeeKind(line.nominee.kind.value),
        detail="" if detail == line.nominee.name else detail,
        bonus=line.bonus,
    )
