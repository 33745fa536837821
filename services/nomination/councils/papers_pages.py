"""Files of a meeting on screen: put in and dropped where the meeting is prepared, downloaded by its members."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from services.nomination import access
from services.nomination.councils import papers
from services.nomination.councils.pages import preparing
from services.nomination.councils.screens import screen, url
from services.nomination.dossiers import filing
from services.nomination.pages import PAGES
from shared.errors import BadInput, RuleBroken
from shared.service import Work
from shared.web.forms import FormErrors, form

router = APIRouter(include_in_schema=False, prefix="/meetings/{meeting_id}/papers")


class PaperForm(BaseModel):
    """A title and its file."""

    model_config = {"arbitrary_types_allowed": True}

    paper: str = Field("", title="tên tài liệu", max_length=300)
    file: UploadFile = Field(title="tệp")


@router.post("")
async def put_in(request: Request, work: Work, meeting_id: str) -> Response:
    """Put a file in."""
    try:
        sent = await form(request, PaperForm)
        if isinstance(sent, FormErrors):
            return await preparing(request, work, meeting_id, filing=sent)
        upload: Any = sent.file
        access.prepares((await screen(work, meeting_id)).meeting).or_deny(work.actor)  # before anything is written
        try:
            kept, media, name = await filing.taken_in(work.store, upload)
            await work.run(papers.put_in, meeting_id=meeting_id, title=sent.paper, file=kept, media=media, name=name)
        except (BadInput, RuleBroken) as error:
            return await preparing(request, work, meeting_id, filing=FormErrors({}, {"file": error.vi}))
    finally:
        await request.close()
    return PAGES.see_other(f"{url(meeting_id)}/preparation", "Đã lưu tài liệu; các ủy viên đọc được ngay.")


@router.post("/{file_id}/removal")
async def take_out(work: Work, meeting_id: str, file_id: str) -> Response:
    """Take it out."""
    await work.run(papers.take_out, meeting_id=meeting_id, file_id=file_id)
    return PAGES.see_other(f"{url(meeting_id)}/preparation", "Đã bỏ tài liệu.")


@router.get("/{file_id}")
async def download(work: Work, meeting_id: str, file_id: str) -> StreamingResponse:
    """The file, to be saved."""
    return await papers.download(work, meeting_id, file_id)
