"""Paragraphs of a DOCX: fonts, alignment, rules, fields. The low end of the DOCX renderer."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from shared.documents.blocks import Alignment
from shared.documents.layout import LAYOUT

FONT = "Times New Roman"
ALIGNMENTS = {
    Alignment.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Alignment.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Alignment.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Alignment.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# Mean advance of a letter in em; good enough to draw a rule of a third to a half of a line.
CAPITAL_WIDTH, SMALL_WIDTH = 0.70, 0.48


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """A WordprocessingML element: ``element("w:jc", val="center")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def write(paragraph: DocxParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    """Add a run; "\\n" becomes a line break."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    return run


def shape(
    paragraph: DocxParagraph,
    align: Alignment = Alignment.CENTER,
    *,
    before: float = 0,
    after: float = 0,
    indent: bool = False,
    keep_with_next: bool = False,
) -> DocxParagraph:
    """Set alignment, gaps in pt, the first line's indent."""
    form = paragraph.paragraph_format
    form.alignment = ALIGNMENTS[align]
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Mm(LAYOUT.first_line) if indent else None
    form.keep_with_next = keep_with_next or None
    form.line_spacing = 1.0
    return paragraph


def rule(paragraph: DocxParagraph, length: float, width: float) -> None:
    """Turn an empty paragraph into a centred line of ``length`` mm inside ``width`` mm.

    A bottom border between indents: it survives every word processor, unlike a drawn shape.
    """
    shape(paragraph)
    write(paragraph, "", 2)
    form = paragraph.paragraph_format
    form.line_spacing = Pt(3)
    side = max(0.0, (width - length) / 2)
    form.left_indent = form.right_indent = Mm(side)
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz=4, space=1, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def estimated_width(text: str, size: float) -> float:
    """About how long the longest line of ``text`` is, in mm."""
    widths = [sum(CAPITAL_WIDTH if letter.isupper() else SMALL_WIDTH for letter in line) for line in text.split("\n")]
    return max(widths) * size * 25.4 / 72


def page_number_field(paragraph: DocxParagraph) -> None:
    """A real PAGE field, so that the word processor counts."""
    shape(paragraph)
    for part in ("begin", None, "separate", "2", "end"):
        run = write(paragraph, "2" if part == "2" else "", LAYOUT.page_number)
        if part is None:
            code = element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)
        elif part != "2":
            run._r.append(element("w:fldChar", fldCharType=part))
