"""The papers of a candidate over HTTP: the declaration as a document, proofs with their files."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Response, UploadFile
from fastapi.responses import StreamingResponse

from services.nomination import access
from services.nomination.councils.minutes_api import TYPES
from services.nomination.dossiers import filing
from services.nomination.dossiers.errors import TooManyFiles
from services.nomination.dossiers.sniffing import FileRefused
from services.nomination.downloads import handed_out
from services.nomination.sweeps import declaring, queries
from services.nomination.sweeps.candidates_api import WRITE_ONE, CandidateId
from services.nomination.sweeps.errors import UnknownProof
from services.nomination.sweeps.printed import declaration_of
from services.nomination.sweeps.states import Action
from services.nomination.sweeps.views import CandidateView
from shared.documents import to_docx, to_pdf
from shared.errors import Denied, NotFound
from shared.service import Work, problems
from shared.store.files import FileTooLarge

router = APIRouter(prefix="/api/v1/candidates", tags=["sweeps"])


@router.get(
    "/{candidate_id}/declaration.{kind}",
    summary="The declaration as a document",
    response_class=Response,
    responses=problems(NotFound),
)
async def document(candidate_id: CandidateId, work: Work, kind: Literal["pdf", "docx"]) -> Response:
    """To be signed by the person or relative."""
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    printed = await declaration_of(work.reads, work.resources.law, one, work.clock.today())
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed)
    headers = {"Content-Disposition": f'inline; filename="ban-khai-{candidate_id}.{kind}"', "Cache-Control": "no-store"}
    return Response(content, media_type=TYPES[kind], headers=headers)


@router.post(
    "/{candidate_id}/proofs",
    status_code=201,
    summary="Add a proof",
    responses=problems(*WRITE_ONE, UnknownProof, FileRefused, FileTooLarge, TooManyFiles),
)
async def add_proof(
    candidate_id: CandidateId,
    work: Work,
    kind: Annotated[str, Form(min_length=1, max_length=80, examples=["completion"])],
    what: Annotated[str, Form(min_length=3, max_length=300, examples=["Giấy chứng nhận số 12 ngày 20/5/1971"])],
    file: UploadFile | None = None,
) -> CandidateView:
    """A row of the law's table ``evidence``, with the scan if there is one."""
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    if Action.PROVE not in access.candidate_actions(work.actor, one):
        access.with_candidate(Action.PROVE, one).or_deny(work.actor)
        one.only(Action.PROVE)
        raise Denied  # before anything is written
    taken = await filing.taken_in(work.store, file) if file else None
    return CandidateView.of(
        await work.run(
            declaring.add_proof,
            law=work.resources.law,
            candidate_id=candidate_id,
            kind=kind,
            what=what,
            file=taken[0] if taken else None,
            media=taken[1] if taken else "",
            name=taken[2] if taken else "",
        )
    )


@router.delete("/{candidate_id}/proofs/{proof_id}", summary="Take a proof off", responses=problems(*WRITE_ONE))
async def remove_proof(
    candidate_id: CandidateId, proof_id: Annotated[str, Path(max_length=64)], work: Work
) -> CandidateView:
    """While the proof is gathered; the bytes of its file are deleted within hours."""
    return CandidateView.of(await work.run(declaring.remove_proof, candidate_id=candidate_id, proof_id=proof_id))


@router.get(
    "/{candidate_id}/files/{file_id}",
    summary="Download the file of a proof",
    response_class=StreamingResponse,
    responses=problems(NotFound),
)
async def download(
    candidate_id: CandidateId, file_id: Annotated[str, Path(max_length=64)], work: Work
) -> StreamingResponse:
    """By whoever may read the candidate; always as a download."""
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    file = next((each for each in one.files if each.id == file_id), None)
    if file is None:
        raise NotFound(what="tệp này")
    return handed_out(work.store, file)
