"""Setting a typst template as PDF. The typesetter is large and loaded at the first document: most never print one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shared.documents.fonts import document_fonts


def typeset(template: Path, inputs: dict[str, str]) -> bytes:
    """The PDF of a template with its inputs; the same inputs give the same bytes. Raises FontMissing."""
    import typst

    compiler = typst.Compiler(
        input=_text_of(template), font_paths=document_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave pages instead of one PDF")
    return pdf


@cache
def _text_of(template: Path) -> bytes:
    return template.read_bytes()
