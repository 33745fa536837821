"""Biên bản kiểm phiếu: what a council's ballot came to, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from shared.clock import VIETNAM
from shared.documents.blocks import Alignment, Block, Column, Heading, ItemList, Paragraph, RowGroup, Table
from shared.documents.dates import moment_phrase
from shared.documents.figures import count, decimal_comma, percent
from shared.documents.locality import Imprint
from shared.documents.official import OfficialDocument
from shared.documents.punctuation import closed, listed
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text

SYMBOL = "BB-HĐTĐKT"


class Participant(Printed):
    """A member or counter: name, and the post held in the council or in the counting team."""

    name: NonEmptyText
    role: Text = ""

    @property
    def line(self) -> str:
        """ "Trần Thị Mẫu - Thư ký"."""
        return " - ".join(filter(None, (self.name, self.role)))


class BallotResult(Printed):
    """The votes for one candidate and one award.

    ``base`` is what the share counts from (all members, or those present, as the council's rules say); ``strict`` asks
    for more than the required share. ``passed`` is the verdict of those rules and is printed as given, never worked out
    here. ``detail`` tells a first vote from its repetition, or that the chair decided a tie.
    """

    candidate: NonEmptyText
    award: NonEmptyText
    detail: Text = ""
    agree: int = Field(ge=0)
    disagree: int = Field(default=0, ge=0)
    blank: int = Field(default=0, ge=0)
    invalid: int = Field(default=0, ge=0)
    base: int = Field(ge=1)
    required_percent: Decimal | None = Field(default=None, ge=0, le=100)
    strict: bool = False
    secret: bool = True
    passed: bool


class BallotCount(Printed):
    """The meeting and its ballot papers: of all secret votes together, one for each voter and vote."""

    started: AwareDatetime
    ended: AwareDatetime
    place: NonEmptyText
    members: int = Field(ge=1)
    present: int = Field(ge=0)
    absent: tuple[Participant, ...] = ()
    issued: int = Field(ge=0)
    collected: int = Field(ge=0)
    counters: tuple[Participant, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _counts_agree(self) -> Self:
        if self.present > self.members or self.collected > self.issued:
            raise ValueError("more present than members, or more ballots collected than issued")
        if self.ended < self.started:
            raise ValueError("the count ended before it began")
        return self


def ballot_minutes(
    imprint: Imprint,
    *,
    subject: str,
    ballot: BallotCount,
    results: Sequence[BallotResult],
    chair: str = "",
    secretary: str = "",
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build the minutes after mẫu 1.9: no place and date in the head, time and place in the text.

    ``subject`` completes "BIÊN BẢN KIỂM PHIẾU" ("Xét khen thưởng năm 2025"). Signed by the secretary, the
    head of the counters (the first of them) and the chair. Instants are printed in the legal time zone.
    """
    started, ended = ballot.started.astimezone(VIETNAM), ballot.ended.astimezone(VIETNAM)
    body: list[Block] = [
        Paragraph(lead="Thời gian bắt đầu:", text=f"{moment_phrase(started)}."),
        Paragraph(lead="Địa điểm:", text=closed_sentence(ballot.place)),
        *_attendance(imprint, ballot, chair, secretary),
        *_papers(ballot, results),
        Heading(marker="4.", text="Kết quả kiểm phiếu", level=2),
        *outcome_blocks(results),
        Paragraph(text=closed(f"Việc kiểm phiếu kết thúc vào {moment_phrase(ended)}")),
    ]
    return OfficialDocument(
        issuer=imprint.locality.council_issuer,
        number=imprint.numbered(symbol),
        title="BIÊN BẢN KIỂM PHIẾU",
        subject=subject,
        body=tuple(body),
        signatures=(
            Signature.personal("Thư ký", secretary),
            Signature.personal("Tổ trưởng\nTổ kiểm phiếu", ballot.counters[0].name),
            Signature.personal("Chủ tọa", chair),
        ),
        recipients=tuple(listed([*recipients, "Lưu: VT, Hồ sơ"])),
    )


def closed_sentence(text: str) -> str:
    """The text with exactly one full stop."""
    return f"{text.rstrip(' .;')}."


def _attendance(imprint: Imprint, ballot: BallotCount, chair: str, secretary: str) -> list[Block]:
    council = imprint.locality.council
    lines = [
        f"Tổng số thành viên {council}: {count(ballot.members)} người",
        f"Có mặt: {count(ballot.present)} người; vắng mặt: {count(ballot.members - ballot.present)} người",
    ]
    lines += [f"Vắng mặt: {member.line}" for member in ballot.absent]
    lines += [f"Chủ tọa: {chair}"] if chair else []
    lines += [f"Thư ký: {secretary}"] if secretary else []
    return [
        Heading(marker="1.", text="Thành phần tham dự", level=2),
        ItemList.dashed(listed(lines)),
        Heading(marker="2.", text="Tổ kiểm phiếu", level=2),
        ItemList.dashed(listed([counter.line for counter in ballot.counters])),
    ]


def _papers(ballot: BallotCount, results: Sequence[BallotResult]) -> list[Block]:
    secret = sum(result.secret for result in results)
    manners = [(secret, "bỏ phiếu kín"), (len(results) - secret, "biểu quyết công khai")]
    held = [(number, name) for number, name in manners if number]
    lines = ["Hình thức: " + ", ".join(f"{name} {count(n)} lượt" if len(held) > 1 else name for n, name in held)]
    if secret:
        lines += [
            f"Số phiếu phát ra: {count(ballot.issued)} phiếu",
            f"Số phiếu thu về: {count(ballot.collected)} phiếu",
        ]
    return [Heading(marker="3.", text="Hình thức và số phiếu", level=2), ItemList.dashed(listed(lines))]


def outcome_blocks(results: Sequence[BallotResult]) -> list[Block]:
    """The results in a table, secret votes before open ones, and how many are proposed.

    Of several votes on the same candidate and award the last one counts.
    """
    kinds = [(True, "Bỏ phiếu kín"), (False, "Biểu quyết công khai")]
    groups = [(name, [one for one in results if one.secret is secret]) for secret, name in kinds]
    present = [(name, group) for name, group in groups if group]
    last = {(result.candidate, result.award): result.passed for result in results}
    numbers = iter(range(1, len(results) + 1))
    rows = tuple(
        RowGroup(title=name if len(present) > 1 else "", rows=tuple(_row(next(numbers), one) for one in group))
        for name, group in present
    )
    return [
        Table(columns=COLUMNS, groups=rows),
        *_thresholds(results),
        Paragraph(
            text=f"Có {count(sum(last.values()))} trên tổng số {count(len(last))} trường hợp đạt tỷ lệ phiếu "
            "theo quy định, được đề nghị khen thưởng."
        ),
    ]


COLUMNS = (
    Column(title="STT", width=1.5, align=Alignment.CENTER),
    Column(title="Họ và tên cá nhân, tên tập thể", width=3.9),
    Column(title="Danh hiệu, hình thức đề nghị", width=3.4),
    Column(title="Đồng ý", width=1.7, align=Alignment.CENTER),
    Column(title="Không đồng ý", width=2.1, align=Alignment.CENTER),
    Column(title="Không có ý kiến", width=2.1, align=Alignment.CENTER),
    Column(title="Không hợp lệ", width=2.1, align=Alignment.CENTER),
    Column(title="Tỷ lệ đồng ý", width=2.2, align=Alignment.CENTER),
    Column(title="Kết quả", width=2.1, align=Alignment.CENTER),
)


def _row(number: int, result: BallotResult) -> tuple[str, ...]:
    return (
        str(number),
        ", ".join(filter(None, (result.candidate, result.detail))),
        result.award,
        *(str(votes) for votes in (result.agree, result.disagree, result.blank, result.invalid)),
        f"{percent(result.agree, result.base)}\n({result.agree}/{result.base})",
        "Đạt" if result.passed else "Không đạt",
    )


def _thresholds(results: Sequence[BallotResult]) -> list[Block]:
    asked = {(one.award, one.required_percent, one.strict): None for one in results}
    lines = [
        f"{award}: trên {decimal_comma(share)}%" if strict else f"{award}: từ {decimal_comma(share)}% trở lên"
        for award, share, strict in asked
        if share is not None
    ]
    if not lines:
        return []
    return [Paragraph(text="Tỷ lệ phiếu đồng ý cần đạt:"), ItemList.dashed(listed(lines))]
