"""Giấy khen, bằng khen, giấy chứng nhận: one page to hang on a wall, with a QR code to check it by."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from shared.documents.dates import PlaceDate
from shared.documents.fonts import FAMILY, document_fonts
from shared.documents.layout import MOTTO, STATE
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text

TEMPLATE = Path(__file__).with_name("certificate.typ")


class Certificate(Printed):
    """What the page says. ``title`` is GIẤY KHEN, ``authority`` who gives; ``verb`` stands between them.

    ``qr`` is an SVG of dark modules on nothing; ``code`` the same for people who type.
    """

    authority: NonEmptyText
    verb: NonEmptyText = "Tặng"
    title: NonEmptyText
    name: NonEmptyText
    detail: Text = ""
    merit: Text = ""
    reference: NonEmptyText
    place_date: PlaceDate
    signature: Signature
    code: NonEmptyText
    check: NonEmptyText
    qr: str


def certificates_pdf(certificates: tuple[Certificate, ...]) -> bytes:
    """One page for each, A4 across; the same certificates give the same bytes. Blocks: use ``asyncio.to_thread``."""
    pages = [one.model_dump(mode="json") | {"place_date": one.place_date.text} for one in certificates]
    compiler = typst.Compiler(
        input=_template(),
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "pages": json.dumps(pages, ensure_ascii=False),
            "words": json.dumps({"font": FAMILY, "state": STATE, "motto": MOTTO}),
        },
    )
    pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave pages instead of one PDF")
    return pdf


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
