"""Báo cáo tổng kết công tác thi đua, khen thưởng năm: the year's report."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from shared.documents.blocks import Alignment, Block, Column, Heading, ItemList, Paragraph, Table
from shared.documents.figures import count, decimal_comma, grouped, percent
from shared.documents.locality import Imprint, Signer
from shared.documents.official import OfficialDocument
from shared.documents.punctuation import addressed, closed, listed, sent_to
from shared.documents.text import NonEmptyText, Printed, Text

SYMBOL = "BC-UBND"


class TaskResult(Printed):
    """One task of the plan: what was done of what was planned (0 planned: not counted), and a sentence."""

    title: NonEmptyText
    text: Text = ""
    done: int = Field(default=0, ge=0)
    planned: int = Field(default=0, ge=0)


class AwardCount(Printed):
    """One award: proposals received, awards decided here, proposals forwarded to a higher level."""

    award: NonEmptyText
    proposed: int = Field(ge=0)
    decided: int = Field(ge=0)
    forwarded: int = Field(ge=0)


class KindCount(Printed):
    """One kind of commendation (công trạng, đột xuất, …) and how many it honoured."""

    kind: NonEmptyText
    collectives: int = Field(default=0, ge=0)
    households: int = Field(default=0, ge=0)
    individuals: int = Field(default=0, ge=0)

    @property
    def total(self) -> int:
        """All honoured under this kind."""
        return self.collectives + self.households + self.individuals


class LeadTime(Printed):
    """Days from achievement to award for one kind: how many awards, the median, the slowest."""

    kind: NonEmptyText
    awards: int = Field(ge=0)
    median_days: float = Field(ge=0)
    slowest_days: int = Field(ge=0)


class Share(Printed):
    """A share that the plan asks to watch, such as direct workers among the individuals honoured."""

    label: NonEmptyText
    part: int = Field(ge=0)
    whole: int = Field(ge=0)


class YearFigures(Printed):
    """The figures of one year."""

    tasks: tuple[TaskResult, ...] = ()
    awards: tuple[AwardCount, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    lead_times: tuple[LeadTime, ...] = ()
    shares: tuple[Share, ...] = ()


def year_report(
    imprint: Imprint,
    *,
    year: int,
    addressees: Sequence[str],
    figures: YearFigures,
    signer: Signer,
    introduction: str = "",
    shortcomings: Sequence[str] = (),
    recommendations: Sequence[str] = (),
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
    review: str = "Tổng kết",
    period: str = "",
) -> OfficialDocument:
    """Build the report after mẫu 1.4, in the order of the year's plan.

    Sections without figures say so: a report that leaves out a section hides it. An interim report has
    ``review`` "Sơ kết" and a ``period`` such as "6 tháng đầu năm 2025".
    """
    committee = imprint.locality.committee
    work = f"công tác thi đua, khen thưởng {period or f'năm {year}'}"
    opening = introduction or f"{committee} báo cáo kết quả {work} như sau:"
    body: list[Block] = [
        Paragraph(text=opening),
        Heading(marker="I.", text="KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
        *_tasks(figures.tasks),
        Heading(marker="II.", text="KẾT QUẢ KHEN THƯỞNG"),
        *_awards(figures.awards),
        *_kinds(figures.kinds),
        *_lead_times(figures.lead_times),
        *_shares(figures.shares),
        Heading(marker="III.", text="TỒN TẠI, HẠN CHẾ"),
        *_points(shortcomings, "Không có."),
        Heading(marker="IV.", text="ĐỀ XUẤT, KIẾN NGHỊ"),
        *_points(recommendations, "Không có."),
        Paragraph(text=closed(f"Trên đây là Báo cáo {review.lower()} {work} của {committee}")),
    ]
    return OfficialDocument(
        issuer=imprint.locality.committee_issuer,
        number=imprint.numbered(symbol),
        place_date=imprint.place_date,
        title="BÁO CÁO",
        subject=f"{review} {work}",
        addressees=sent_to(addressees),
        body=tuple(body),
        signatures=(signer.on_behalf("Ủy ban nhân dân"),),
        recipients=addressed(recipients, first="Như trên"),
    )


def _points(lines: Sequence[str], otherwise: str) -> list[Block]:
    return [ItemList.numbered(listed(lines))] if lines else [Paragraph(text=otherwise)]


def _tasks(tasks: Sequence[TaskResult]) -> list[Block]:
    blocks: list[Block] = []
    for number, task in enumerate(tasks, 1):
        blocks.append(Heading(marker=f"{number}.", text=task.title, level=2))
        figures = ""
        if task.planned:
            share = percent(task.done, task.planned)
            figures = f"Đã hoàn thành {count(task.done)}/{count(task.planned)} việc, đạt {share}."
        blocks.append(Paragraph(text=" ".join(filter(None, (figures, task.text))) or "Chưa có số liệu."))
    return blocks or [Paragraph(text="Chưa có số liệu.")]


def _awards(awards: Sequence[AwardCount]) -> list[Block]:
    heading = Heading(marker="1.", text="Theo danh hiệu, hình thức khen thưởng", level=2)
    if not awards:
        return [heading, Paragraph(text="Trong năm không có trường hợp nào.")]
    columns = [
        Column(title="STT", width=1, align=Alignment.CENTER),
        Column(title="Danh hiệu, hình thức", width=6),
        *(
            Column(title=title, width=2, align=Alignment.CENTER)
            for title in ("Số đề nghị", "Đã quyết định", "Trình cấp trên")
        ),
    ]
    rows = [
        (str(n), row.award, *(grouped(figure) for figure in (row.proposed, row.decided, row.forwarded)))
        for n, row in enumerate(awards, 1)
    ]
    sums = [sum(row.proposed for row in awards), sum(row.decided for row in awards)]
    sums.append(sum(row.forwarded for row in awards))
    return [heading, Table.of(columns, rows, totals=("", "Tổng cộng", *(grouped(total) for total in sums)))]


def _kinds(kinds: Sequence[KindCount]) -> list[Block]:
    heading = Heading(marker="2.", text="Theo loại hình khen thưởng", level=2)
    if not kinds:
        return [heading, Paragraph(text="Trong năm không có trường hợp nào.")]
    titles = ("Tập thể", "Hộ gia đình", "Cá nhân", "Cộng", "Tỷ lệ")
    columns = [
        Column(title="Loại hình", width=4),
        *(Column(title=title, width=2, align=Alignment.CENTER) for title in titles),
    ]
    everything = sum(kind.total for kind in kinds)
    rows = [
        (
            kind.kind,
            *(grouped(n) for n in (kind.collectives, kind.households, kind.individuals, kind.total)),
            percent(kind.total, everything),
        )
        for kind in kinds
    ]
    sums = (
        sum(kind.collectives for kind in kinds),
        sum(kind.households for kind in kinds),
        sum(kind.individuals for kind in kinds),
        everything,
    )
    totals = ("Tổng cộng", *(grouped(n) for n in sums), percent(everything, everything))
    return [heading, Table.of(columns, rows, totals=totals)]


def _lead_times(times: Sequence[LeadTime]) -> list[Block]:
    heading = Heading(marker="3.", text="Thời gian từ khi lập thành tích đến khi khen thưởng", level=2)
    if not times:
        return [heading, Paragraph(text="Chưa có số liệu.")]
    columns = [
        Column(title="Loại hình", width=4),
        *(
            Column(title=title, width=2, align=Alignment.CENTER)
            for title in ("Số lượt\nkhen thưởng", "Trung vị\n(ngày)", "Chậm nhất\n(ngày)")
        ),
    ]
    rows = [
        (time.kind, grouped(time.awards), decimal_comma(time.median_days), grouped(time.slowest_days)) for time in times
    ]
    return [heading, Table.of(columns, rows)]


def _shares(shares: Sequence[Share]) -> list[Block]:
    if not shares:
        return []
    lines = [
        f"{share.label}: {count(share.part)}/{count(share.whole)} ({percent(share.part, share.whole)})"
        for share in shares
    ]
    return [Heading(marker="4.", text="Cơ cấu khen thưởng", level=2), ItemList.dashed(listed(lines))]
