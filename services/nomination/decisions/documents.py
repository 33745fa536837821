"""Decisions as official documents: awarding, correcting, revoking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, get_args

from services.nomination.decisions.bases import bases_of
from services.nomination.decisions.model import SYMBOL, Decision
from services.nomination.decisions.parts import Correctable, Line, Purpose, Way
from shared.documents import (
    Amended,
    Awardee,
    AwardeeKind,
    AwardGroup,
    Imprint,
    Locality,
    OfficialDocument,
    Signer,
    award_decision,
    correction_decision,
    date_phrase,
    revocation_decision,
)
from shared.documents.locality import LocalityKind
from shared.errors import NotFound
from shared.law import Law

RECIPIENTS = ("Đài Truyền thanh, Trang Thông tin điện tử", "Lưu: VT, hồ sơ thi đua, khen thưởng")
AMENDING_RECIPIENTS = ("Như nơi nhận của quyết định nêu tại Điều 1", *RECIPIENTS)
FIELDS = {
    Correctable.NAME: "họ và tên, tên gọi",
    Correctable.HONORIFIC: "xưng hô",
    Correctable.POSITION: "chức vụ, công việc",
    Correctable.ACHIEVEMENT: "thành tích",
}


def official(decision: Decision, law: Law, units: Mapping[str, str]) -> OfficialDocument:
    """The document of a decision, numbered and dated once signed. ``units`` are names by code."""
    match decision.purpose:
        case Purpose.AWARD:
            document = _award(decision, law, units)
        case Purpose.CORRECTION:
            document = _correction(decision, law)
        case Purpose.REVOCATION:
            document = _revocation(decision, law, units)
    if decision.number and decision.way is Way.DIGITAL:
        noted = tuple(one.model_copy(update={"note": "(Đã ký số)"}) for one in document.signatures)
        return document.model_copy(update={"signatures": noted})
    return document


def units_in(decision: Decision) -> set[str]:
    """The units whose names the document needs."""
    return {line.nominee.unit for line in decision.lines if line.nominee.unit}


def locality(name: str) -> Locality:
    """The kind and the name out of «xã Dương Quang» or «Thị xã Mỹ Hào»."""
    kinds = sorted(get_args(LocalityKind), key=len, reverse=True)
    for kind in kinds:
        if name.lower().startswith(f"{kind} "):
            return Locality(kind=kind, name=name[len(kind) + 1 :])
    return Locality(kind="xã", name=name)


class Signed(Protocol):
    """What somebody signs, or will sign."""

    signer_name: str
    signer_post: str


def signer_of(paper: Signed) -> Signer:
    """Who signs, and for whom."""
    deputy = paper.signer_post.startswith("Phó")
    return Signer(name=paper.signer_name, post=paper.signer_post or "Chủ tịch", head="Chủ tịch" if deputy else "")


def awardee_name(line: Line) -> str:
    """«Bà Nguyễn Ngọc Nhài»; a collective or household has no honorific."""
    if line.honorific and line.nominee.kind.value == "individual":
        return f"{line.honorific[:1].upper()}{line.honorific[1:]} {line.nominee.name}"
    return line.nominee.name


def _imprint(decision: Decision) -> Imprint:
    signed = decision.signed_on
    return Imprint(
        locality=locality(decision.unit_name),
        number=decision.ordinal,
        date=signed,
        year=None if signed else decision.drafted_on.year,
    )


def _bases(decision: Decision, law: Law) -> list[str]:
    sources = decision.bases or bases_of(law, decision.lines, decision.drafted_on)
    return [source if source.startswith("Căn cứ") else f"Căn cứ {source}" for source in sources]


def _award(decision: Decision, law: Law, units: Mapping[str, str]) -> OfficialDocument:
    imprint = _imprint(decision)
    where = imprint.locality
    met = f" tại phiên họp {date_phrase(decision.met_on)}" if decision.met_on else ""
    alone = bool(decision.lines) and all(line.without_council for line in decision.lines)
    return award_decision(
        imprint,
        subject=decision.title,
        bases=_bases(decision, law),
        proposer=f"Văn phòng {where.committee}" if alone else f"{where.council}{met}",
        groups=groups_of(decision.lines, law, units, decision.signed_on or decision.drafted_on),
        signer=signer_of(decision),
        fund=f"Quỹ thi đua, khen thưởng của {where.full_name}",
        base_salary=decision.base_salary or None,
        recipients=RECIPIENTS,
        symbol=SYMBOL,
    )


def _amended(decision: Decision, imprint: Imprint) -> Amended:
    return Amended(
        number=decision.amends_number,
        date=decision.amends_signed_on or decision.drafted_on,
        issuer=imprint.locality.chair,
    )


def _correction(decision: Decision, law: Law) -> OfficialDocument:
    imprint = _imprint(decision)
    whose = {line.award_id: line for line in decision.lines}
    return correction_decision(
        imprint,
        subject=decision.title,
        bases=_bases(decision, law),
        amended=_amended(decision, imprint),
        values=[
            (
                _line_of(whose[one.award]),
                FIELDS[one.field],
                one.before,
                one.after,
            )
            for one in decision.changes
        ],
        proposer=f"Văn phòng {imprint.locality.committee}",
        signer=signer_of(decision),
        recipients=AMENDING_RECIPIENTS,
        symbol=SYMBOL,
    )


def _revocation(decision: Decision, law: Law, units: Mapping[str, str]) -> OfficialDocument:
    assert decision.ground is not None
    imprint = _imprint(decision)
    return revocation_decision(
        imprint,
        subject=decision.title,
        bases=_bases(decision, law),
        amended=_amended(decision, imprint),
        awardees=[(_described(line, units), line.award_name) for line in decision.lines],
        ground=decision.ground.text,
        article=decision.ground.citation,
        conclusion=f"theo {decision.ground.conclusion} {date_phrase(decision.ground.concluded_on)}",
        money_back=sum(line.bonus for line in decision.lines),
        proposer=imprint.locality.council,
        signer=signer_of(decision),
        recipients=AMENDING_RECIPIENTS,
        symbol=SYMBOL,
    )


def _line_of(line: Line) -> str:
    return f"{awardee_name(line)} ({line.award_name})"


def _described(line: Line, units: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (awardee_name(line), detail_of(line, units))))


def groups_of(awardees: Sequence[Line], law: Law, units: Mapping[str, str], on: date) -> list[AwardGroup]:
    """The lines by award and year, as sentences and lists of a document name them."""
    lines: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in awardees:
        lines[line.award, line.year].append(line)
    return [
        AwardGroup(
            award=_phrase(law, award, several[0].award_name, on),
            awardees=tuple(
                Awardee(
                    name=awardee_name(line),
                    kind=AwardeeKind(line.nominee.kind.value),
                    detail=detail_of(line, units),
                    bonus=line.bonus,
                )
                for line in several
            ),
            merit=f"đã có thành tích năm {year}",
        )
        for (award, year), several in lines.items()
    ]


def _phrase(law: Law, code: str, name: str, on: date) -> str:
    return f"danh hiệu “{name}”" if is_title(law, code, on) else name


def is_title(law: Law, code: str, on: date) -> bool:
    """Whether the award is a title (danh hiệu) and not a form of commendation."""
    try:
        return law.award(code, on).group == "title"
    except NotFound:
        return False


def detail_of(line: Line, units: Mapping[str, str]) -> str:
    """Post and unit; nothing where the unit itself is honoured."""
    detail = ", ".join(filter(None, (line.position, units.get(line.nominee.unit, ""))))
    return "" if detail == line.nominee.name else detail
