"""How dates are written (NĐ 30/2020/NĐ-CP, annex I, part I, II.4b).

Days below 10 and the months 1 and 2 carry a leading zero; the other months do not.
"""

from __future__ import annotations

import datetime as dt
from typing import Self

from pydantic import Field, model_validator

from shared.documents.text import NonEmptyText, Printed

BLANK = "     "


def day_text(day: int) -> str:
    """7 → "07", 17 → "17"."""
    return f"{day:02d}"


def month_text(month: int) -> str:
    """2 → "02", 3 → "3"."""
    return f"{month:02d}" if month <= 2 else str(month)


def date_phrase(date: dt.date | None, *, year: int | None = None) -> str:
    """5 January 2025 → "ngày 05 tháng 01 năm 2025"; ``None`` leaves room to write by hand."""
    if date is None:
        return f"ngày{BLANK}tháng{BLANK}năm {year or BLANK.strip()}".rstrip()
    return f"ngày {day_text(date.day)} tháng {month_text(date.month)} năm {date.year}"


def moment_phrase(moment: dt.datetime) -> str:
    """→ "08 giờ 30 phút, ngày 05 tháng 01 năm 2025"; the moment must be in local (legal) time already."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {date_phrase(moment.date())}"


class PlaceDate(Printed):
    """Place and date of issue; without a day, or without day and month, it is filled in by hand later."""

    place: NonEmptyText
    year: int = Field(ge=1945, le=9999)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)

    @classmethod
    def on(cls, place: str, date: dt.date) -> Self:
        """Place and a full date."""
        return cls(place=place, year=date.year, month=date.month, day=date.day)

    @model_validator(mode="after")
    def _date_exists(self) -> Self:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        if self.day is not None and self.month is not None:
            dt.date(self.year, self.month, self.day)
        return self

    @property
    def date(self) -> dt.date | None:
        """The date when it is complete."""
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    @property
    def text(self) -> str:
        """ "Dương Quang, ngày 05 tháng 01 năm 2025"."""
        day = BLANK if self.day is None else f" {day_text(self.day)} "
        month = BLANK if self.month is None else f" {month_text(self.month)} "
        return f"{self.place}, ngày{day}tháng{month}năm {self.year}"
