"""Reports over HTTP: filing, reading, and the documents."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.reporting.indicators.period import Period
from services.reporting.listing import After, Limit, UnitCode, View, Viewed
from services.reporting.reports import commands, queries
from services.reporting.reports.book import TooManyRows, year_book
from services.reporting.reports.model import AlreadyFiled, NoSigner, NotBegun, Report, Span
from services.reporting.reports.place import UnnamedKind
from services.reporting.reports.printing import document_of, file_name
from services.reporting.scope import scope_of
from shared.documents import to_docx, to_pdf
from shared.errors import NotFound
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/reports", tags=["reports"])
downloads = APIRouter(tags=["documents"])

EXAMPLE = "0198c0de-0000-7000-8000-000000000010"
REPORT: JsonDict = {
    "id": EXAMPLE, "unit": "duong-quang", "span": "year", "year": 2025, "number": "01/BC-UBND",
    "title": "Báo cáo tổng kết năm 2025", "filed_on": "2025-12-26", "sha256": "0" * 64, "intact": True,
    "figures": {"tasks": [], "awards": [], "kinds": [], "lead_times": [], "shares": []}, "version": 1,
}  # fmt: skip
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ReportId = Annotated[str, Path(max_length=80, examples=[EXAMPLE])]
Line = Annotated[str, Field(min_length=1, max_length=1000)]


class Filing(Input):
    """A report to file."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit": "duong-quang", "span": "year", "year": 2025, "signer": "dq-chu-tich-01", "deputy": False,
                    "shortcomings": ["Một số ngành gửi báo cáo còn chậm."], "recommendations": [],
                }
            ]
        }
    )  # fmt: skip

    unit: str = Field(min_length=1, max_length=80, title="đơn vị")
    span: Span = Span.YEAR
    year: int = Field(ge=1945, le=9998, title="năm")
    signer: str = Field(default="", max_length=120, description="Subject; the first signer by name unless named.")
    deputy: bool = Field(default=False, description="Signs for the chair (KT. CHỦ TỊCH).")
    shortcomings: list[Line] = Field(default_factory=list, max_length=50)
    recommendations: list[Line] = Field(default_factory=list, max_length=50)


class ReportView(BaseModel):
    """A filed report. ``sha256`` is the digest of its figures, ``intact`` whether they still have it."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPORT]})

    id: str
    unit: str
    span: Span
    year: int
    number: str
    title: str
    filed_on: date
    sha256: str
    intact: bool
    figures: dict[str, Any]
    version: int

    @classmethod
    def of(cls, report: Report) -> ReportView:
        """The view of a report."""
        return cls(
            **report.model_dump(include={"id", "unit", "span", "year", "filed_on", "sha256", "version"}),
            number=report.reference,
            title=report.title,
            intact=report.intact,
            figures=report.figures.model_dump(mode="json"),
        )


class ReportList(BaseModel):
    """A page; ``after`` is the cursor of the next."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [REPORT], "after": None}]})

    items: list[ReportView]
    after: str | None


@router.post(
    "",
    status_code=201,
    response_model=ReportView,
    summary="File a report",
    responses=problems(AlreadyFiled, NotBegun, NoSigner, NotFound, UnnamedKind),
)
async def file(body: Filing, work: Work) -> ReportView | Response:
    """Puts down the figures of this moment under the next number. It cannot be changed afterwards."""
    return await work.do(
        commands.file,
        view=ReportView.of,
        resources=work.resources,
        unit=body.unit,
        span=body.span,
        year=body.year,
        signer=body.signer,
        deputy=body.deputy,
        shortcomings=tuple(body.shortcomings),
        recommendations=tuple(body.recommendations),
    )


@router.get("", summary="List reports", responses=problems(NotFound))
async def listed(view: Viewed, work: Work, after: After = None, limit: Limit = 50) -> ReportList:
    """Reports about the year, the newest first."""
    page = await queries.listed(work.reads, view, after=after, limit=limit)
    return ReportList(items=[ReportView.of(report) for report in page.items], after=page.after)


@router.get("/{report_id}", summary="Read a report", responses=problems(NotFound))
async def read(report_id: ReportId, work: Work, response: Response) -> ReportView:
    """One report with its figures; the ETag is its version."""
    report = await queries.get(work.reads, report_id, actor=work.actor)
    response.headers["ETag"] = f'"{report.version}"'
    return ReportView.of(report)


def _file(media_type: str, description: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI of an answer that is a file."""
    return {200: {"description": description, "content": {media_type: {"example": "(binary)"}}}}


@downloads.get(
    "/reports/{report_id}/document.docx",
    response_class=Response,
    summary="The report as DOCX",
    responses=problems(NotFound) | _file(DOCX, "The document"),
)
async def docx(report_id: ReportId, work: Work) -> Response:
    """The official document of a filed report, to be worked with."""
    report = await queries.get(work.reads, report_id, actor=work.actor)
    return _download(await asyncio.to_thread(to_docx, document_of(report)), DOCX, file_name(report, "docx"))


@downloads.get(
    "/reports/{report_id}/document.pdf",
    response_class=Response,
    summary="The report as PDF",
    responses=problems(NotFound) | _file(PDF, "The document"),
)
async def pdf(report_id: ReportId, work: Work) -> Response:
    """The official document of a filed report, to be printed and signed."""
    report = await queries.get(work.reads, report_id, actor=work.actor)
    return _download(await asyncio.to_thread(to_pdf, document_of(report)), PDF, file_name(report, "pdf"))


@downloads.get(
    "/years/{year}/workbook.xlsx",
    response_class=Response,
    summary="The year as a workbook",
    responses=problems(NotFound, TooManyRows) | _file(XLSX, "The workbook"),
)
async def workbook(
    year: Annotated[int, Path(ge=1945, le=9998, examples=[2025])], work: Work, unit: UnitCode = None
) -> Response:
    """Figures, dossiers, awards and tasks of the year as they are now."""
    period = Period.of_year(year)
    view = View(period, await scope_of(work.reads, work.actor, period, unit=unit))
    book = await year_book(work.reads, view, resources=work.resources, on=work.clock.today())
    chosen = view.scope.chosen or view.scope.single
    name = f"thi-dua-khen-thuong-{year}-{chosen.id if chosen else 'tat-ca'}.xlsx"
    from services.reporting.reports.workbook import to_xlsx  # large: loaded with the first workbook

    return _download(await asyncio.to_thread(to_xlsx, book), XLSX, name)


def _download(body: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "private"}
    return Response(body, media_type=media_type, headers=headers)
