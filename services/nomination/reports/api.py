"""The achievement report over HTTP: its sections with guidance, writing one, printing the whole."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from services.nomination.councils.minutes_api import TYPES
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.api import WRITE, DossierId
from services.nomination.dossiers.model import Dossier
from services.nomination.reports import commands, queries
from services.nomination.reports.errors import NoReport, SectionTooLong, UnknownSection
from services.nomination.reports.model import Report, Result, Written
from services.nomination.reports.printing import Places, official_report
from shared.documents import to_docx, to_pdf
from shared.errors import NotFound
from shared.law import Law, PastAward
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/dossiers", tags=["reports"])
SectionId = Annotated[str, Path(max_length=80, examples=["person-merit"])]
Text = Annotated[str, Field(max_length=20_000)]


class ResultInput(Input):
    """A line of the table of results."""

    year: int = Field(ge=1945, le=2200)
    target: str = Field("", max_length=2000)
    figure: str = Field("", max_length=2000)


class SectionInput(Input):
    """What stands in a section, by its shape: running text, labelled lines, or results by year."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "results": [
                        {
                            "year": 2025,
                            "target": "Học sinh hoàn thành chương trình lớp học",
                            "figure": "32/32, đạt 100%",
                        }
                    ]
                }
            ]
        }
    }

    text: Text = ""
    fields: dict[Annotated[str, Field(max_length=200)], Text] = Field(default_factory=dict, max_length=30)
    results: list[ResultInput] = Field(default_factory=list, max_length=commands.MOST_RESULTS)


class SectionView(BaseModel):
    """A section: what it asks for, what stands in it, and in ``lack`` what it still needs."""

    id: str
    chapter_vi: str
    title_vi: str
    title_en: str
    shape: str
    fields: tuple[str, ...]
    guidance_vi: str
    guidance_en: str
    required: bool
    least: int
    most: int
    citation: str
    verified: bool
    text: str
    filled: dict[str, str]
    results: tuple[Result, ...]
    lack: str

    @classmethod
    def of(cls, written: Written) -> Self:
        """The view of a section."""
        row, entry = written.section, written.entry
        return cls(
            **row.model_dump(
                include={"id", "chapter_vi", "shape", "fields", "guidance_vi", "guidance_en", "required", "least"}
                | {"most", "citation"}
            ),
            title_vi=row.vi,
            title_en=row.en,
            verified=row.verified,
            text=entry.text,
            filled=entry.fields,
            results=entry.results,
            lack=written.lack,
        )


class ReportView(BaseModel):
    """A report as far as it is written; ``needed`` sections must be, ``lacking`` of them are not yet."""

    form: str
    name_vi: str
    number: str | None
    complete: bool
    needed: int
    lacking: int
    sections: list[SectionView]
    past: list[PastAward]

    @classmethod
    def of(cls, report: Report, past: tuple[PastAward, ...] = ()) -> Self:
        """The view of a report."""
        return cls(
            form=report.form.code,
            name_vi=report.form.name_vi,
            number=report.form.number,
            complete=report.complete,
            needed=len(report.needed),
            lacking=len(report.lacking),
            sections=[SectionView.of(one) for one in report.sections],
            past=list(past),
        )


@router.get("/{dossier_id}/report", summary="Read the achievement report", responses=problems(NotFound, NoReport))
async def show(dossier_id: DossierId, work: Work) -> ReportView:
    """Its sections as the law asks for them, what is written, and the past awards out of the register."""
    dossier = await dossiers.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    report = _report(work.resources.law, dossier, work)
    return ReportView.of(report, await queries.history(work.reads, dossier))


@router.put(
    "/{dossier_id}/report/{section}",
    summary="Write a section of the report",
    response_model=SectionView,
    responses=problems(*WRITE, NoReport, UnknownSection, SectionTooLong),
)
async def write(dossier_id: DossierId, section: SectionId, body: SectionInput, work: Work) -> SectionView | Response:
    """Replaces what stood there; all empty takes it off."""
    law: Law = work.resources.law

    def view(dossier: Dossier) -> SectionView:
        report = _report(law, dossier, work)
        return next(SectionView.of(one) for one in report.sections if one.section.id == section)

    return await work.do(
        commands.write,
        view=view,
        law=law,
        dossier_id=dossier_id,
        section=section,
        text=body.text,
        fields=body.fields,
        results=[Result.model_validate(one.model_dump()) for one in body.results],
    )


@router.get(
    "/{dossier_id}/report/document.{kind}",
    summary="Print the achievement report",
    responses=problems(NotFound, NoReport),
    response_class=Response,
)
async def document(dossier_id: DossierId, kind: Literal["pdf", "docx"], work: Work) -> Response:
    """In the layout of the statutory form, with what is written so far."""
    dossier = await dossiers.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    law, today = work.resources.law, work.clock.today()
    report = _report(law, dossier, work)
    past = await queries.history(work.reads, dossier)
    places = await Places.of(work.reads, dossier)
    printed = official_report(dossier, report, past, places=places, law=law, today=today)
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed)
    headers = {"Content-Disposition": f'inline; filename="bao-cao-thanh-tich-{dossier_id}.{kind}"'}
    return Response(content, media_type=TYPES[kind], headers=headers)


def _report(law: Law, dossier: Dossier, work: Work) -> Report:
    report = queries.report_now(law, dossier, work.clock.today())
    if report is None:
        raise NoReport(award=dossier.award_name)
    return report
