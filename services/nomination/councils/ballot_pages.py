"""Votes on screen: opening, voting, hands, counting, what is published. All of it works without a script."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination.councils import ballots, queries
from services.nomination.councils.keys import Sealed
from services.nomination.councils.parts import Vote
from services.nomination.councils.published import Published
from services.nomination.councils.screens import KEY_COOKIE, screen, show, url
from services.nomination.councils.sealing import new_key
from services.nomination.councils.states import ItemState
from services.nomination.pages import PAGES
from shared.errors import RuleBroken
from shared.service import Work
from shared.web.forms import FormErrors, form

router = APIRouter(include_in_schema=False, prefix="/meetings/{meeting_id}/items/{dossier_id}")
KEY_SECONDS = 12 * 3600
MEETING, ITEM = "councils/show.html", "councils/item.html"


class OpeningForm(BaseModel):
    """The key that the page made, and whether the council knows that few votes are not secret."""

    key: str = Field("", max_length=200)
    aware: str = ""


class CountForm(BaseModel):
    """The key as typed, where this browser does not have it, and whether to wait no longer."""

    key: str = Field("", title="chìa khóa hòm phiếu", max_length=200)
    early: str = ""


class ReasonForm(BaseModel):
    """Why, which is kept."""

    why: str = Field(title="lý do", min_length=3, max_length=1000)


class CastingForm(ReasonForm):
    """Which side prevails."""

    side: Vote = Field(title="ý kiến của Chủ tịch")


@router.post("/opening")
async def open_ballot(request: Request, work: Work, meeting_id: str, dossier_id: str, sealing: Sealed) -> Response:
    """Let the members vote. The key stays in this browser."""
    sent = await form(request, OpeningForm)
    if isinstance(sent, FormErrors):
        return await _again(request, work, meeting_id, dossier_id, sent)
    try:
        await work.run(
            ballots.open_ballot,
            law=work.resources.law,
            sealing=sealing,
            meeting_id=meeting_id,
            dossier_id=dossier_id,
            key=sent.key,
            aware=bool(sent.aware),
        )
    except RuleBroken as error:
        return await _again(request, work, meeting_id, dossier_id, FormErrors({}, {"": error.vi}))
    answer = PAGES.see_other(url(meeting_id), "Đã mở bỏ phiếu.")
    answer.set_cookie(
        KEY_COOKIE,
        sent.key,
        max_age=KEY_SECONDS,
        path=url(meeting_id),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https",
    )
    return answer


@router.post("/vote")
async def cast(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Vote; the page after it shows the receipt once and is not kept anywhere."""
    sent = (await request.form()).get(f"vote.{dossier_id}")
    if sent not in set(Vote):
        wrong = FormErrors({}, {f"vote.{dossier_id}": "Chọn một trong ba ý kiến rồi bỏ phiếu."})
        return await show(request, work, meeting_id, MEETING, wrong=wrong)
    where, vote = {"meeting_id": meeting_id, "dossier_id": dossier_id}, Vote(str(sent))
    lock, sealed = await ballots.sealed_for(work.reads, actor=work.actor, vote=vote, **where)
    if sealed is None:
        await work.run(ballots.cast_openly, vote=vote, **where)
        return PAGES.see_other(url(meeting_id), "Đã ghi ý kiến của bạn.")
    code = await work.run(ballots.cast, lock=lock, sealed=sealed, **where)
    page = PAGES.render(request, "councils/receipt.html", code=code, meeting_id=meeting_id, dossier_id=dossier_id)
    page.headers["Cache-Control"] = "no-store"
    return page


