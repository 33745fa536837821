"""Filed reports as pages, and the form that files one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from services.reporting import access
from services.reporting.listing import After, View, Viewed
from services.reporting.pages import PAGES
from services.reporting.reports import commands, queries
from services.reporting.reports.model import AlreadyFiled, Span
from services.reporting.scope import Scope
from shared.errors import RuleBroken, ThiduaError
from shared.identity import Role
from shared.identity.directory import people_at
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form

router = APIRouter(prefix="/reports", include_in_schema=False)
SPANS = {Span.YEAR: "Tổng kết năm", Span.HALF_YEAR: "Sơ kết 6 tháng đầu năm"}


class NewReport(BaseModel):
    """What the officer says to file a report."""

    unit: str = Field(title="đơn vị", max_length=80)
    span: Span = Field(title="loại báo cáo")
    year: int = Field(title="năm", ge=1945, le=9998)
    signer: str = Field(title="người ký", max_length=120)
    deputy: bool = Field(False, title="ký thay")
    shortcomings: str = Field("", title="tồn tại, hạn chế", max_length=5000)
    recommendations: str = Field("", title="đề xuất, kiến nghị", max_length=5000)


@router.get("")
async def listed(request: Request, view: Viewed, work: Work, after: After = None) -> Response:
    """Reports about a year, with their documents."""
    page = await queries.listed(work.reads, view, after=after)
    return PAGES.render(
        request,
        "reports/list.html",
        year=view.year,
        years=[(str(year), str(year)) for year in range(work.clock.today().year, 2023, -1)],
        unit=view.scope.chosen.id if view.scope.chosen else "",
        units=[(unit.id, unit.name) for unit in view.scope.choices],
        reports=page.items,
        names=view.scope.names,
        next=f"/reporting/reports?year={view.year}&after={page.after}" if page.after else "",
        files=bool(_filing(view.scope, work)),
    )


@router.get("/new")
async def blank(request: Request, view: Viewed, work: Work) -> Response:
    """The form, filled in as far as it is known."""
    units = _filing(view.scope, work)
    access.files(next(iter(units), "")).or_deny(work.actor)
    half = work.clock.today().month <= 6
    start = FormState({"year": view.year, "span": (Span.HALF_YEAR if half else Span.YEAR).value})
    return await _form(request, work, view, start)


@router.post("/new")
async def file(request: Request, view: Viewed, work: Work) -> Response:
    """File it, or show what is wrong."""
    sent = await form(request, NewReport)
    if isinstance(sent, FormErrors):
        return await _form(request, work, view, sent, status=422)
    try:
        report = await work.run(
            commands.file,
            resources=work.resources,
            unit=sent.unit,
            span=sent.span,
            year=sent.year,
            signer=sent.signer,
            deputy=sent.deputy,
            shortcomings=_lines(sent.shortcomings),
            recommendations=_lines(sent.recommendations),
        )
    except (RuleBroken, AlreadyFiled) as error:
        return await _form(request, work, view, _wrong(sent, error), status=error.status)
    return PAGES.see_other(f"/reporting/reports?year={report.year}", f"Đã nộp {report.title}, số {report.reference}.")


async def _form(request: Request, work: Work, view: View, state: FormState, *, status: int = 200) -> Response:
    units = _filing(view.scope, work)
    signers: dict[str, str] = {}
    for code in units:
        people = await people_at(work.reads, code, Role.SIGNER, on=work.clock.today())
        signers |= {person.id: person.name for person in people}
    return PAGES.render(
        request,
        "reports/new.html",
        status=status,
        form=state,
        units=units,
        spans={span.value: name for span, name in SPANS.items()},
        signers=signers,
        year=view.year,
    )


def _filing(scope: Scope, work: Work) -> dict[str, str]:
    """The units for which the actor may file, name by code."""
    return {unit.id: unit.name for unit in scope.units if access.files(unit.id)(work.actor)}


def _wrong(sent: NewReport, error: ThiduaError) -> FormErrors:
    values: dict[str, Any] = sent.model_dump(mode="json")
    return FormErrors(values=values, errors={"": error.vi})


def _lines(text: str) -> tuple[str, ...]:
    """One point for each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
