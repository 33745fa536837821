"""Báo cáo sơ kết, tổng kết: figures as they were on the day of filing, under a number, with their digest."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.reporting.indicators.period import Period
from shared.aggregate import Aggregate
from shared.documents import DocumentNumber, Locality, Signer, YearFigures
from shared.errors import Conflict, RuleBroken
from shared.events import Level
from shared.events.reporting import ReportFiled

SYMBOL = "BC-UBND"


class Span(StrEnum):
    """What a report is about."""

    YEAR = "year"
    """Tổng kết năm."""
    HALF_YEAR = "half_year"
    """Sơ kết 6 tháng đầu năm."""

    def of(self, year: int) -> Period:
        """The days it is about."""
        return Period.of_year(year) if self is Span.YEAR else Period.first_half(year)

    @property
    def review(self) -> str:
        """The word of the heading."""
        return "Tổng kết" if self is Span.YEAR else "Sơ kết"

    def phrase(self, year: int) -> str:
        """ "năm 2025", "6 tháng đầu năm 2025"."""
        return f"năm {year}" if self is Span.YEAR else f"6 tháng đầu năm {year}"


class AlreadyFiled(Conflict):
    code = "report.filed"
    title_vi = "Báo cáo {phrase} đã nộp, số {number}. Báo cáo đã nộp không sửa được nữa."
    title_en = "The report for {phrase} has been filed as {number}. A filed report cannot be changed."


class NotBegun(RuleBroken):
    code = "report.not_begun"
    title_vi = "Chưa đến {phrase} nên chưa lập được báo cáo."
    title_en = "The report for {phrase} cannot be filed before that time has begun."


class NoSigner(RuleBroken):
    code = "report.no_signer"
    title_vi = "{unit} chưa có người ký đang giữ chức vụ đó. Hãy kiểm tra danh sách chức vụ."
    title_en = "{unit} has no such signer in office. Check the directory."


class Letterhead(BaseModel):
    """What is printed around the figures."""

    model_config = ConfigDict(frozen=True)

    locality: Locality
    addressees: tuple[str, ...]
    signer: Signer
    shortcomings: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


def digest(figures: YearFigures) -> str:
    """SHA-256 of the figures in one canonical form: keys sorted, no spaces, UTF-8."""
    plain = figures.model_dump(mode="json")
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Report(Aggregate):
    """Báo cáo đã nộp. One for each unit, span and year; there is no way to change it."""

    kind: ClassVar[str] = "report"
    collection: ClassVar[str] = "reports"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("!", "unit", "span", "year"),)

    span: Span
    year: int
    number: int
    filed_on: date
    filed_by: str
    figures: YearFigures
    sha256: str
    letterhead: Letterhead

    @classmethod
    def file(
        cls,
        *,
        unit: str,
        level: Level,
        span: Span,
        year: int,
        number: int,
        on: date,
        by: str,
        figures: YearFigures,
        letterhead: Letterhead,
    ) -> Report:
        """Put the figures down as they are today; raises NotBegun."""
        cls.require(span.of(year).start <= on, NotBegun(phrase=span.phrase(year)))
        report = cls(
            unit=unit,
            level=level,
            span=span,
            year=year,
            number=number,
            filed_on=on,
            filed_by=by,
            figures=figures,
            sha256=digest(figures),
            letterhead=letterhead,
        )
        report.record(
            ReportFiled(
                report=report.id,
                kind=span.value,
                unit=unit,
                year=year,
                number=report.reference,
                filed_on=on,
                sha256=report.sha256,
            )
        )
        return report

    @property
    def reference(self) -> str:
        """ "05/BC-UBND"."""
        return DocumentNumber(number=self.number, symbol=SYMBOL).reference

    @property
    def title(self) -> str:
        """As lists name it."""
        return f"Báo cáo {self.span.review.lower()} {self.span.phrase(self.year)}"

    @property
    def intact(self) -> bool:
        """Whether the figures are still those that the digest was taken of."""
        return digest(self.figures) == self.sha256
