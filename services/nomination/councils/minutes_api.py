"""Minutes over HTTP: reading, correcting, signing, printing."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field

from services.nomination.councils import minutes_commands, queries
from services.nomination.councils.api import WRITE, Id
from services.nomination.councils.ballots_api import Why
from services.nomination.councils.errors import MinutesLocked
from services.nomination.councils.minutes import Correction, Minutes, MinutesKind, Wording
from services.nomination.councils.minutes_printed import printed
from services.nomination.councils.states import MinutesState
from shared.documents import to_docx, to_pdf
from shared.errors import NotFound
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1", tags=["minutes"])
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Line = Annotated[str, Field(min_length=1, max_length=300)]


class WordingInput(Input):
    """What the secretary may word; counters are ids of people or names."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "started": "2025-06-20T08:00:00+07:00",
                    "ended": "2025-06-20T10:30:00+07:00",
                    "counters": ["dq-van-phong-01"],
                    "discussion": "Các ý kiến đều thống nhất.",
                    "conclusion": "Hội đồng đề nghị khen thưởng 03 trường hợp.",
                    "recipients": ["Thường trực Hội đồng"],
                }
            ]
        }
    }

    started: AwareDatetime
    ended: AwareDatetime
    counters: list[Line] = Field(default_factory=list, max_length=9)
    discussion: str = Field("", max_length=20_000)
    conclusion: str = Field("", max_length=5_000)
    recipients: list[Line] = Field(default_factory=list, max_length=30)

    def wording(self) -> Wording:
        """As the model takes it."""
        return Wording.model_validate(self.model_dump())


class MinutesView(BaseModel):
    """Minutes with the state of their signatures."""

    id: str
    version: int
    unit: str
    meeting: str
    what: MinutesKind
    title: str
    state: MinutesState
    number: str
    written_on: date
    presented_on: date | None
    signed_on: date | None
    wording: Wording
    corrections: tuple[Correction, ...]

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        return cls.model_validate(vars(minutes))


class MinutesList(BaseModel):
    """The minutes of a meeting."""

    items: list[MinutesView]


@router.get("/meetings/{meeting_id}/minutes", summary="List the minutes of a meeting", responses=problems(NotFound))
async def index(meeting_id: Id, work: Work) -> MinutesList:
    """Those of the meeting and those of its ballots; none before it is over."""
    meeting = await queries.meeting(work.reads, actor=work.actor, meeting_id=meeting_id)
    found = await queries.minutes_of(work.reads, meeting)
    return MinutesList(items=[MinutesView.of(one) for one in found])


@router.get("/minutes/{minutes_id}", summary="Read minutes", responses=problems(NotFound))
async def show(minutes_id: Id, work: Work, response: Response) -> MinutesView:
    """For those who may read the meeting."""
    minutes, _ = await queries.minutes(work.reads, actor=work.actor, minutes_id=minutes_id)
    response.headers["ETag"] = f'"{minutes.version}"'
    return MinutesView.of(minutes)


@router.put(
    "/minutes/{minutes_id}",
    summary="Correct minutes",
    response_model=MinutesView,
    responses=problems(*WRITE, MinutesLocked),
)
async def correct(minutes_id: Id, body: WordingInput, work: Work) -> MinutesView | Response:
    """By the secretary, before signing. Figures come from the votes and cannot be changed."""
    return await work.do(minutes_commands.correct, view=MinutesView.of, minutes_id=minutes_id, wording=body.wording())


@router.post(
    "/minutes/{minutes_id}/presentation",
    summary="Sign minutes as secretary",
    response_model=MinutesView,
    responses=problems(*WRITE, MinutesLocked),
)
async def present(minutes_id: Id, work: Work) -> MinutesView | Response:
    """The secretary signs and lays them before the chair."""
    return await work.do(minutes_commands.present, view=MinutesView.of, minutes_id=minutes_id)


@router.post(
    "/minutes/{minutes_id}/return",
    summary="Send minutes back",
    response_model=MinutesView,
    responses=problems(*WRITE, MinutesLocked),
)
async def send_back(minutes_id: Id, body: Why, work: Work) -> MinutesView | Response:
    """The chair does not sign, and says what has to be corrected."""
    return await work.do(minutes_commands.send_back, view=MinutesView.of, minutes_id=minutes_id, reason=body.reason)


@router.post(
    "/minutes/{minutes_id}/signature",
    summary="Sign minutes as chair",
    response_model=MinutesView,
    responses=problems(*WRITE, MinutesLocked),
)
async def sign(minutes_id: Id, work: Work) -> MinutesView | Response:
    """They get their number and never change again."""
    return await work.do(minutes_commands.sign, view=MinutesView.of, minutes_id=minutes_id)


@router.get(
    "/minutes/{minutes_id}/document.{kind}",
    summary="Print minutes",
    responses=problems(NotFound),
    response_class=Response,
)
async def document(minutes_id: Id, kind: Literal["pdf", "docx"], work: Work) -> Response:
    """The official document; a draft has no number yet."""
    minutes, meeting = await queries.minutes(work.reads, actor=work.actor, minutes_id=minutes_id)
    names = await minutes_commands.names_of(work.reads, minutes, meeting)
    content = await asyncio.to_thread(to_pdf if kind == "pdf" else to_docx, printed(minutes, meeting, names))
    name = f"bien-ban-{minutes.what.value}-{minutes.ordinal or 'du-thao'}-{minutes.unit}.{kind}"
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": f'inline; filename="{name}"'})
