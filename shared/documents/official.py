"""One official document under NĐ 30/2020/NĐ-CP (annexes I and III), independent of how it is printed."""

from __future__ import annotations

from pydantic import Field, field_validator

from shared.documents.blocks import Block
from shared.documents.dates import BLANK, PlaceDate
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text


class Issuer(Printed):
    """Who issues: the body, and the body directly above it where the rules want it named.

    Written in capitals; "\\n" breaks a long name. A People's Committee names no body above itself.
    """

    body: NonEmptyText
    superior: Text = ""

    @field_validator("body", "superior")
    @classmethod
    def _capitals(cls, value: str) -> str:
        return value.upper()


class DocumentNumber(Printed):
    """Number and symbol: 5 with "QĐ-UBND" is "Số: 05/QĐ-UBND"; ``None`` leaves the number blank."""

    number: int | None = Field(default=None, ge=1)
    symbol: str = Field(pattern=r"^[^\s/-]+(-[^\s/-]+)*$")

    @property
    def reference(self) -> str:
        """ "05/QĐ-UBND", as other texts cite it."""
        figure = BLANK if self.number is None else f"{self.number:02d}"
        return f"{figure}/{self.symbol}"

    @property
    def text(self) -> str:
        """ "Số: 05/QĐ-UBND", as the head of the document shows it."""
        return f"Số: {self.reference}"


class Annex(Printed):
    """An annex on pages of its own, numbered on their own (annex I, part I, III.1)."""

    title: NonEmptyText
    subject: Text = ""
    reference: Text = Field(default="", description="the line (Kèm theo Quyết định số …)")
    blocks: tuple[Block, ...] = Field(min_length=1)
    landscape: bool = False


class OfficialDocument(Printed):
    """Everything that is printed, in the order of the page.

    ``competence`` is the power that decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …"), ``bases`` are the legal
    bases without closing punctuation, the proposal ("Theo đề nghị của …") last; ``enacting`` is
    "QUYẾT ĐỊNH:". One signature stands right of the recipients; several stand side by side above them.
    Minutes have no ``place_date``: they tell their time in the text. Achievement reports have no ``number``, what a
    citizen declares has neither number nor issuer; ``form`` is that of the statutory form they follow ("Mẫu số 05").
    """

    issuer: Issuer | None = None
    number: DocumentNumber | None = None
    form: Text = ""
    place_date: PlaceDate | None = None
    title: NonEmptyText
    subject: Text = ""
    addressees: tuple[NonEmptyText, ...] = ()
    competence: Text = ""
    bases: tuple[NonEmptyText, ...] = ()
    enacting: Text = ""
    body: tuple[Block, ...] = Field(min_length=1)
    signatures: tuple[Signature, ...] = Field(min_length=1, max_length=3)
    recipients: tuple[NonEmptyText, ...] = ()
    annexes: tuple[Annex, ...] = ()
