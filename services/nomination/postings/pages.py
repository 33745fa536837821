"""Public notices on screen: the list for citizens, without script, and what the officer does with it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.dossiers import queries as dossiers
from services.nomination.pages import PAGES
from services.nomination.postings import commands, queries
from services.nomination.postings.api import came_from
from services.nomination.postings.errors import PostingClosed, TooManyComments
from services.nomination.postings.model import PostedLine, Posting
from shared.errors import Denied
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.service import Visit, Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/postings")
PAGE = 50


class PostForm(BaseModel):
    """Which dossiers."""

    unit: str = Field(title="đơn vị niêm yết", min_length=1, max_length=80)
    title: str = Field(title="tên danh sách", min_length=5, max_length=300)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=2000)


class CommentForm(BaseModel):
    """What a citizen says. ``website`` is for machines: people do not see it."""

    text: str = Field(title="ý kiến", min_length=10, max_length=2000)
    about: str = Field("", title="người được góp ý", max_length=64)
    name: str = Field("", title="họ tên", max_length=100)
    contact: str = Field("", title="cách liên hệ", max_length=100)
    website: str = ""


class JudgeForm(BaseModel):
    """What becomes of a comment."""

    publish: Literal["yes", "no"] = Field(title="cách xử lý")
    answer: str = Field(title="trả lời hoặc lý do", min_length=3, max_length=2000)


@router.get("")
async def index(
    request: Request, visit: Visit, after: Annotated[str | None, Query(max_length=64)] = None
) -> HTMLResponse:
    """The lists, for anybody."""
    found = await queries.page(visit.reads, after=after, limit=PAGE)
    today = visit.clock.today()
    return PAGES.render(
        request,
        "postings/index.html",
        postings=[(one, one.is_open(today)) for one in found.items],
        may_post=bool(visit.actor.at(Role.OFFICER)),
        next_url=f"/nomination/postings?after={found.after}" if found.after else "",
    )


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Post a list."""
    return await _new(request, work, FormState())


@router.post("/new")
async def post(request: Request, work: Work) -> Response:
    """Post it."""
    sent = await form(request, PostForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    posting = await work.run(
        commands.post,
        law=work.resources.law,
        unit=sent.unit,
        title=sent.title,
        dossiers=list(dict.fromkeys(sent.dossiers)),
    )
    return PAGES.see_other(f"/nomination/postings/{posting.id}", "Đã niêm yết danh sách.")


@router.get("/{posting_id}")
async def one(request: Request, visit: Visit, posting_id: str) -> HTMLResponse:
    """One list with what was said to it."""
    return await _show(request, visit, posting_id, FormState())


@router.post("/{posting_id}/comments")
async def comment(request: Request, visit: Visit, posting_id: str) -> Response:
    """Comment on it."""
    sent = await form(request, CommentForm)
    if isinstance(sent, FormErrors):
        return await _show(request, visit, posting_id, sent)
    address = commands.hashed(came_from(request), request.app.state.secret, visit.clock.today())
    if not sent.website:
        try:
            await visit.run(
                commands.comment,
                posting_id=posting_id,
                text=sent.text,
                name=sent.name,
                contact=sent.contact,
                about=sent.about,
                address=address,
            )
        except (TooManyComments, PostingClosed) as error:
            return await _show(request, visit, posting_id, FormErrors(sent.model_dump(), {"": error.vi}))
    return PAGES.see_other(f"/nomination/postings/{posting_id}", "Đã nhận ý kiến. Cán bộ phụ trách sẽ đọc và trả lời.")


@router.post("/{posting_id}/comments/{comment_id}")
async def judge(request: Request, work: Work, posting_id: str, comment_id: str) -> Response:
    """Publish with an answer, or hide."""
    sent = await form(request, JudgeForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, posting_id, sent, wrong=comment_id)
    await work.run(commands.judge, comment_id=comment_id, publish=sent.publish == "yes", answer=sent.answer)
    return PAGES.see_other(f"/nomination/postings/{posting_id}", "Đã xử lý ý kiến.")


async def _show(request: Request, visit: Any, posting_id: str, state: FormState, *, wrong: str = "") -> HTMLResponse:
    posting = await visit.reads.get(Posting, posting_id)
    officer = access.posts(posting.unit)(visit.actor)
    return PAGES.render(
        request,
        "postings/show.html",
        status=422 if state.errors else 200,
        posting=posting,
        rows=[line.model_dump() | {"url": _url(line) if officer else ""} for line in posting.lines],
        people=[(line.about, line.nominee) for line in posting.lines],
        about={line.about: line for line in posting.lines},
        url_of=_url,
        open=posting.is_open(visit.clock.today()),
        comments=await queries.comments(visit.reads, posting_id, officer=officer),
        officer=officer,
        form=FormState() if wrong else state,
        judging=state if wrong else FormState(),
        wrong=wrong,
    )


def _url(line: PostedLine) -> str:
    """Where the officer looks at a line."""
    if line.candidate and not line.dossier:
        return f"/nomination/candidates/{line.candidate}"
    return f"/nomination/dossiers/{line.dossier}"


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER))
    if not units:
        raise Denied
    found = await dossiers.page(work.reads, actor=work.actor, states=commands.POSTABLE, limit=200)
    law, today = work.resources.law, work.clock.today()
    return PAGES.render(
        request,
        "postings/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in units.values()],
        dossiers=[
            Option(
                one.id,
                one.nominee.name,
                one.award_name + (", bắt buộc niêm yết" if law.public_notice(one.award, today) else ""),
            )
            for one in found.items
            if one.unit in units
        ],
    )
