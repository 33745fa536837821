"""Bản khai: what a person, or a relative, declares about service in the resistance wars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from shared.documents.blocks import Block, ItemList, Paragraph
from shared.documents.dates import PlaceDate
from shared.documents.locality import Locality
from shared.documents.official import OfficialDocument
from shared.documents.signature import Signature

PROMISE = (
    "Tôi xin cam đoan những lời khai trên là đúng sự thật; nếu sai, tôi xin hoàn toàn chịu trách nhiệm trước pháp luật."
)


def declaration(
    locality: Locality,
    *,
    form: str,
    award: str,
    by_relative: bool,
    lines: Sequence[tuple[str, str]],
    declarant: str,
    on: dt.date,
) -> OfficialDocument:
    """Build the declaration: its lines, the promise, the commune's confirmation beside the declarant's signature.

    ``form`` is the name of the statutory form where one was seen, ``lines`` what each is called and what stands in it.
    """
    body: list[Block] = [
        ItemList.numbered(f"{title}: {value or '…'}" for title, value in lines),
        Paragraph(text=PROMISE),
        Paragraph(text=f"Đề nghị {locality.committee} và cấp có thẩm quyền xem xét, tặng {award}."),
    ]
    return OfficialDocument(
        form=form,
        place_date=PlaceDate.on(locality.name, on),
        title="BẢN KHAI CỦA THÂN NHÂN" if by_relative else "BẢN KHAI CÁ NHÂN",
        subject=f"Đề nghị tặng {award}",
        addressees=(locality.committee,),
        body=tuple(body),
        signatures=(
            Signature(lines=("Xác nhận của", locality.committee), note="(Ký tên, đóng dấu)"),
            Signature(lines=("Người khai",), name=declarant, note="(Ký, ghi rõ họ tên)"),
        ),
    )
