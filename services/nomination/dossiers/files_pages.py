"""The papers of a dossier on screen: what it needs, what is there, a file for each part."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from starlette.datastructures import UploadFile

from services.nomination.dossiers import filing
from services.nomination.dossiers.files_api import download as api_download
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.screen import short_number, writable
from services.nomination.dossiers.sniffing import ACCEPTED
from services.nomination.dossiers.stages import PAPERS, required_parts, steps
from services.nomination.pages import PAGES
from shared.errors import BadInput, NotFound, RuleBroken
from shared.service import Work
from shared.web.forms import FormErrors, FormState
from shared.web.parts import FileRow

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")
FIELD = "file."


@router.get("/papers")
async def papers(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What the law asks for, and a place for each file."""
    return _page(request, work, await writable(work, dossier_id), FormState())


@router.post("/papers")
async def save(request: Request, work: Work, dossier_id: str) -> Response:
    """Take in what was sent, each file by itself: one that is refused leaves the others in."""
    try:
        return await _save(request, work, await writable(work, dossier_id))
    finally:
        await request.close()


async def _save(request: Request, work: Any, dossier: Dossier) -> Response:
    sent = await request.form()
    base = f"/nomination/dossiers/{dossier.id}"
    if drop := str(sent.get("remove", "")):
        await work.run(filing.detach, dossier_id=dossier.id, file_id=drop)
        return PAGES.see_other(f"{base}/papers", "Đã bỏ tệp.")
    wrong: dict[str, str] = {}
    saved = 0
    for field, upload in sent.multi_items():
        if not isinstance(upload, UploadFile) or not field.startswith(FIELD) or not upload.filename:
            continue
        try:
            dossier = await _take(work, dossier, field.removeprefix(FIELD), upload)
            saved += 1
        except (BadInput, RuleBroken, NotFound) as error:
            wrong[field] = error.vi
    if wrong:
        return _page(request, work, dossier, FormErrors({}, wrong))
    to = "check" if "next" in sent or not saved else "papers"
    return PAGES.see_other(f"{base}/{to}", f"Đã lưu {saved} tệp." if saved else "")


@router.get("/files/{file_id}")
async def download(work: Work, dossier_id: str, file_id: str) -> StreamingResponse:
    """The file, to be saved."""
    return await api_download(dossier_id, file_id, work)


async def _take(work: Any, dossier: Dossier, part: str, upload: Any) -> Dossier:
    kept, media, name = await filing.taken_in(work.store, upload)
    attached: Dossier = await work.run(
        filing.attach,
        law=work.resources.law,
        dossier_id=dossier.id,
        part=part,
        file=kept,
        media=media,
        name=name,
    )
    return attached


def _page(request: Request, work: Any, dossier: Dossier, state: FormState) -> HTMLResponse:
    base = f"/nomination/dossiers/{dossier.id}"
    on_paper = {one.code for one in dossier.papers}
    rows = [
        {
            "field": f"{FIELD}{part.code}",
            "name": part.name_vi,
            "required": part.required,
            "hint": "Đã khai có bản giấy." if part.code in on_paper else "",
            "files": [
                FileRow(one.name, f"{base}/files/{one.id}", one.size, remove_name="remove", remove_value=one.id)
                for one in dossier.files
                if one.part == part.code
            ],
        }
        for part in required_parts(work, dossier)
    ]
    return PAGES.render(
        request,
        "dossiers/papers.html",
        status=422 if state.errors else 200,
        form=state,
        steps=steps(PAPERS, dossier),
        dossier=dossier,
        number=short_number(dossier),
        rows=rows,
        accept=ACCEPTED,
    )
