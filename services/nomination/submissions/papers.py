"""The letter and what went with it, as files to open."""

from __future__ import annotations

import asyncio
from typing import Literal

from fastapi import APIRouter, Response

from services.nomination.councils.minutes_api import TYPES
from services.nomination.dossiers import queries as dossiers
from services.nomination.submissions import queries
from services.nomination.submissions.model import Submission
from shared.documents import to_docx
from shared.service import Work

router = APIRouter(include_in_schema=False)
Kind = Literal["pdf", "docx"]


@router.get("/submissions/{submission_id}/letter.{kind}")
async def letter(work: Work, submission_id: str, kind: Kind) -> Response:
    """The signed PDF where it was signed with a key, else the print; a draft without number before it is sent."""
    its = await queries.get(work.reads, actor=work.actor, submission_id=submission_id)
    return await _letter(work, its, kind)


@router.get("/submissions/{submission_id}/enclosures/{key}.pdf")
async def enclosure(work: Work, submission_id: str, key: str) -> Response:
    """A paper that went with the letter."""
    its = await queries.get(work.reads, actor=work.actor, submission_id=submission_id)
    kept = await queries.enclosure(work.reads, its, key)
    return _file(kept.content, f"{key}-{name_of(its)}", "pdf")


@router.get("/dossiers/{dossier_id}/letter.{kind}")
async def of_dossier(work: Work, dossier_id: str, kind: Kind) -> Response:
    """The letter a dossier went with, or how one for it alone would read; for those who may read the dossier."""
    dossier = await dossiers.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    return await _letter(work, await queries.of_dossier(work.reads, dossier, work.clock.today()), kind)


async def _letter(work: Work, its: Submission, kind: Kind) -> Response:
    law, today = work.resources.law, work.clock.today()
    if kind == "pdf":
        return _file(await queries.letter_pdf(work.reads, law, its, today), name_of(its), kind)
    document = await queries.letter(work.reads, law, its, today)
    return _file(await asyncio.to_thread(to_docx, document), name_of(its), kind)


def name_of(its: Submission) -> str:
    """What the file of a submission is called."""
    number = f"{its.ordinal:02d}-{its.sent_on:%Y}" if its.ordinal and its.sent_on else "du-thao"
    return f"to-trinh-{number}-{its.unit}"


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.{kind}"'}
    return Response(content, media_type=TYPES[kind], headers=headers)
