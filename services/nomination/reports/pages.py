"""Writing the achievement report, a section a page; reading and printing it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from services.nomination.dossiers.achievement_pages import AGAIN
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.screen import writable
from services.nomination.dossiers.stages import REPORT, steps
from services.nomination.drafts.errors import SavedElsewhere, TypedElsewhere
from services.nomination.drafts.model import SECTION
from services.nomination.drafts.pages import Typing, again, opened, second, seen_in, unsaved
from services.nomination.pages import PAGES
from services.nomination.reports import api, commands
from services.nomination.reports.errors import NoReport, SectionTooLong, UnknownSection
from services.nomination.reports.model import Entry, Report, Result, Written
from services.nomination.reports.printing import award_name
from services.nomination.reports.queries import history, report_now
from shared.law import REPORT as LETTER
from shared.law import PastAward, SectionRow
from shared.service import Work
from shared.web.filters import ngay
from shared.web.forms import FormErrors, FormState, echo, nfc
from shared.web.parts import Task, Tone

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}/report")
SPARE_ROWS = 3
FIRST_YEAR, LAST_YEAR = 1945, 2200
YEAR, ROW = re.compile("[0-9]{4}"), re.compile("[0-9]{1,2}")


@router.get("")
async def overview(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """The sections, how far each is, and what is next."""
    dossier = await writable(work, dossier_id)
    report = _report(work, dossier)
    lacking = [one for one in report.lacking if not one.section.automatic]
    base = f"/nomination/dossiers/{dossier.id}"
    return PAGES.render(
        request,
        "reports/index.html",
        dossier=dossier,
        report=report,
        steps=steps(REPORT, dossier),
        chapters=_chapters(report, base),
        first=f"{base}/report/{lacking[0].section.id}" if lacking else "",
        by_file=LETTER in dossier.present,
        unsaved=await unsaved(work.reads, dossier),
    )


@router.get("/document.{kind}")
async def document(work: Work, dossier_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """The report in the layout of its form."""
    return await api.document(dossier_id, kind, work)


@router.get("/{section}")
async def one(request: Request, work: Work, dossier_id: str, section: str) -> HTMLResponse:
    """A section to write, or a history to read."""
    dossier = await writable(work, dossier_id)
    report, written = _written(work, dossier, section)
    if written.section.automatic:
        return await _history(request, work, dossier, written)
    typing = await opened(work.reads, dossier, f"{SECTION}{section}", _state(written.section, written.entry))
    return _page(request, dossier, report, written, typing)


@router.post("/{section}")
async def write(request: Request, work: Work, dossier_id: str, section: str) -> Response:
    """Save it and go on to the next; «thêm dòng» saves and stays."""
    dossier = await writable(work, dossier_id)
    report, written = _written(work, dossier, section)
    if written.section.automatic:
        raise UnknownSection(section=section)
    sent, place = await request.form(), f"{SECTION}{section}"
    text, fields, results, wrong = _read(written.section, sent)
    if wrong:
        typing = again(dossier, place, sent, FormErrors(echo(sent), wrong))
        return _page(request, dossier, report, written, typing)
    try:
        await work.run(
            commands.write,
            law=work.resources.law,
            dossier_id=dossier_id,
            section=section,
            text=text,
            fields=fields,
            results=results,
            seen=seen_in(sent),
        )
    except SectionTooLong as error:
        first = next(iter(_names(written.section)), "")
        typing = again(dossier, place, sent, FormErrors(echo(sent), {first: error.vi}))
        return _page(request, dossier, report, written, typing)
    except (SavedElsewhere, TypedElsewhere) as error:
        told = FormErrors(echo(sent), {"": f"{error.vi} {AGAIN}"})
        return _page(request, dossier, report, written, await second(work.reads, dossier, place, told))
    here = f"/nomination/dossiers/{dossier_id}/report"
    if "more" in sent:
        return PAGES.see_other(f"{here}/{section}", "Đã lưu. Thêm dòng ở dưới.")
    following = report.behind(section)
    return PAGES.see_other(f"{here}/{following.section.id}" if following else here, f"Đã lưu mục {written.section.vi}.")


def _report(work: Any, dossier: Dossier) -> Report:
    report = report_now(work.resources.law, dossier, work.clock.today())
    if report is None:
        raise NoReport(award=dossier.award_name)
    return report


def _written(work: Any, dossier: Dossier, section: str) -> tuple[Report, Written]:
    report = _report(work, dossier)
    for written in report.sections:
        if written.section.id == section:
            return report, written
    raise UnknownSection(section=section)


def _chapters(report: Report, base: str) -> list[tuple[str, list[Task]]]:
    chapters: dict[str, list[Task]] = {}
    for written in report.sections:
        status, tone = _standing(written)
        task = Task(
            written.section.vi,
            f"{base}/report/{written.section.id}",
            status,
            tone,
            note=written.lack if written.begun else "",
        )
        chapters.setdefault(written.section.chapter_vi, []).append(task)
    return list(chapters.items())


def _standing(written: Written) -> tuple[str, Tone]:
    if written.section.automatic:
        return "Tự lấy từ sổ", "neutral"
    if written.lack:
        return ("Còn thiếu" if written.begun else "Chưa viết"), "attention"
    return ("Xong", "done") if written.begun else ("Không bắt buộc", "neutral")


def _names(section: SectionRow) -> list[str]:
    """The fields of its form, in order."""
    match section.shape:
        case "fields":
            return [f"field.{place}" for place in range(len(section.fields))]
        case "results":
            return ["target.0"]
        case _:
            return ["text"]


def _state(section: SectionRow, entry: Entry) -> FormState:
    values: dict[str, Any] = {"text": entry.text}
    values |= {f"field.{place}": entry.fields.get(label, "") for place, label in enumerate(section.fields)}
    for place, one in enumerate(entry.results):
        values |= {f"year.{place}": str(one.year), f"target.{place}": one.target, f"figure.{place}": one.figure}
    return FormState(values)


def _read(section: SectionRow, sent: FormData) -> tuple[str, dict[str, str], list[Result], dict[str, str]]:
    """Text, fields and results out of the form, and what is wrong with which field."""
    fields = {label: _said(sent, f"field.{place}") for place, label in enumerate(section.fields)}
    results, wrong = [], {}
    for row in _rows(sent, "year."):
        year, target, figure = (_said(sent, f"{name}.{row}") for name in ("year", "target", "figure"))
        if not (target or figure):
            continue
        if not YEAR.fullmatch(year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            wrong[f"year.{row}"] = f"Dòng {row + 1}: ghi năm bằng bốn chữ số, ví dụ 2025."
        else:
            results.append(Result(year=int(year), target=target, figure=figure))
    return _said(sent, "text"), fields, results, wrong


def _rows(names: Iterable[str], field: str) -> list[int]:
    """The numbers of the rows that a form has of a field."""
    numbers = (name.removeprefix(field) for name in names if name.startswith(field))
    return sorted({int(one) for one in numbers if ROW.fullmatch(one)})[: commands.MOST_RESULTS]


def _said(sent: FormData, name: str) -> str:
    value = sent.get(name, "")
    return nfc(value) if isinstance(value, str) else ""


def _page(request: Request, dossier: Dossier, report: Report, written: Written, typing: Typing) -> HTMLResponse:
    taken = _rows((name for name, value in typing.state.values.items() if value), "target.")
    following = report.behind(written.section.id)
    own = [one for one in report.sections if not one.section.automatic]
    return PAGES.render(
        request,
        "reports/section.html",
        status=422 if typing.state.errors else 200,
        form=typing.state,
        typing=typing,
        dossier=dossier,
        section=written.section,
        lack=written.lack if written.begun else "",
        place=[one.section.id for one in own].index(written.section.id) + 1,
        count=len(own),
        rows=range((max(taken) + 1 if taken else 0) + SPARE_ROWS),
        following=following.section.vi if following else "",
        steps=steps(REPORT, dossier),
    )


async def _history(request: Request, work: Any, dossier: Dossier, written: Written) -> HTMLResponse:
    past = await history(work.reads, dossier)
    titles = written.section.shape == "titles"
    return PAGES.render(
        request,
        "reports/history.html",
        dossier=dossier,
        section=written.section,
        rows=[_row(work, one) for one in past if one.code.startswith("TD-") is titles],
        steps=steps(REPORT, dossier),
    )


def _row(work: Any, one: PastAward) -> dict[str, Any]:
    return {
        "year": one.year,
        "award": award_name(work.resources.law, one.code, work.clock.today()),
        "decision": one.decision or "",
        "on": ngay(one.decided_on) if one.decided_on else "",
        "issuer": one.issuer or "",
    }
