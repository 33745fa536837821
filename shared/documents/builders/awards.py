"""Awards and those who receive them, as decisions and submissions list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from pydantic import Field

from shared.documents.blocks import Alignment, Block, Column, ItemList, Paragraph, RowGroup, Table
from shared.documents.figures import count, grouped
from shared.documents.punctuation import closed, listed, roman
from shared.documents.text import NonEmptyText, Printed, Text


class AwardeeKind(StrEnum):
    """What kind of subject is honoured, in the order in which lists name them."""

    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


KIND_NAMES = {
    AwardeeKind.COLLECTIVE: "tập thể",
    AwardeeKind.HOUSEHOLD: "hộ gia đình",
    AwardeeKind.INDIVIDUAL: "cá nhân",
}


class Awardee(Printed):
    """One who is honoured: name, post and unit, the achievement in a few words, the bonus in đồng."""

    name: NonEmptyText
    kind: AwardeeKind
    detail: Text = ""
    achievement: Text = ""
    bonus: int = Field(default=0, ge=0)


class AwardGroup(Printed):
    """One award and all who receive it.

    ``award`` is written as inside a sentence (danh hiệu “Lao động tiên tiến”, Giấy khen của …);
    ``merit`` says for what ("có thành tích xuất sắc … năm 2025").
    """

    award: NonEmptyText
    awardees: tuple[Awardee, ...] = Field(min_length=1)
    merit: Text = ""

    def of(self, kind: AwardeeKind) -> tuple[Awardee, ...]:
        """Those of one kind."""
        return tuple(awardee for awardee in self.awardees if awardee.kind is kind)

    @property
    def ordered(self) -> tuple[Awardee, ...]:
        """Collectives, then households, then individuals."""
        return tuple(awardee for kind in AwardeeKind for awardee in self.of(kind))


AWARDS = "danh hiệu thi đua, hình thức khen thưởng"
ANNEXED = "(có danh sách kèm theo)"
INLINE_UP_TO = 5
"""More awardees than this stand in an annex."""


def capitalized(text: str) -> str:
    """First letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def kinds_phrase(awardees: Iterable[Awardee]) -> str:
    """ "tập thể, cá nhân": the kinds that occur."""
    present = {awardee.kind for awardee in awardees}
    return ", ".join(KIND_NAMES[kind] for kind in AwardeeKind if kind in present)


def counts_phrase(awardees: Sequence[Awardee]) -> str:
    """ "02 tập thể và 05 cá nhân"."""
    totals = [(kind, sum(awardee.kind is kind for awardee in awardees)) for kind in AwardeeKind]
    parts = [f"{count(total)} {KIND_NAMES[kind]}" for kind, total in totals if total]
    return " và ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _award_sentence(group: AwardGroup) -> str:
    """ "danh hiệu “Lao động tiên tiến” cho 38 cá nhân có thành tích …"."""
    return " ".join(filter(None, (group.award, "cho", counts_phrase(group.awardees), group.merit)))


def _awardee_line(awardee: Awardee) -> str:
    """Name, post and unit, achievement on one line."""
    line = ", ".join(filter(None, (awardee.name, awardee.detail)))
    return f"{line}: {awardee.achievement}" if awardee.achievement else line


def _awardee_table(groups: Sequence[AwardGroup], *, bonus: bool) -> Table:
    """Numbered through, a bold line for every award and kind, the total of bonuses."""
    everyone = [awardee for group in groups for awardee in group.ordered]
    achievement = any(awardee.achievement for awardee in everyone)
    columns = [
        Column(title="STT", width=1, align=Alignment.CENTER),
        Column(title="Họ và tên cá nhân,\ntên tập thể, hộ gia đình", width=5),
        Column(title="Chức vụ, đơn vị", width=5),
    ]
    if achievement:
        columns.append(Column(title="Thành tích", width=5))
    if bonus:
        columns.append(Column(title="Tiền thưởng\n(đồng)", width=2.6, align=Alignment.RIGHT))

    numbers = iter(range(1, len(everyone) + 1))

    def row(awardee: Awardee) -> tuple[str, ...]:
        return (
            str(next(numbers)),
            awardee.name,
            awardee.detail,
            *((awardee.achievement,) if achievement else ()),
            *((grouped(awardee.bonus),) if bonus else ()),
        )

    sections = [(group, kind) for group in groups for kind in AwardeeKind if group.of(kind)]
    middle = ("",) * (len(columns) - 3)
    total = grouped(sum(awardee.bonus for awardee in everyone))
    return Table(
        columns=tuple(columns),
        groups=tuple(
            RowGroup(
                title=f"{roman(n)}. {_section(group, kind, several=len(groups) > 1)}",
                rows=tuple(row(awardee) for awardee in group.of(kind)),
            )
            for n, (group, kind) in enumerate(sections, 1)
        ),
        totals=("", "Tổng cộng", *middle, total) if bonus else None,
    )


def granted(groups: Sequence[AwardGroup], *, verb: str, annexed: bool) -> tuple[str, list[Block]]:
    """The sentence that grants or proposes, begun by ``verb``, and the blocks that follow it.

    One award is named in the sentence, several are lettered points below it; names stand here unless an
    annex holds them.
    """
    tail = f" {ANNEXED}" if annexed else ""
    if len(groups) == 1:
        sentence = f"{verb} {_award_sentence(groups[0])}{tail}"
        return (f"{sentence}.", []) if annexed else (f"{sentence}, gồm:", [_names(groups[0])])
    everyone = [awardee for group in groups for awardee in group.awardees]
    sentence = f"{verb} {AWARDS} cho {counts_phrase(everyone)}{tail}, gồm:"
    points = [capitalized(_award_sentence(group)) for group in groups]
    if annexed:
        return sentence, [ItemList.lettered(listed(points))]
    blocks: list[Block] = []
    for point, group in zip(ItemList.lettered(points).items, groups, strict=True):
        blocks += [Paragraph(text=f"{point.marker} {point.text}:"), _names(group)]
    return sentence, blocks


def annexed_list(groups: Sequence[AwardGroup], *, bonus: bool) -> tuple[Block, ...]:
    """What an annex holds: the list, and its count, so that nobody is added below."""
    everyone = [awardee for group in groups for awardee in group.awardees]
    total = Paragraph(text=closed(f"Danh sách gồm {counts_phrase(everyone)}"))
    return (_awardee_table(groups, bonus=bonus), total)


def _names(group: AwardGroup) -> ItemList:
    """Those of one award, a line each."""
    return ItemList.dashed(listed([_awardee_line(awardee) for awardee in group.ordered]))


def _section(group: AwardGroup, kind: AwardeeKind, *, several: bool) -> str:
    if several:
        return f"{capitalized(group.award)} ({KIND_NAMES[kind]})"
    return KIND_NAMES[kind].upper()
