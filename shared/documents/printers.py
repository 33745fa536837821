"""The two ways to print. What writes DOCX is large and loaded at the first document: most processes never write one."""

from __future__ import annotations

from shared.documents.official import OfficialDocument
from shared.documents.pdf import to_pdf

__all__ = ["to_docx", "to_pdf"]


def to_docx(document: OfficialDocument) -> bytes:
    """Write the document as DOCX in Times New Roman; the same document gives the same bytes.

    Blocks for tens of milliseconds (a long list: some hundreds): call it through ``asyncio.to_thread``
    from a coroutine.
    """
    from shared.documents.word import write_docx

    return write_docx(document)
