"""The letter that goes up with a dossier, as PDF and DOCX."""

from __future__ import annotations

import asyncio
from typing import Literal

from fastapi import APIRouter, Response

from services.nomination.councils.letters import letter_of, official_letter
from services.nomination.councils.minutes_api import TYPES
from shared.documents import to_docx, to_pdf
from shared.service import Work

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")


@router.get("/letter.{kind}")
async def document(work: Work, dossier_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """For those who may read the dossier; a draft until it is forwarded."""
    today = work.clock.today()
    letter = await letter_of(work.reads, actor=work.actor, dossier_id=dossier_id, on=today)
    printed = official_letter(letter, work.resources.law, today)
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed)
    headers = {"Content-Disposition": f'inline; filename="to-trinh-{dossier_id}.{kind}"'}
    return Response(content, media_type=TYPES[kind], headers=headers)