@router.post("/hands")
async def raise_hands(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Note the hands raised in the room."""
    sent = await request.form()
    going_on = (await screen(work, meeting_id)).meeting.item(dossier_id).last
    everybody = sent.get("all")
    roll = going_on.roll if going_on else ()
    given = {person: everybody or sent.get(f"hand.{person}", "") for person in roll}
    hands = {person: Vote(str(said)) for person, said in given.items() if said in set(Vote)}
    if not hands:
        wrong = FormErrors({}, {"": "Chọn ý kiến của ít nhất một ủy viên rồi ghi nhận."})
        return await _again(request, work, meeting_id, dossier_id, wrong)
    await work.run(ballots.raise_hands, meeting_id=meeting_id, dossier_id=dossier_id, hands=hands)
    return PAGES.see_other(url(meeting_id, dossier_id), "Đã ghi nhận biểu quyết.")


@router.post("/closing")
async def close_ballot(request: Request, work: Work, meeting_id: str, dossier_id: str, sealing: Sealed) -> Response:
    """Count. The key is taken from this browser, or as it was typed, and forgotten."""
    sent = await form(request, CountForm)
    if isinstance(sent, FormErrors):
        return await show(request, work, meeting_id, MEETING, wrong=sent)
    try:
        meeting = await work.run(
            ballots.close_ballot,
            law=work.resources.law,
            sealing=sealing,
            meeting_id=meeting_id,
            dossier_id=dossier_id,
            key=sent.key or request.cookies.get(KEY_COOKIE, ""),
            early=bool(sent.early),
        )
    except RuleBroken as error:
        return await show(request, work, meeting_id, MEETING, wrong=FormErrors({}, {"": error.vi}))
    tied = meeting.item(dossier_id).state is ItemState.TIED
    said = "Số phiếu ngang nhau: chờ ý kiến của Chủ tịch Hội đồng." if tied else "Đã kiểm phiếu."
    return _forget(PAGES.see_other(url(meeting_id, dossier_id) if tied else url(meeting_id), said), meeting_id)


@router.post("/voiding")
async def void(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """End the vote without counting."""
    answer = await _with_reason(
        request,
        work,
        ballots.void,
        told="Đã hủy cuộc bỏ phiếu, không kiểm.",
        meeting_id=meeting_id,
        dossier_id=dossier_id,
    )
    return _forget(answer, meeting_id) if answer.status_code < 400 else answer


@router.post("/repetition")
async def repeat(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """Vote again; the first vote is kept."""
    told = "Mục này chờ bỏ phiếu lại. Kết quả lần đầu được giữ trong biên bản."
    return await _with_reason(request, work, ballots.repeat, told=told, meeting_id=meeting_id, dossier_id=dossier_id)


@router.post("/casting")
async def break_tie(request: Request, work: Work, meeting_id: str, dossier_id: str) -> Response:
    """The chair's opinion prevails."""
    sent = await form(request, CastingForm)
    if isinstance(sent, FormErrors):
        return await _again(request, work, meeting_id, dossier_id, sent)
    approve = sent.side is Vote.AGREE
    await work.run(ballots.break_tie, meeting_id=meeting_id, dossier_id=dossier_id, approve=approve, reason=sent.why)
    return PAGES.see_other(url(meeting_id, dossier_id), "Đã ghi ý kiến của Chủ tịch Hội đồng.")


@router.get("/ballots")
async def codes(request: Request, work: Work, meeting_id: str, dossier_id: str, round: int = 0) -> HTMLResponse:  # noqa: A002
    """The receipts of a counted vote, and how to count again."""
    meeting, box = await queries.box(
        work.reads, actor=work.actor, meeting_id=meeting_id, dossier_id=dossier_id, round_=round
    )
    return PAGES.render(
        request,
        "councils/ballots.html",
        meeting=meeting,
        published=Published.of(meeting, box),
        base=url(meeting_id, dossier_id),
    )


@router.get("/ballots.json")
async def published(work: Work, meeting_id: str, dossier_id: str, round: int = 0) -> Response:  # noqa: A002
    """The file for ``verify_ballot``."""
    meeting, box = await queries.box(
        work.reads, actor=work.actor, meeting_id=meeting_id, dossier_id=dossier_id, round_=round
    )
    said = Published.of(meeting, box)
    headers = {"Content-Disposition": 'attachment; filename="kiem-phieu.json"'}
    return Response(said.model_dump_json(indent=1), media_type="application/json", headers=headers)


async def _with_reason(
    request: Request, work: Any, command: Any, *, told: str, meeting_id: str, dossier_id: str
) -> Response:
    sent = await form(request, ReasonForm)
    if isinstance(sent, FormErrors):
        return await _again(request, work, meeting_id, dossier_id, sent)
    await work.run(command, meeting_id=meeting_id, dossier_id=dossier_id, reason=sent.why)
    return PAGES.see_other(url(meeting_id, dossier_id), told)


async def _again(request: Request, work: Any, meeting_id: str, dossier_id: str, wrong: FormErrors) -> HTMLResponse:
    seen = await screen(work, meeting_id)
    return await show(request, work, meeting_id, ITEM, wrong=wrong, item=seen.item(dossier_id), new_key=new_key())


def _forget(answer: Response, meeting_id: str) -> Response:
    answer.delete_cookie(KEY_COOKIE, path=url(meeting_id))
    return answer
