"""Danh sách đại biểu: who is invited to a conference of models, with what they were awarded in the period."""

from __future__ import annotations

from collections.abc import Sequence

from shared.documents.blocks import Alignment, Block, Column, Paragraph, RowGroup, Table
from shared.documents.builders.awards import KIND_NAMES, AwardeeKind
from shared.documents.figures import count
from shared.documents.locality import Imprint, Signer
from shared.documents.official import OfficialDocument
from shared.documents.punctuation import addressed, closed, roman
from shared.documents.text import NonEmptyText, Printed, Text

SYMBOL = "DS-UBND"


class DelegateLine(Printed):
    """One who is invited: name, gender as it is written (Nam, Nữ), post and unit, field, awards of the period."""

    name: NonEmptyText
    kind: AwardeeKind
    gender: Text = ""
    detail: Text = ""
    field: Text = ""
    achievements: Text = ""


def delegate_list(
    imprint: Imprint,
    *,
    subject: str,
    introduction: Sequence[str],
    delegates: Sequence[DelegateLine],
    signer: Signer,
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build the list: individuals first, as they are invited, then collectives and households, numbered through.

    Raises ValueError without delegates.
    """
    if not delegates:
        raise ValueError("a list of delegates names somebody")
    kinds = [kind for kind in _ORDER if any(one.kind is kind for one in delegates)]
    counts = ", ".join(f"{count(sum(one.kind is kind for one in delegates))} {KIND_NAMES[kind]}" for kind in kinds)
    total = f"Danh sách gồm {count(len(delegates))} đại biểu" + (f": {counts}" if len(kinds) > 1 else "")
    blocks: list[Block] = [Paragraph(text=text) for text in introduction]
    return OfficialDocument(
        issuer=imprint.locality.committee_issuer,
        number=imprint.numbered(symbol),
        place_date=imprint.place_date,
        title="DANH SÁCH",
        subject=subject,
        body=(*blocks, _table(delegates, kinds), Paragraph(text=closed(total))),
        signatures=(signer.on_behalf("Ủy ban nhân dân"),),
        recipients=addressed(recipients, first="Các đơn vị có đại biểu"),
    )


def _table(delegates: Sequence[DelegateLine], kinds: Sequence[AwardeeKind]) -> Table:
    columns = (
        Column(title="STT", width=1, align=Alignment.CENTER),
        Column(title="Họ và tên,\ntên tập thể", width=4.2),
        Column(title="Nam,\nnữ", width=1.3, align=Alignment.CENTER),
        Column(title="Chức vụ, đơn vị", width=4.2),
        Column(title="Lĩnh vực", width=2.4),
        Column(title="Khen thưởng\ntrong giai đoạn", width=5),
    )
    numbers = iter(range(1, len(delegates) + 1))
    return Table(
        columns=columns,
        groups=tuple(
            RowGroup(
                title=f"{roman(place)}. {KIND_NAMES[kind].upper()}" if len(kinds) > 1 else "",
                rows=tuple(
                    (str(next(numbers)), one.name, one.gender, one.detail, one.field, one.achievements)
                    for one in delegates
                    if one.kind is kind
                ),
            )
            for place, kind in enumerate(kinds, 1)
        ),
    )


_ORDER = (AwardeeKind.INDIVIDUAL, AwardeeKind.COLLECTIVE, AwardeeKind.HOUSEHOLD)
