"""Public notices over HTTP: anybody reads the lists; officers post and answer; citizens comment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.postings import commands, queries
from services.nomination.postings.errors import Answered, NotPostable, PostingClosed, TooManyComments
from services.nomination.postings.model import Comment, CommentState, PostedLine, Posting
from shared.errors import Conflict, NotFound, Stale
from shared.service import Input, Visit, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/postings", tags=["postings"])
PostingId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000011"])]
WRITE = (NotFound, Conflict, Stale, KeyReused)


class NewPosting(Input):
    """Which dossiers, under which title."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2025",
                    "dossiers": ["0198c0de-0000-7000-8000-00000000000a"],
                }
            ]
        }
    }

    unit: str = Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")
    title: str = Field(min_length=5, max_length=300)
    place: str = Field("", max_length=300)
    dossiers: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=2000)


class NewComment(Input):
    """What a citizen says; name and contact are for the officer alone and need not be given."""

    model_config = {"json_schema_extra": {"examples": [{"text": "Gia đình ông A. thôn 3 rất xứng đáng."}]}}

    text: str = Field(min_length=10, max_length=2000)
    about: str = Field("", max_length=64, description="The line it is about: its candidate or dossier.")
    name: str = Field("", max_length=100)
    contact: str = Field("", max_length=100)


class Judgement(Input):
    """Whether it is published, and the answer; for one that is hidden the answer is the reason."""

    model_config = {"json_schema_extra": {"examples": [{"publish": True, "answer": "Cảm ơn ý kiến của ông/bà."}]}}

    publish: bool
    answer: str = Field(min_length=3, max_length=2000)


class PostingView(BaseModel):
    """A list that is or was public."""

    id: str
    version: int
    unit: str
    title: str
    place: str
    lines: tuple[PostedLine, ...]
    days: int
    working: bool
    citation: str
    posted_on: date
    closes_on: date

    @classmethod
    def of(cls, posting: Posting) -> Self:
        """The view of a posting."""
        return cls.model_validate(vars(posting))


class CommentView(BaseModel):
    """A comment without who wrote it."""

    id: str
    version: int
    state: CommentState
    text: str
    answer: str
    answered_on: date | None

    @classmethod
    def of(cls, said: Comment) -> Self:
        """The view of a comment."""
        return cls.model_validate(vars(said))


class PostingPage(BaseModel):
    """A page of postings; ``after`` is the cursor of the next one."""

    items: list[PostingView]
    after: str | None


class CommentList(BaseModel):
    """Comments on one posting."""

    items: list[CommentView]


@router.post(
    "",
    status_code=201,
    summary="Make a list public",
    response_model=PostingView,
    responses=problems(*WRITE, NotPostable),
)
async def post(body: NewPosting, work: Work) -> PostingView | Response:
    """For the days of the law; until they are over nothing on the list is decided."""
    return await work.do(
        commands.post,
        view=PostingView.of,
        law=work.resources.law,
        unit=body.unit,
        title=body.title,
        place=body.place,
        dossiers=list(dict.fromkeys(body.dossiers)),
    )


@router.get("", summary="Lists that are or were public", responses=problems())
async def index(
    visit: Visit,
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PostingPage:
    """For anybody, newest first."""
    found = await queries.page(visit.reads, unit=unit, after=after, limit=limit)
    return PostingPage(items=[PostingView.of(one) for one in found.items], after=found.after)


@router.get("/{posting_id}/comments", summary="Comments on a list", responses=problems(NotFound))
async def comments(posting_id: PostingId, visit: Visit) -> CommentList:
    """Published ones for anybody; the officer sees all."""
    posting = await visit.reads.get(Posting, posting_id)
    officer = access.posts(posting.unit)(visit.actor)
    found = await queries.comments(visit.reads, posting_id, officer=officer)
    return CommentList(items=[CommentView.of(one) for one in found])


@router.post(
    "/{posting_id}/comments",
    status_code=201,
    summary="Comment on a list",
    responses=problems(NotFound, PostingClosed, TooManyComments),
)
async def comment(posting_id: PostingId, body: NewComment, request: Request, visit: Visit) -> CommentView:
    """By anybody while the list is public, three a day from one address; the officer reads it before others do."""
    said = await visit.run(
        commands.comment,
        posting_id=posting_id,
        text=body.text,
        name=body.name,
        contact=body.contact,
        about=body.about,
        address=commands.hashed(came_from(request), request.app.state.secret, visit.clock.today()),
    )
    return CommentView.of(said)


@router.post(
    "/comments/{comment_id}/answer",
    summary="Publish or hide a comment, with an answer",
    response_model=CommentView,
    responses=problems(*WRITE, Answered),
)
async def judge(comment_id: Annotated[str, Path(max_length=64)], body: Judgement, work: Work) -> CommentView | Response:
    """By the officer of the unit that posted the list."""
    return await work.do(
        commands.judge, view=CommentView.of, comment_id=comment_id, publish=body.publish, answer=body.answer
    )


def came_from(request: Request) -> str:
    """The address that the gateway saw; that of the peer where there is no gateway."""
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return told or (request.client.host if request.client else "unknown")
