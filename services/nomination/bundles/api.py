"""Bundles over HTTP: out as a file, in as a file with a preview before anything is done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path, Response, UploadFile
from pydantic import BaseModel

from services.nomination.bundles import commands, gathering, queries
from services.nomination.bundles.errors import (
    AlreadyRead,
    BundleRefused,
    BundleTooLarge,
    NoSeal,
    NotOurs,
    SealBroken,
    UnknownSubmission,
)
from services.nomination.bundles.manifest import Purpose
from services.nomination.bundles.model import BundleImport, ImportItem, ImportState
from services.nomination.dossiers.sniffing import FileRefused, safe_name
from services.nomination.downloads import SAFE
from services.nomination.submissions.api import SubmissionId
from services.nomination.submissions.errors import SubmissionNotPossible
from services.nomination.submissions.papers import name_of
from services.nomination.submissions.states import Action
from shared.errors import Conflict, NotFound
from shared.service import Work, problems

router = APIRouter(prefix="/api/v1", tags=["bundles"])
ImportId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000015"])]
REFUSED = (BundleRefused, NotOurs, SealBroken, UnknownSubmission)


class ImportView(BaseModel):
    """An import: ``changes`` things would change, or did; an item in conflict changes nothing."""

    id: str
    version: int
    state: ImportState
    unit: str
    purpose: Purpose
    producer: str
    submission: str
    letter: str
    fingerprint: str
    file_name: str
    size: int
    items: tuple[ImportItem, ...]
    changes: int
    read_on: date
    done_on: date | None

    @classmethod
    def of(cls, its: BundleImport) -> Self:
        """The view of an import."""
        return cls.model_validate({**vars(its), "changes": its.changes})


@router.get(
    "/submissions/{submission_id}/bundle",
    summary="A submission as a file for the level above",
    response_class=Response,
    responses=problems(NotFound, SubmissionNotPossible, NoSeal, BundleTooLarge),
)
async def bundle(submission_id: SubmissionId, work: Work) -> Response:
    """ZIP with a sealed manifest: letter, extracts, dossiers with their papers and events. Same content, same bytes."""
    return await upward_file(work, submission_id)


@router.get(
    "/submissions/{submission_id}/answer",
    summary="What became of a submission as a file for the level below",
    response_class=Response,
    responses=problems(NotFound, SubmissionNotPossible, NoSeal, BundleTooLarge),
)
async def answer(submission_id: SubmissionId, work: Work) -> Response:
    """The same format on the way down: receipt, returns, votes, awards and the signed decisions."""
    return await downward_file(work, submission_id)


@router.post("/bundles", status_code=201, summary="Look a file through", responses=problems(*REFUSED))
async def read(work: Work, file: UploadFile) -> ImportView:
    """Seal, hashes and addressee are checked; what reading in would do is told for each thing. Nothing is done yet."""
    return ImportView.of(await looked_through(work, file))


@router.get("/bundles/{import_id}", summary="An import and what it did", responses=problems(NotFound))
async def show(import_id: ImportId, work: Work) -> ImportView:
    """For officers of the unit that it is addressed to."""
    return ImportView.of(await queries.get(work.reads, actor=work.actor, import_id=import_id))


@router.post(
    "/bundles/{import_id}/confirmation",
    summary="Read it in",
    responses=problems(*REFUSED, NotFound, Conflict, AlreadyRead, FileRefused),
)
async def confirm(import_id: ImportId, work: Work) -> ImportView:
    """Merged by event id: what is known changes nothing, what is in conflict is left alone."""
    return ImportView.of(await read_in(work, import_id))


async def upward_file(work: Work, submission_id: str) -> Response:
    """The answer with the bundle of a submission."""
    its = await queries.exportable(work.reads, actor=work.actor, submission_id=submission_id, action=Action.EXPORT)
    resources = work.resources
    content = await gathering.upward(work.store, resources.seals, resources.law, its, work.clock.today())
    return _file(content, f"ho-so-{name_of(its)}")


async def downward_file(work: Work, submission_id: str) -> Response:
    """The answer with the bundle that answers a submission."""
    its = await queries.exportable(work.reads, actor=work.actor, submission_id=submission_id, action=Action.ANSWER)
    return _file(await gathering.downward(work.store, work.resources.seals, its), f"tra-loi-{name_of(its)}")


async def looked_through(work: Work, upload: UploadFile) -> BundleImport:
    """Open an upload, keep it with what reading it in would do."""
    opened = await commands.opened_for(work.reads, work.actor, work.resources.seals, upload.file)
    kept = await commands.kept(work.store, upload.file)
    name = safe_name(upload.filename or "")
    its: BundleImport = await work.run(commands.keep, opened=opened, file=kept, file_name=name)
    return its


async def read_in(work: Work, import_id: str) -> BundleImport:
    """Open the kept file again, and take what is new."""
    its = await queries.get(work.reads, actor=work.actor, import_id=import_id)
    file = await commands.content(work.store, its)
    opened = await commands.opened_for(work.reads, work.actor, work.resources.seals, file)
    parts = await commands.parts_written(work.store, opened, file)
    done: BundleImport = await work.run(commands.confirm, import_id=import_id, opened=opened, file=file, parts=parts)
    return done


def _file(content: bytes, name: str) -> Response:
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}.zip"'}
    return Response(content, media_type="application/zip", headers=headers)
