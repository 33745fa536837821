"""Lists on screen: the form to download, the preview with what is wrong with which row, sending and progress."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response, UploadFile
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile as StarletteUpload

from services.nomination import access
from services.nomination.dossiers.sniffing import XLSX, safe_name
from services.nomination.dossiers.stages import nominating_units
from services.nomination.lists import commands, queries
from services.nomination.lists.errors import SheetRefused
from services.nomination.lists.model import ListState, NominationList
from services.nomination.lists.sheet import template
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import Denied
from shared.law import Kind
from shared.service import Work
from shared.web.forms import FormErrors, FormState, Whole, form

router = APIRouter(include_in_schema=False, prefix="/lists")
SHOWN = 200


class ListForm(BaseModel):
    """What the list is about, and the workbook."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    unit: str = Field(title="đơn vị đề nghị", min_length=1, max_length=80)
    title: str = Field(title="tên danh sách", min_length=5, max_length=300)
    kind: Kind = Field(title="loại hình khen thưởng")
    year: Annotated[Whole, Field(ge=1945, le=2200)] = Field(title="năm xét")
    file: StarletteUpload = Field(title="tệp danh sách")


@router.get("")
async def index(request: Request, work: Work) -> HTMLResponse:
    """The lists, newest first."""
    found = await queries.newest(work.reads, actor=work.actor)
    names = await Names.load(work.reads, units={one.nominating_unit for one in found})
    return PAGES.render(request, "lists/index.html", rows=[_row(one, names) for one in found])


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Begin one."""
    return await _new(request, work, FormState({"year": str(work.clock.today().year)}))


@router.get("/template.xlsx")
async def blank_sheet(work: Work) -> Response:
    """The workbook to fill in."""
    content = await asyncio.to_thread(template, work.resources.law, work.clock.today())
    headers = {"Content-Disposition": 'attachment; filename="mau-danh-sach.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


@router.post("/new")
async def read(request: Request, work: Work) -> Response:
    """Read the workbook, show the preview."""
    try:
        sent = await form(request, ListForm)
        if isinstance(sent, FormErrors):
            return await _new(request, work, sent)
        try:
            its = await _keep(work, sent)
        except SheetRefused as error:
            values = sent.model_dump(mode="json", exclude={"file"})
            return await _new(request, work, FormErrors(values, {"file": error.vi}))
    finally:
        await request.close()
    return PAGES.see_other(f"/nomination/lists/{its.id}")


@router.get("/{list_id}")
async def one(
    request: Request, work: Work, list_id: str, after: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """The preview, and later how far it is. Lines with something to mend come alone, as long as there are any."""
    its = await queries.get(work.reads, actor=work.actor, list_id=list_id)
    lines = await queries.lines(work.reads, list_id, wrong=True if its.wrong else None, after=after, limit=SHOWN + 1)
    names = await Names.load(work.reads, units={its.nominating_unit})
    mine = access.nominates(its.nominating_unit, its.unit)(work.actor)
    return PAGES.render(
        request,
        "lists/show.html",
        its=its,
        names=names,
        tone=_TONES[its.state],
        rows=[
            {
                "row": line.row,
                "name": line.name or "(trống)",
                "award": line.award_name,
                "problems": line.problems,
                "url": f"/nomination/dossiers/{line.dossier}" if line.dossier else "",
            }
            for line in lines[:SHOWN]
        ],
        next_url=f"/nomination/lists/{its.id}?after={lines[SHOWN - 1].row}" if len(lines) > SHOWN else "",
        may_send=mine and its.state is ListState.CHECKED and not its.wrong and its.total > 0,
        may_accept=access.posts(its.unit)(work.actor) and its.state is ListState.SUBMITTED,
        under_way=its.state in (ListState.IMPORTING, ListState.ACCEPTING),
    )


@router.post("/{list_id}/confirmation")
async def confirm(work: Work, list_id: str) -> Response:
    """Send it."""
    await work.run(commands.confirm, list_id=list_id)
    return PAGES.see_other(f"/nomination/lists/{list_id}", "Đang lập hồ sơ từ danh sách.")


@router.post("/{list_id}/acceptance")
async def accept(work: Work, list_id: str) -> Response:
    """Receive it."""
    await work.run(commands.accept, list_id=list_id)
    return PAGES.see_other(f"/nomination/lists/{list_id}", "Đang tiếp nhận cả danh sách.")


_TONES = {
    ListState.CHECKED: "neutral",
    ListState.IMPORTING: "waiting",
    ListState.SUBMITTED: "attention",
    ListState.ACCEPTING: "waiting",
    ListState.ACCEPTED: "done",
}


async def _keep(work: Any, sent: ListForm) -> NominationList:
    upload: UploadFile | StarletteUpload = sent.file
    lines = await commands.looked_through(
        work.reads, work.resources.law, work.clock, upload.file, unit=sent.unit, kind=sent.kind, year=sent.year
    )
    kept: NominationList = await work.run(
        commands.keep,
        unit=sent.unit,
        title=sent.title,
        kind=sent.kind,
        year=sent.year,
        file_name=safe_name(upload.filename or ""),
        lines=lines,
    )
    return kept


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await nominating_units(work.reads, work.actor)
    if not units:
        raise Denied
    return PAGES.render(
        request,
        "lists/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=units,
        kinds=[(row.id.value, row.name_vi) for row in work.resources.law.kinds(work.clock.today())],
    )


def _row(its: NominationList, names: Names) -> dict[str, Any]:
    return {
        "url": f"/nomination/lists/{its.id}",
        "title": its.title,
        "unit": names.unit(its.nominating_unit),
        "total": its.total,
        "state": PAGES.labels.name(its.state),
        "tone": _TONES[its.state],
        "sent_on": its.sent_on,
    }
