"""Official documents as PDF, set by typst."""

from __future__ import annotations

import json
from pathlib import Path

from shared.documents.fonts import FAMILY
from shared.documents.layout import LAYOUT, MOTTO, STATE
from shared.documents.official import OfficialDocument
from shared.documents.typesetting import typeset

TEMPLATE = Path(__file__).with_name("official.typ")


def to_pdf(document: OfficialDocument) -> bytes:
    """Set the document as PDF; the same document gives the same bytes.

    Blocks for as long as typesetting takes (tens of milliseconds): call it through
    ``asyncio.to_thread`` from a coroutine. Raises FontMissing when the font is not installed.
    """
    return typeset(
        TEMPLATE,
        {
            "document": document.model_dump_json(),
            "layout": LAYOUT.model_dump_json(),
            "words": _words(document),
        },
    )


def _words(document: OfficialDocument) -> str:
    """What the template prints but the model only implies."""
    issued = None if document.place_date is None else document.place_date.date
    return json.dumps(
        {
            "font": FAMILY,
            "state": STATE,
            "motto": MOTTO,
            "number": document.number.text if document.number else "",
            "place_date": document.place_date.text if document.place_date else None,
            "issued": issued and {"year": issued.year, "month": issued.month, "day": issued.day},
        }
    )
