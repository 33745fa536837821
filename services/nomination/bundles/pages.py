"""Bundles on screen: export links, the upload, the preview, reading in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile as StarletteUpload

from services.nomination.bundles import api, queries
from services.nomination.bundles.errors import BundleRefused
from services.nomination.bundles.manifest import Kind, Purpose
from services.nomination.bundles.merging import Verdict
from services.nomination.bundles.model import BundleImport, ImportItem, ImportState
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import Denied
from shared.identity import Role
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Tone

router = APIRouter(include_in_schema=False)
HERE = "/nomination/bundles"
TONES: dict[Verdict, Tone] = {
    Verdict.NEW: "attention",
    Verdict.NEWER: "attention",
    Verdict.KNOWN: "neutral",
    Verdict.CONFLICT: "stopped",
}


class BundleForm(BaseModel):
    """The file."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    file: StarletteUpload = Field(title="tệp hồ sơ")


@router.get("/submissions/{submission_id}/bundle.zip")
async def bundle(work: Work, submission_id: str) -> Response:
    """The file for the level above."""
    return await api.upward_file(work, submission_id)


@router.get("/submissions/{submission_id}/answer.zip")
async def answer(work: Work, submission_id: str) -> Response:
    """The file for the level below."""
    return await api.downward_file(work, submission_id)


@router.get("/bundles")
async def index(request: Request, work: Work) -> HTMLResponse:
    """What was read in, newest first."""
    _officer(work)
    found = await queries.newest(work.reads, actor=work.actor)
    names = await Names.load(work.reads, units={one.producer for one in found})
    return PAGES.render(request, "bundles/index.html", rows=[_row(one, names) for one in found])


@router.get("/bundles/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Choose a file."""
    return _new(request, work, FormState())


@router.post("/bundles/new")
async def read(request: Request, work: Work) -> Response:
    """Look it through, show the preview."""
    try:
        sent = await form(request, BundleForm)
        if isinstance(sent, FormErrors):
            return _new(request, work, sent)
        try:
            its = await api.looked_through(work, sent.file)  # type: ignore[arg-type]
        except BundleRefused as error:
            return _new(request, work, FormErrors({}, {"file": error.vi}))
    finally:
        await request.close()
    return PAGES.see_other(f"{HERE}/{its.id}")


@router.get("/bundles/{import_id}")
async def one(request: Request, work: Work, import_id: str) -> HTMLResponse:
    """What reading in would do, or did."""
    its = await queries.get(work.reads, actor=work.actor, import_id=import_id)
    names = await Names.load(work.reads, units={its.producer, its.unit, its.sender, its.receiver}, people={its.by})
    return PAGES.render(
        request,
        "bundles/show.html",
        its=its,
        names=names,
        upward=its.purpose is Purpose.SUBMISSION,
        open=its.state is ImportState.CHECKED,
        rows=[_item(item) for item in its.items],
        counts=[(PAGES.labels.name(verdict), its.count(verdict)) for verdict in Verdict],
        conflicts=its.count(Verdict.CONFLICT),
    )


@router.post("/bundles/{import_id}/confirmation")
async def confirm(work: Work, import_id: str) -> Response:
    """Read it in."""
    its = await api.read_in(work, import_id)
    said = f"Đã nhập {its.changes} mục." if its.changes else "Mọi mục đã có từ trước: không có gì thay đổi."
    return PAGES.see_other(f"{HERE}/{import_id}", said)


def _officer(work: Any) -> None:
    if not work.actor.at(Role.OFFICER):
        raise Denied


def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    _officer(work)
    return PAGES.render(request, "bundles/new.html", status=422 if state.errors else 200, form=state)


def _row(its: BundleImport, names: Names) -> dict[str, Any]:
    return {
        "url": f"{HERE}/{its.id}",
        "letter": its.letter,
        "purpose": PAGES.labels.name(its.purpose),
        "producer": names.unit(its.producer),
        "read_on": its.read_on,
        "state": PAGES.labels.name(its.state),
        "tone": "done" if its.state is ImportState.DONE else "waiting",
        "changes": its.changes,
    }


def _item(item: ImportItem) -> dict[str, Any]:
    here = item.verdict is not Verdict.CONFLICT
    places = {Kind.SUBMISSION: "submissions", Kind.DOSSIER: "dossiers", Kind.AWARD: "awards"}
    return {
        "label": item.label,
        "kind": PAGES.labels.name(item.kind),
        "verdict": PAGES.labels.name(item.verdict),
        "tone": TONES[item.verdict],
        "why": PAGES.labels.name(item.clash) if item.clash else "",
        "fresh": item.fresh,
        "url": f"/nomination/{places[item.kind]}/{item.id}" if here else "",
    }
