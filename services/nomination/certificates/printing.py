"""The certificates of a decision, a page each."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from services.nomination.certificates.codes import shown
from services.nomination.certificates.seal import StatusKey
from services.nomination.certificates.token import PATH, qr_svg, text_of
from services.nomination.decisions.documents import awardee_name, detail_of, is_title, locality, signer_of
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line
from shared.documents import Certificate, PlaceDate, date_phrase
from shared.law import Law

HEADINGS = (("KT-GK", "GIẤY KHEN"), ("KT-BK", "BẰNG KHEN"))


def certificates(
    decision: Decision,
    lines: tuple[Line, ...],
    law: Law,
    units: Mapping[str, str],
    *,
    public_url: str,
    key: StatusKey | None,
) -> tuple[Certificate, ...]:
    """What is printed for these lines of a signed decision."""
    return tuple(_certificate(decision, line, law, units, public_url=public_url, key=key) for line in lines)


def _certificate(
    decision: Decision, line: Line, law: Law, units: Mapping[str, str], *, public_url: str, key: StatusKey | None
) -> Certificate:
    assert decision.signed_on is not None
    where = locality(decision.unit_name)
    title = is_title(law, line.award, decision.signed_on or decision.drafted_on)
    heading = next((text for prefix, text in HEADINGS if line.award.startswith(prefix)), "GIẤY CHỨNG NHẬN")
    merit = f"Đã có thành tích năm {line.year}"
    return Certificate(
        authority=where.chair,
        verb="Công nhận danh hiệu" if title else "Tặng",
        title=line.award_name.upper() if title else heading,
        name=awardee_name(line),
        detail=detail_of(line, units),
        merit=line.achievement if 0 < len(line.achievement) <= MOST_MERIT else merit,
        reference=f"Quyết định số {decision.number} {date_phrase(decision.signed_on)}",
        place_date=PlaceDate.on(where.name, decision.signed_on),
        signature=signer_of(decision).personally(),
        code=shown(line.code),
        check=f"Kiểm tra tại {urlsplit(public_url).netloc}{PATH}",
        qr=qr_svg(text_of(decision, line, public_url=public_url, key=key)),
    )


MOST_MERIT = 220
"""Longer texts do not fit the page; then the usual phrase stands there."""
