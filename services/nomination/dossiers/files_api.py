"""Files of a dossier over HTTP: multipart in, a stream that no browser opens by itself out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, UploadFile
from fastapi.responses import StreamingResponse

from services.nomination import access
from services.nomination.dossiers import filing, queries
from services.nomination.dossiers.api import WRITE, DossierId
from services.nomination.dossiers.errors import TooManyFiles
from services.nomination.dossiers.sniffing import FileRefused
from services.nomination.dossiers.states import Action
from services.nomination.dossiers.views import DossierView
from services.nomination.downloads import handed_out
from shared.errors import Denied, NotFound
from shared.service import Work, problems
from shared.store.files import FileTooLarge

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])
FileId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000f"])]


@router.post(
    "/{dossier_id}/files",
    status_code=201,
    summary="Attach a file to a part",
    responses=problems(*WRITE, FileRefused, FileTooLarge, TooManyFiles),
)
async def attach(
    dossier_id: DossierId,
    part: Annotated[str, Form(min_length=1, max_length=10, examples=["M"])],
    file: UploadFile,
    work: Work,
) -> DossierView:
    """PDF, JPG, PNG, DOCX or XLSX up to 10 MB, told by its bytes. The same file at the same part changes nothing."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    if Action.EDIT not in access.actions(work.actor, dossier):
        raise Denied  # before anything is written
    kept, media, name = await filing.taken_in(work.store, file)
    return DossierView.of(
        await work.run(
            filing.attach,
            law=work.resources.law,
            dossier_id=dossier_id,
            part=part,
            file=kept,
            media=media,
            name=name,
        )
    )


@router.delete("/{dossier_id}/files/{file_id}", summary="Take a file off", responses=problems(*WRITE))
async def detach(dossier_id: DossierId, file_id: FileId, work: Work) -> DossierView:
    """While the dossier can be written; the bytes are deleted within hours."""
    return DossierView.of(await work.run(filing.detach, dossier_id=dossier_id, file_id=file_id))


@router.get(
    "/{dossier_id}/files/{file_id}",
    summary="Download a file",
    response_class=StreamingResponse,
    responses=problems(NotFound),
)
async def download(dossier_id: DossierId, file_id: FileId, work: Work) -> StreamingResponse:
    """By whoever may read the dossier; always as a download."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    file = next((one for one in dossier.files if one.id == file_id), None)
    if file is None:
        raise NotFound(what="tệp này")
    return handed_out(work.store, file)
