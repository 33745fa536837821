"""The two ways to print. What they need is large and loaded at the first document: most processes never print one."""

from __future__ import annotations

from shared.documents.official import OfficialDocument


def to_pdf(document: OfficialDocument) -> bytes:
    """Set the document as PDF; the same document gives the same bytes.

    Blocks for as long as typesetting takes (tens of milliseconds): call it through
    ``asyncio.to_thread`` from a coroutine. Raises FontMissing when the font is not installed.
    """
    from shared.documents.pdf import typeset

    return typeset(document)


def to_docx(document: OfficialDocument) -> bytes:
    """Write the document as DOCX in Times New Roman; the same document gives the same bytes.

    Blocks for tens of milliseconds (a long list: some hundreds): call it through ``asyncio.to_thread``
    from a coroutine.
    """
    from shared.documents.word import write_docx

    return write_docx(document)
