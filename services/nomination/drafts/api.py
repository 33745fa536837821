"""Keeping what is typed, over HTTP: the script of the forms sends it at every pause."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, BaseModel, Field

from services.nomination.dossiers.api import WRITE, DossierId
from services.nomination.dossiers.screen import writable
from services.nomination.drafts import commands
from services.nomination.drafts.errors import SavedElsewhere, TypedElsewhere, UnknownPlace
from services.nomination.drafts.model import Draft, Seen, Values
from services.nomination.drafts.prints import draft_of, fingerprint, fits
from shared.clock import VIETNAM
from shared.errors import NotFound
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])
Place = Annotated[
    str, Path(max_length=100, pattern=r"^[a-z.\-]+$", description="The form", examples=["report.person-merit"])
]
Typed = Annotated[str, Field(max_length=20_000)]


class DraftInput(Input):
    """The fields as they stand, and what the form knew when it was opened: ``base`` and ``revision``."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"values": {"text": "Chủ nhiệm lớp 3B, toàn bộ"}, "base": "9f86d081884c7d65", "revision": 0},
            ]
        }
    }

    values: dict[Annotated[str, Field(max_length=200)], Typed | Annotated[list[Typed], Field(max_length=60)]] = Field(
        max_length=200
    )
    base: str = Field(max_length=64)
    revision: int = Field(0, ge=0)


class DraftView(BaseModel):
    """It is kept. ``revision`` goes with the next time; ``time`` is the hour as people read it."""

    revision: int
    at: AwareDatetime
    time: str

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """The view of a draft."""
        return cls(revision=draft.revision, at=draft.at, time=f"{draft.at.astimezone(VIETNAM):%H:%M}")


class DraftState(BaseModel):
    """What a form has to know before somebody types into it; ``values`` is null where nothing is typed."""

    values: Values | None
    base: str
    revision: int


@router.get("/{dossier_id}/drafts/{place}", summary="What is typed and not saved", responses=problems(NotFound))
async def show(dossier_id: DossierId, place: Place, work: Work) -> DraftState:
    """For those who may write the dossier; with the ``base`` and ``revision`` that keeping needs."""
    dossier = await writable(work, dossier_id)
    draft = await draft_of(work.reads, dossier, place)
    typed = draft if draft and fits(draft, dossier) else None
    return DraftState(
        values=typed.values if typed else None,
        base=fingerprint(dossier, place),
        revision=typed.revision if typed else 0,
    )


@router.put(
    "/{dossier_id}/drafts/{place}",
    summary="Keep what is being typed",
    response_model=DraftView,
    responses=problems(*WRITE, SavedElsewhere, TypedElsewhere, UnknownPlace),
)
async def keep(dossier_id: DossierId, place: Place, body: DraftInput, work: Work) -> DraftView | Response:
    """Sending the same again changes nothing. It is no command of the dossier: no event, no history, no audit.

    Refused if somebody else saved or typed there since the form was opened; nothing is overwritten.
    """
    return await work.do(
        commands.keep,
        view=DraftView.of,
        dossier_id=dossier_id,
        place=place,
        values=body.values,
        seen=Seen(base=body.base, revision=body.revision),
    )
