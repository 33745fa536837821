"""The official document of a filed report: always the same, because it is made of the report alone."""

from __future__ import annotations

from services.reporting.reports.model import SYMBOL, Report
from shared.documents import Imprint, OfficialDocument, year_report

KEPT = "Lưu: VT"


def document_of(report: Report) -> OfficialDocument:
    """The report as NĐ 30/2020/NĐ-CP lays it out."""
    head = report.letterhead
    return year_report(
        Imprint(locality=head.locality, number=report.number, date=report.filed_on),
        year=report.year,
        addressees=head.addressees,
        figures=report.figures,
        signer=head.signer,
        shortcomings=head.shortcomings,
        recommendations=head.recommendations,
        recipients=(KEPT,),
        symbol=SYMBOL,
        review=report.span.review,
        period=report.span.phrase(report.year),
    )


def file_name(report: Report, suffix: str) -> str:
    """ "bao-cao-05-BC-UBND-2025.pdf"."""
    return f"bao-cao-{report.reference.replace('/', '-')}-{report.filed_on.year}-{report.unit}.{suffix}"
