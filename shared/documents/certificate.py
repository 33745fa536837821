"""Giấy khen, bằng khen, giấy chứng nhận: one page to hang on a wall, with a QR code to check it by."""

from __future__ import annotations

import json
from pathlib import Path

from shared.documents.dates import PlaceDate
from shared.documents.fonts import FAMILY
from shared.documents.layout import MOTTO, STATE
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text
from shared.documents.typesetting import typeset

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
    words = {"font": FAMILY, "state": STATE, "motto": MOTTO}
    return typeset(TEMPLATE, {"pages": json.dumps(pages, ensure_ascii=False), "words": json.dumps(words)})
