"""Figures of the page (NĐ 30/2020/NĐ-CP, annex I, part I, sections I, II and V); mm and pt."""

from __future__ import annotations

from shared.documents.text import Printed


class Layout(Printed):
    """The figures both renderers use. Where the decree gives a range, its own samples decided."""

    page_width: float = 210
    page_height: float = 297
    margin_top: float = 20
    margin_bottom: float = 20
    margin_left: float = 30
    margin_right: float = 15
    header_distance: float = 9
    issuer_share: float = 0.41

    motto_state: float = 12
    motto_words: float = 13
    issuer: float = 12
    number: float = 13
    place_date: float = 13
    title: float = 14
    body: float = 14
    table: float = 12
    signature: float = 14
    recipients_head: float = 12
    recipients: float = 11
    page_number: float = 13

    first_line: float = 12.7
    paragraph_gap: float = 6
    signature_room: float = 24

    @property
    def text_width(self) -> float:
        """Width between the margins of a portrait page, mm."""
        return self.page_width - self.margin_left - self.margin_right


LAYOUT = Layout()
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
