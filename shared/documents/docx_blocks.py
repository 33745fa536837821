"""The parts of an official document as DOCX, from the head to the signatures."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from shared.documents.blocks import Alignment, Article, Block, Heading, ItemList, Paragraph, Table
from shared.documents.docx_tables import add_table, invisible_table
from shared.documents.docx_text import estimated_width, rule, shape, write
from shared.documents.layout import LAYOUT, MOTTO, STATE
from shared.documents.official import OfficialDocument
from shared.documents.signature import Signature

MOTTO_LENGTH = 56  # mm, of the motto in bold 13 pt
ADDRESS_MARGIN = 30  # mm
ADDRESS_WORDS = 18  # mm, of "Kính gửi" in 14 pt: the dashes stand under its colon


def add_head(made: Document, document: OfficialDocument) -> None:
    """Issuer and number left, state and motto and date right; without an issuer the motto in the middle.

    Above them stands the number of a statutory form.
    """
    if document.form:
        write(shape(made.add_paragraph(), Alignment.RIGHT), document.form, LAYOUT.number, bold=True)
    if document.issuer is None:
        _head_of_a_citizen(made, document)
        return
    left = LAYOUT.text_width * LAYOUT.issuer_share
    right = LAYOUT.text_width - left
    table = invisible_table(made, 2, (left, right))
    issuer, motto, number, dated = (cell for row in table.rows for cell in row.cells)
    body = document.issuer.body
    if document.issuer.superior:
        _line(issuer, document.issuer.superior, LAYOUT.issuer)
    _line(issuer, body, LAYOUT.issuer, bold=True)
    rule(issuer.add_paragraph(), estimated_width(body, LAYOUT.issuer) * 0.4, left)
    _line(motto, STATE, LAYOUT.motto_state, bold=True)
    _line(motto, MOTTO, LAYOUT.motto_words, bold=True)
    rule(motto.add_paragraph(), MOTTO_LENGTH, right)
    if document.number:
        _line(number, document.number.text, LAYOUT.number, before=6)
    if document.place_date:
        _line(dated, document.place_date.text, LAYOUT.place_date, italic=True, before=6)


def _head_of_a_citizen(made: Document, document: OfficialDocument) -> None:
    write(shape(made.add_paragraph()), STATE, LAYOUT.motto_state, bold=True)
    write(shape(made.add_paragraph()), MOTTO, LAYOUT.motto_words, bold=True)
    rule(made.add_paragraph(), MOTTO_LENGTH, LAYOUT.text_width)
    if document.place_date:
        dated = shape(made.add_paragraph(), Alignment.RIGHT, before=6)
        write(dated, document.place_date.text, LAYOUT.place_date, italic=True)


def add_title(made: Document, title: str, subject: str, reference: str = "") -> None:
    """Type, subject, for annexes the reference; a rule below."""
    size = LAYOUT.title
    write(shape(made.add_paragraph(), before=18), title, size, bold=True)
    if subject:
        paragraph = shape(made.add_paragraph())
        # A little narrower than the page, so that the lines break where the eye expects it.
        side = Mm(LAYOUT.text_width * 0.06)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        write(paragraph, subject, size, bold=True)
    if reference:
        write(shape(made.add_paragraph()), reference, size, italic=True)
    length = min(estimated_width(subject or title, size), LAYOUT.text_width) * 0.38
    rule(made.add_paragraph(), length, LAYOUT.text_width)
    shape(made.add_paragraph()).paragraph_format.line_spacing = Mm(3)


def add_opening(made: Document, document: OfficialDocument) -> None:
    """Addressees, competence, legal bases, "QUYẾT ĐỊNH:"."""
    _addressees(made, document.addressees)
    if document.competence:
        paragraph = shape(made.add_paragraph(), after=LAYOUT.paragraph_gap * 2)
        write(paragraph, document.competence, LAYOUT.body, bold=True)
    for basis in document.bases:
        write(_running(made), basis, LAYOUT.body, italic=True)
    if document.enacting:
        gap = LAYOUT.paragraph_gap
        paragraph = shape(made.add_paragraph(), before=gap, after=gap * 2, keep_with_next=True)
        write(paragraph, document.enacting, LAYOUT.body, bold=True)


def add_blocks(made: Document, blocks: Sequence[Block], width: float, *, cling: bool) -> None:
    """The body; with ``cling`` its last paragraph stays on the page of the signatures."""
    for block in blocks:
        _add_block(made, block, width)
    if cling and not isinstance(blocks[-1], Table):
        made.paragraphs[-1].paragraph_format.keep_with_next = True


def add_closing(made: Document, document: OfficialDocument) -> None:
    """Recipients left of the one signature, or several signatures above the recipients."""
    shape(made.add_paragraph(), keep_with_next=True).paragraph_format.line_spacing = Mm(3)
    signatures, width = document.signatures, LAYOUT.text_width
    if len(signatures) == 1:
        table = invisible_table(made, 2, (width * 0.45, width * 0.55))
        _sign(table, signatures, first_column=1)
        _recipients(table.cell(0, 0).merge(table.cell(1, 0)), document.recipients)
        return
    rows = 3 if document.recipients else 2
    table = invisible_table(made, rows, (width / len(signatures),) * len(signatures))
    _sign(table, signatures, first_column=0)
    if document.recipients:
        whole = table.cell(2, 0).merge(table.cell(2, len(signatures) - 1))
        _recipients(whole, document.recipients, before=LAYOUT.paragraph_gap * 2)


def _add_block(made: Document, block: Block, width: float) -> None:
    match block:
        case Paragraph():
            indent = block.indent and block.align is Alignment.JUSTIFY
            paragraph = shape(made.add_paragraph(), block.align, after=LAYOUT.paragraph_gap, indent=indent)
            if block.lead:
                write(paragraph, f"{block.lead} ", LAYOUT.body, bold=True)
            write(paragraph, block.text, LAYOUT.body, bold=block.bold, italic=block.italic)
        case Article():
            paragraph = _running(made)
            write(paragraph, f"Điều {block.number}. ", LAYOUT.body, bold=True)
            write(paragraph, block.text, LAYOUT.body)
        case Heading():
            paragraph = shape(
                made.add_paragraph(),
                Alignment.LEFT,
                after=LAYOUT.paragraph_gap,
                indent=True,
                keep_with_next=True,
            )
            write(paragraph, f"{block.marker} {block.text}".strip(), LAYOUT.body, bold=True)
        case ItemList():
            for item in block.items:
                write(_running(made), f"{item.marker} {item.text}", LAYOUT.body)
        case Table():
            add_table(made, block, width)


def _running(made: Document) -> DocxParagraph:
    return shape(made.add_paragraph(), Alignment.JUSTIFY, after=LAYOUT.paragraph_gap, indent=True)


def _addressees(made: Document, names: Sequence[str]) -> None:
    if len(names) == 1:
        paragraph = shape(made.add_paragraph(), after=LAYOUT.paragraph_gap * 2)
        write(paragraph, f"Kính gửi: {names[0]}", LAYOUT.body)
        return
    if not names:
        return
    heading = shape(made.add_paragraph(), Alignment.LEFT)
    heading.paragraph_format.left_indent = Mm(ADDRESS_MARGIN)
    write(heading, "Kính gửi:", LAYOUT.body)
    for index, name in enumerate(names, 1):
        after = LAYOUT.paragraph_gap * 2 if index == len(names) else 0
        paragraph = shape(made.add_paragraph(), Alignment.LEFT, after=after)
        paragraph.paragraph_format.left_indent = Mm(ADDRESS_MARGIN + ADDRESS_WORDS)
        write(paragraph, f"- {name}", LAYOUT.body)


def _line(cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0) -> None:
    """A centred line at the end of a cell; the empty paragraph that every cell begins with is used up."""
    fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
    write(shape(paragraph, before=before, keep_with_next=True), text, size, bold=bold, italic=italic)


def _sign(table: DocxTable, signatures: Sequence[Signature], *, first_column: int) -> None:
    """Posts in the first row, names in the second: the names stand on one line."""
    room = LAYOUT.signature_room * 72 / 25.4
    for column, signature in enumerate(signatures, first_column):
        for line in signature.lines:
            _line(table.cell(0, column), line, LAYOUT.signature, bold=True)
        if signature.note:
            _line(table.cell(0, column), signature.note, LAYOUT.signature, italic=True)
        _line(table.cell(1, column), signature.name, LAYOUT.signature, bold=True, before=room)


def _recipients(cell: _Cell, names: Sequence[str], *, before: float = 0) -> None:
    if not names:
        return
    paragraph = shape(cell.paragraphs[0], Alignment.LEFT, before=before)
    write(paragraph, "Nơi nhận:", LAYOUT.recipients_head, bold=True, italic=True)
    for name in names:
        write(shape(cell.add_paragraph(), Alignment.LEFT), f"- {name}", LAYOUT.recipients)
