"""Places that issue documents, the people who sign for them, and the imprint of one document."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from shared.documents.dates import PlaceDate, date_phrase
from shared.documents.official import DocumentNumber, Issuer
from shared.documents.signature import Signature
from shared.documents.text import NonEmptyText, Printed, Text

LocalityKind = Literal["xã", "phường", "thị trấn", "đặc khu", "thị xã", "huyện", "quận", "thành phố", "tỉnh"]


class Locality(Printed):
    """An administrative unit, and what its bodies are called: ``Locality(kind="xã", name="Dương Quang")``."""

    kind: LocalityKind
    name: NonEmptyText

    @property
    def full_name(self) -> str:
        """ "xã Dương Quang"."""
        return f"{self.kind} {self.name}"

    @property
    def committee(self) -> str:
        """ "Ủy ban nhân dân xã Dương Quang"."""
        return f"Ủy ban nhân dân {self.full_name}"

    @property
    def chair(self) -> str:
        """ "Chủ tịch Ủy ban nhân dân xã Dương Quang"."""
        return f"Chủ tịch {self.committee}"

    @property
    def council(self) -> str:
        """ "Hội đồng Thi đua - Khen thưởng xã Dương Quang"."""
        return f"Hội đồng Thi đua - Khen thưởng {self.full_name}"

    @property
    def committee_issuer(self) -> Issuer:
        """The People's Committee as issuer, on two lines; it names no body above itself."""
        return Issuer(body=f"Ủy ban nhân dân\n{self.full_name}")

    @property
    def council_issuer(self) -> Issuer:
        """The emulation council as issuer, under the People's Committee that it advises."""
        return Issuer(superior=self.committee_issuer.body, body="Hội đồng\nThi đua - Khen thưởng")


class Signer(Printed):
    """Who signs: a post and a name; ``head`` is the post signed for when a deputy does it."""

    name: Text = ""
    post: NonEmptyText = "Chủ tịch"
    head: Text = ""

    def personally(self) -> Signature:
        """In the head's own power: "CHỦ TỊCH", or "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"."""
        if self.head:
            return Signature.deputy(self.head, self.post, self.name)
        return Signature.personal(self.post, self.name)

    def on_behalf(self, body: str) -> Signature:
        """For a collective body: "TM. ỦY BAN NHÂN DÂN", then the post."""
        if self.head:
            return Signature.deputy(self.head, self.post, self.name, body=body)
        return Signature.on_behalf(body, self.post, self.name)


class Imprint(Printed):
    """Where a document comes from: its place, its number, its date.

    Number and date stay empty on a draft; then ``year`` must be given.
    """

    locality: Locality
    number: int | None = Field(default=None, ge=1)
    date: dt.date | None = None
    year: int | None = Field(default=None, ge=1945, le=9999)

    @model_validator(mode="after")
    def _year_known(self) -> Self:
        if self.date is None and self.year is None:
            raise ValueError("a draft without date needs its year")
        if self.date is not None and self.year not in {None, self.date.year}:
            raise ValueError(f"dated {self.date}, but said to be of {self.year}")
        return self

    @property
    def place_date(self) -> PlaceDate:
        """The line under the motto."""
        if self.date is not None:
            return PlaceDate.on(self.locality.name, self.date)
        assert self.year is not None
        return PlaceDate(place=self.locality.name, year=self.year)

    def numbered(self, symbol: str) -> DocumentNumber:
        """The number with a symbol such as "QĐ-UBND"."""
        return DocumentNumber(number=self.number, symbol=symbol)

    def annex_reference(self, kind: str, symbol: str, author: str) -> str:
        """ "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2025 của …)"."""
        dated = date_phrase(self.date, year=self.place_date.year)
        return f"(Kèm theo {kind} số {self.numbered(symbol).reference} {dated} của {author})"
