"""Official documents as PDF, set by typst."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from shared.documents.fonts import FAMILY, document_fonts
from shared.documents.layout import LAYOUT, MOTTO, STATE
from shared.documents.official import OfficialDocument

TEMPLATE = Path(__file__).with_name("official.typ")


def typeset(document: OfficialDocument) -> bytes:
    """The PDF of a document: see ``shared.documents.to_pdf``."""
    compiler = typst.Compiler(
        input=_template(),
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "document": document.model_dump_json(),
            "layout": LAYOUT.model_dump_json(),
            "words": _words(document),
        },
    )
    pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave pages instead of one PDF")
    return pdf


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


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
