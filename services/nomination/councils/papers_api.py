"""Files of a meeting over HTTP: multipart in, a stream for its members out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, UploadFile
from fastapi.responses import StreamingResponse

from services.nomination import access
from services.nomination.councils import papers, queries
from services.nomination.councils.api import WRITE, Id
from services.nomination.councils.errors import BallotOpen, MeetingOver, TooManyPapers
from services.nomination.councils.meetings_api import view_of
from services.nomination.councils.views import MeetingView
from services.nomination.dossiers import filing
from services.nomination.dossiers.sniffing import FileRefused
from shared.errors import NotFound
from shared.service import Work, problems
from shared.store.files import FileTooLarge

router = APIRouter(prefix="/api/v1/meetings/{meeting_id}/papers", tags=["meetings"])
FileId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000f"])]
CHANGE = (*WRITE, MeetingOver, BallotOpen)


@router.post(
    "",
    status_code=201,
    summary="Put a file in for the members",
    responses=problems(*CHANGE, FileRefused, FileTooLarge, TooManyPapers),
)
async def put_in(
    meeting_id: Id, title: Annotated[str, Form(max_length=300)], file: UploadFile, work: Work
) -> MeetingView:
    """PDF, JPG, PNG, DOCX or XLSX up to 10 MB, told by its bytes. Members read it at once, nobody else does."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    access.prepares(meeting).or_deny(work.actor)  # before anything is written
    kept, media, name = await filing.taken_in(work.store, file)
    changed = await work.run(papers.put_in, meeting_id=meeting_id, title=title, file=kept, media=media, name=name)
    return view_of(work.resources.law)(changed)


@router.delete("/{file_id}", summary="Take a file out", responses=problems(*CHANGE))
async def take_out(meeting_id: Id, file_id: FileId, work: Work) -> MeetingView:
    """While no vote goes on; the bytes are deleted within hours."""
    changed = await work.run(papers.take_out, meeting_id=meeting_id, file_id=file_id)
    return view_of(work.resources.law)(changed)


@router.get("/{file_id}", summary="Download a file", response_class=StreamingResponse, responses=problems(NotFound))
async def download(meeting_id: Id, file_id: FileId, work: Work) -> StreamingResponse:
    """For the members, who runs the meeting and who prepares it; always as a download."""
    return await papers.download(work, meeting_id, file_id)
