"""Official documents as DOCX, for whoever has to go on editing them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from shared.documents.docx_blocks import add_blocks, add_closing, add_head, add_opening, add_title
from shared.documents.docx_text import FONT, element, page_number_field, shape, write
from shared.documents.layout import LAYOUT
from shared.documents.official import Annex, OfficialDocument
from shared.documents.punctuation import roman

# ZIP knows no earlier moment; a fixed one makes equal documents equal files.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(document: OfficialDocument) -> bytes:
    """The DOCX of a document: see ``shared.documents.to_docx``."""
    made = docx.Document()
    _styles(made)
    _properties(made, document)
    _page(made.sections[0], landscape=False)
    add_head(made, document)
    add_title(made, document.title, document.subject)
    add_opening(made, document)
    add_blocks(made, document.body, LAYOUT.text_width, cling=True)
    add_closing(made, document)
    for number, annex in enumerate(document.annexes, 1):
        _annex(made, annex, number if len(document.annexes) > 1 else None)
    return _packed(made)


def _styles(made: Document) -> None:
    style = made.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(LAYOUT.body)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.element.get_or_add_rPr().append(element("w:lang", val="vi-VN"))


def _properties(made: Document, document: OfficialDocument) -> None:
    issued = document.place_date.date if document.place_date else None
    moment = dt.datetime.combine(issued or dt.date(1980, 1, 1), dt.time(), dt.UTC)
    properties = made.core_properties
    properties.title = " ".join(filter(None, (document.title, document.subject)))[:255]
    properties.author = document.issuer.body.replace("\n", " ")[:255] if document.issuer else ""
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = moment


def _page(section: Section, *, landscape: bool) -> None:
    width, height = Mm(LAYOUT.page_width), Mm(LAYOUT.page_height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(LAYOUT.margin_top), Mm(LAYOUT.margin_bottom)
    section.left_margin, section.right_margin = Mm(LAYOUT.margin_left), Mm(LAYOUT.margin_right)
    section.header_distance = Mm(LAYOUT.header_distance)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    page_number_field(section.header.paragraphs[0])


def _annex(made: Document, annex: Annex, number: int | None) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=annex.landscape)
    # The schema wants pgNumType before these.
    section._sectPr.insert_element_before(element("w:pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid")
    if number is not None:
        label = shape(made.add_paragraph())
        write(label, f"Phụ lục {roman(number)}", LAYOUT.title, bold=True)
    add_title(made, annex.title, annex.subject, annex.reference)
    page = LAYOUT.page_height if annex.landscape else LAYOUT.page_width
    add_blocks(made, annex.blocks, page - LAYOUT.margin_left - LAYOUT.margin_right, cling=False)


def _packed(made: Document) -> bytes:
    raw, packed = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, EPOCH), source.read(entry), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
