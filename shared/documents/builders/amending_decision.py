"""Quyết định đính chính, quyết định hủy bỏ và thu hồi: decisions about an earlier decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from shared.documents.blocks import Article, Block, ItemList, Paragraph
from shared.documents.dates import date_phrase
from shared.documents.figures import dong_with_words
from shared.documents.locality import Imprint, Signer
from shared.documents.official import OfficialDocument
from shared.documents.punctuation import addressed, closed, listed
from shared.documents.text import NonEmptyText, Printed

SYMBOL = "QĐ-UBND"


class Amended(Printed):
    """The earlier decision: number with symbol, day, and who gave it ("Chủ tịch Ủy ban nhân dân xã …")."""

    number: NonEmptyText
    date: dt.date
    issuer: NonEmptyText

    @property
    def text(self) -> str:
        """ "Quyết định số 12/QĐ-UBND ngày 25 tháng 6 năm 2025 của Chủ tịch …"."""
        return f"Quyết định số {self.number} {date_phrase(self.date)} của {self.issuer}"


def correction_decision(
    imprint: Imprint,
    *,
    subject: str,
    bases: Sequence[str],
    amended: Amended,
    values: Sequence[tuple[str, str, str, str]],
    proposer: str,
    signer: Signer,
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build a correction. ``values`` are (whose line, what, as it was written, as it must read)."""
    lines = [
        f"{who}, {what}: đã ghi “{before or '(để trống)'}”, nay đính chính thành “{after or '(để trống)'}”"
        for who, what, before, after in values
    ]
    body: list[Block] = [
        Article(number=1, text=f"Đính chính {amended.text} như sau:"),
        ItemList.dashed(listed(lines)),
        Article(number=2, text=f"Các nội dung khác của Quyết định số {amended.number} giữ nguyên."),
    ]
    return _document(imprint, subject, bases, proposer, body, signer, recipients, symbol)


def revocation_decision(
    imprint: Imprint,
    *,
    subject: str,
    bases: Sequence[str],
    amended: Amended,
    awardees: Sequence[tuple[str, str]],
    ground: str,
    article: str,
    conclusion: str,
    money_back: int,
    proposer: str,
    signer: Signer,
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build a revocation. ``awardees`` are (who, which award); ``money_back`` in đồng, 0 where none was paid."""
    money = f" và số tiền thưởng {dong_with_words(money_back)}" if money_back else ""
    body: list[Block] = [
        Article(number=1, text=f"Hủy bỏ khen thưởng theo {amended.text} đối với:"),
        ItemList.dashed(listed([f"{who}: {award}" for who, award in awardees])),
        Paragraph(text=f"Lý do: {ground[:1].lower()}{ground[1:]} ({article}); {conclusion.rstrip(' .;')}."),
        Article(
            number=2,
            text=f"Thu hồi hiện vật khen thưởng{money} đã trao. Số tiền thu hồi nộp vào quỹ đã chi.",
        ),
    ]
    return _document(imprint, subject, bases, proposer, body, signer, recipients, symbol)


def _document(  # noqa: PLR0917
    imprint: Imprint,
    subject: str,
    bases: Sequence[str],
    proposer: str,
    body: list[Block],
    signer: Signer,
    recipients: Sequence[str],
    symbol: str,
) -> OfficialDocument:
    committee = imprint.locality.committee
    execution: list[Block] = [
        Article(number=3, text="Quyết định này có hiệu lực kể từ ngày ký."),
        Paragraph(
            text=closed(
                f"Văn phòng {committee} và các cá nhân, tập thể, hộ gia đình có tên tại Điều 1 chịu trách nhiệm "
                "thi hành Quyết định này"
            )
        ),
    ]
    return OfficialDocument(
        issuer=imprint.locality.committee_issuer,
        number=imprint.numbered(symbol),
        place_date=imprint.place_date,
        title="QUYẾT ĐỊNH",
        subject=subject,
        competence=imprint.locality.chair.upper(),
        bases=tuple(listed([*bases, f"Theo đề nghị của {proposer}"])),
        enacting="QUYẾT ĐỊNH:",
        body=(*body, *execution),
        signatures=(signer.personally(),),
        recipients=addressed(recipients, first="Như Điều 3"),
    )
