"""Biên bản họp Hội đồng: who met, what was said, what was voted and concluded (NĐ 30/2020/NĐ-CP, mẫu 1.9)."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import AwareDatetime, Field

from shared.clock import VIETNAM
from shared.documents.blocks import Block, Heading, ItemList, Paragraph
from shared.documents.builders.ballot_minutes import (
    SYMBOL,
    BallotResult,
    Participant,
    closed_sentence,
    outcome_blocks,
)
from shared.documents.dates import moment_phrase
from shared.documents.figures import count
from shared.documents.locality import Imprint
from shared.documents.official import OfficialDocument
from shared.documents.punctuation import closed, listed
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text


class Session(Printed):
    """The meeting: when, where, who. ``members`` is how many sit in the council."""

    started: AwareDatetime
    ended: AwareDatetime
    place: NonEmptyText
    members: int = Field(ge=1)
    present: tuple[Participant, ...]
    remote: tuple[Participant, ...] = ()
    written: tuple[Participant, ...] = ()
    absent: tuple[Participant, ...] = ()
    guests: tuple[Participant, ...] = ()
    chair: Text = ""
    secretary: Text = ""


def council_minutes(
    imprint: Imprint,
    *,
    subject: str,
    session: Session,
    papers: Sequence[str] = (),
    discussion: Sequence[str] = (),
    recusals: Sequence[str] = (),
    results: Sequence[BallotResult] = (),
    remarks: Sequence[str] = (),
    conclusion: Sequence[str] = (),
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build the minutes: no place and date in the head, time and place in the text; signed by secretary and chair.

    ``discussion``, ``recusals``, ``remarks`` (votes that were repeated, voided, decided by the chair) and
    ``conclusion`` are paragraphs.
    """
    started, ended = session.started.astimezone(VIETNAM), session.ended.astimezone(VIETNAM)
    parts: list[tuple[str, list[Block]]] = [
        ("Thành phần tham dự", [ItemList.dashed(listed(_attendance(imprint, session)))]),
        ("Tài liệu phiên họp", [ItemList.dashed(listed(papers))] if papers else []),
        ("Nội dung, ý kiến thảo luận", [Paragraph(text=closed_sentence(line)) for line in discussion]),
        ("Ủy viên không tham gia bỏ phiếu do có liên quan", [ItemList.dashed(listed(recusals))] if recusals else []),
        ("Kết quả biểu quyết", [*outcome_blocks(results), *_lines(remarks)] if results else _lines(remarks)),
        ("Kết luận", _lines(conclusion)),
    ]
    filled = [(title, blocks) for title, blocks in parts if blocks]
    body: list[Block] = [
        Paragraph(lead="Thời gian bắt đầu:", text=f"{moment_phrase(started)}."),
        Paragraph(lead="Địa điểm:", text=closed_sentence(session.place)),
    ]
    for number, (title, blocks) in enumerate(filled, 1):
        body += [Heading(marker=f"{number}.", text=title, level=2), *blocks]
    body.append(Paragraph(text=closed(f"Phiên họp kết thúc vào {moment_phrase(ended)}")))
    return OfficialDocument(
        issuer=imprint.locality.council_issuer,
        number=imprint.numbered(symbol),
        title="BIÊN BẢN HỌP",
        subject=subject,
        body=tuple(body),
        signatures=(
            Signature.personal("Thư ký", session.secretary),
            Signature.personal("Chủ tọa", session.chair),
        ),
        recipients=tuple(listed([*recipients, "Lưu: VT, Hồ sơ"])),
    )


def _lines(texts: Sequence[str]) -> list[Block]:
    return [Paragraph(text=closed_sentence(text)) for text in texts]


def _attendance(imprint: Imprint, session: Session) -> list[str]:
    there = len(session.present) + len(session.remote)
    lines = [
        f"Tổng số thành viên {imprint.locality.council}: {count(session.members)} người",
        f"Có mặt: {count(there)} người; vắng mặt: {count(session.members - there)} người",
    ]
    groups = (
        ("Có mặt tại phòng họp", session.present),
        ("Dự họp trực tuyến", session.remote),
        ("Vắng mặt, gửi ý kiến bằng văn bản", session.written),
        ("Vắng mặt", session.absent),
        ("Khách mời", session.guests),
    )
    lines += [f"{name}: {', '.join(_named(one) for one in people)}" for name, people in groups if people]
    lines += [f"Chủ tọa: {session.chair}"] if session.chair else []
    lines += [f"Thư ký: {session.secretary}"] if session.secretary else []
    return lines


def _named(one: Participant) -> str:
    return f"{one.name} ({one.role})" if one.role else one.name
