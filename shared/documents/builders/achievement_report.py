"""Báo cáo thành tích: who, what was achieved, what was awarded before, signed by whoever confirms it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from shared.documents.blocks import Alignment, Block, Column, Heading, Paragraph, Table
from shared.documents.dates import PlaceDate
from shared.documents.official import Issuer, OfficialDocument
from shared.documents.punctuation import roman
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text

NONE = "Không có."
UNWRITTEN = "Chưa ghi."


class Person(Printed):
    """Who reports: the first lines of the first chapter, label and value."""

    lines: tuple[tuple[NonEmptyText, Text], ...] = ()


class ResultLine(Printed):
    """One line of the table of results."""

    year: int
    target: Text
    figure: Text


class PastLine(Printed):
    """One line of a history: the year, the award, and its decision in words."""

    year: int
    award: NonEmptyText
    decision: Text = ""


class ReportPart(Printed):
    """A section: its text, its labelled lines, its results or its history. ``past`` names the column of a history."""

    title: NonEmptyText
    text: Text = ""
    fields: tuple[tuple[NonEmptyText, Text], ...] = ()
    results: tuple[ResultLine, ...] = ()
    past: Text = ""
    history: tuple[PastLine, ...] = ()
    required: bool = True


class Chapter(Printed):
    """Sections under one Roman number; a single one needs no number of its own."""

    title: NonEmptyText
    parts: tuple[ReportPart, ...] = Field(min_length=1)


def achievement_report(
    *,
    unit: str,
    superior: str,
    place: str,
    year: int,
    award: str,
    person: Person,
    chapters: Sequence[Chapter],
    author: tuple[str, str],
    confirming: Sequence[str] = (),
    form: str = "",
) -> OfficialDocument:
    """Build the report: no number, the day left to be written by hand, whoever confirms it left, the author right.

    ``author`` is a post and a name. A section that nobody has written says so, so that a draft is seen to be one.
    """
    body: list[Block] = []
    for number, chapter in enumerate(chapters, 1):
        body.append(Heading(marker=f"{roman(number)}.", text=chapter.title.upper()))
        if number == 1:
            body += [_line(label, value) for label, value in person.lines if value]
        for place_, part in enumerate(chapter.parts, 1):
            if len(chapter.parts) > 1:
                body.append(Heading(marker=f"{place_}.", text=part.title, level=2))
            body += _part(part)
    post, name = author
    signatures = [Signature.personal(one) for one in confirming] + [Signature.personal(post, name)]
    return OfficialDocument(
        issuer=Issuer(body=unit, superior=superior),
        form=form,
        place_date=PlaceDate(place=place, year=year),
        title="BÁO CÁO THÀNH TÍCH",
        subject=f"Đề nghị tặng {award}",
        body=tuple(body),
        signatures=tuple(signatures[-3:]),
    )


def _part(part: ReportPart) -> list[Block]:
    blocks: list[Block] = [_line(label, value or "…") for label, value in part.fields]
    blocks += [Paragraph(text=text) for text in part.text.split("\n") if text.strip()]
    if part.results:
        blocks.append(_results(part.results))
    if part.history:
        blocks.append(_history(part.past, part.history))
    return blocks or [Paragraph(text=NONE if part.past or not part.required else UNWRITTEN)]


def _line(label: str, value: str) -> Paragraph:
    return Paragraph(text=f"- {label}: {value}")


def _results(lines: Sequence[ResultLine]) -> Table:
    columns = [
        Column(title="Năm", width=1.2, align=Alignment.CENTER),
        Column(title="Chỉ tiêu, nội dung", width=5),
        Column(title="Kết quả", width=5),
    ]
    return Table.of(columns, [(str(one.year), one.target, one.figure) for one in lines])


def _history(title: str, lines: Sequence[PastLine]) -> Table:
    columns = [
        Column(title="Năm", width=1.2, align=Alignment.CENTER),
        Column(title=title, width=4),
        Column(title="Số, ngày, tháng, năm của quyết định;\ncơ quan ban hành", width=6),
    ]
    return Table.of(columns, [(str(one.year), one.award, one.decision or "…") for one in lines])
