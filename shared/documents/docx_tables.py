"""Tables of a DOCX: the ruled ones of the body, and the invisible ones that hold head and signatures."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from shared.documents.blocks import Alignment, Column, Table
from shared.documents.docx_text import element, shape, write
from shared.documents.layout import LAYOUT


def invisible_table(document: Document, rows: int, widths: Sequence[float]) -> DocxTable:
    """A table without lines, with columns of the given mm, kept together on a page."""
    table: DocxTable = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fix_widths(table, widths)
    for row in table.rows:
        _never_split(row)
    return table


def add_table(document: Document, it: Table, width: float) -> None:
    """A ruled table over ``width`` mm whose heading repeats on every page and whose rows never split."""
    if it.caption:
        caption = shape(document.add_paragraph(), before=LAYOUT.paragraph_gap, keep_with_next=True)
        write(caption, it.caption, LAYOUT.table, bold=True)
    share = width / sum(column.width for column in it.columns)
    table = document.add_table(rows=1, cols=len(it.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    heading = table.rows[0]
    heading._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
    _fill(heading, [column.title for column in it.columns], it.columns, bold=True, center=True)
    for group in it.groups:
        if group.title:
            _spanning(table.add_row(), group.title)
        for cells in group.rows:
            _fill(table.add_row(), cells, it.columns)
    if it.totals is not None:
        _fill(table.add_row(), it.totals, it.columns, bold=True)
    _fix_widths(table, [column.width * share for column in it.columns])
    # Two tables would grow together, and text would touch the last line.
    shape(document.add_paragraph(), after=0).paragraph_format.line_spacing = Mm(2)


def _fill(
    row: _Row, texts: Sequence[str], columns: Sequence[Column], *, bold: bool = False, center: bool = False
) -> None:
    _never_split(row)
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        align = Alignment.CENTER if center else column.align
        _write_cell(cell, text, align, bold=bold)


def _spanning(row: _Row, text: str) -> None:
    _never_split(row)
    whole = row.cells[0].merge(row.cells[-1])
    _write_cell(whole, text, Alignment.LEFT, bold=True)
    whole.paragraphs[0].paragraph_format.keep_with_next = True


def _write_cell(cell: _Cell, text: str, align: Alignment, *, bold: bool) -> None:
    """One text in the middle of a cell of a ruled table."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = shape(cell.paragraphs[0], align, before=2, after=2)
    write(paragraph, text, LAYOUT.table, bold=bold)


def _never_split(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))


def _fix_widths(table: DocxTable, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            if cell.grid_span == 1:
                cell.width = Mm(width)
