"""Files for a meeting: put in by whoever prepares it, read in advance by its members alone."""

from __future__ import annotations

from typing import Any

from fastapi.responses import StreamingResponse

from services.nomination import access
from services.nomination.acts import act
from services.nomination.attachments import Attachment
from services.nomination.councils.errors import TooManyPapers
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Paper
from services.nomination.councils.states import Action
from services.nomination.downloads import handed_out
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.store import Transaction
from shared.store.files import KeptFile

MOST = 30
"""Files of one meeting."""


async def put_in(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    meeting_id: str,
    title: str,
    file: KeptFile,
    media: str,
    name: str,
) -> Meeting:
    """A file that was taken in becomes a paper of the meeting. The same bytes a second time change nothing."""
    meeting = await _for(tx, actor, meeting_id)
    files = [one.file for one in meeting.papers if one.file]
    if file.sha256 in {one.sha256 for one in files}:
        return meeting
    if len(files) >= MOST:
        raise TooManyPapers(most=MOST)
    who = act(actor, clock)
    kept = Attachment(id=file.id, name=name, media=media, size=file.size, sha256=file.sha256, by=who.by, at=who.at)
    meeting.put_in(Paper(title=title or name, file=kept))
    tx.put(file.model_copy(update={"kept": True}))
    return tx.save(meeting)


async def take_out(tx: Transaction, *, actor: Actor, clock: Clock, meeting_id: str, file_id: str) -> Meeting:
    """Drop a file; its bytes are swept away."""
    meeting = await _for(tx, actor, meeting_id)
    if meeting.paper(file_id) is None:
        raise NotFound(what="tệp này")
    meeting.take_out(file_id)
    file = await tx.get_or_none(KeptFile, file_id)
    if file:
        tx.put(file.model_copy(update={"kept": False}))
    return tx.save(meeting)


async def download(work: Any, meeting_id: str, file_id: str) -> StreamingResponse:
    """The file, always as a download; raises NotFound, Denied."""
    meeting = await work.reads.get(Meeting, meeting_id)
    access.reads_papers(meeting).or_deny(work.actor)
    paper = meeting.paper(file_id)
    if paper is None or paper.file is None:
        raise NotFound(what="tệp này")
    return handed_out(work.store, paper.file)


async def _for(tx: Transaction, actor: Actor, meeting_id: str) -> Meeting:
    meeting = await tx.get(Meeting, meeting_id)
    access.at_meeting(Action.PREPARE, meeting).or_deny(actor)
    return meeting
