"""The operator's hand on screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from shared.clock import VIETNAM
from shared.errors import NotFound, ThiduaError
from shared.messaging import Reactions
from shared.messaging.rebuild import ACTIVE
from shared.messaging.replay import State as ReplayState
from shared.service.operations import access, commands, queries, words
from shared.service.operations.masking import lines, masked
from shared.service.runtime import Runtime
from shared.service.work import Work
from shared.web.flash import see_other
from shared.web.forms import Day, FormErrors, FormState, form
from shared.web.templating import Pages

SERVICES = (
    ("Việc và thông báo", "notification"),
    ("Đăng ký thi đua", "registration"),
    ("Khen thưởng", "nomination"),
    ("Báo cáo", "reporting"),
)
router = APIRouter(prefix="/operations", include_in_schema=False, dependencies=[Depends(access.guard)])
After = Annotated[str, Query(max_length=200)]


class ReasonForm(BaseModel):
    """Why."""

    reason: str = Field(title="lý do", min_length=3, max_length=500)


class SkipForm(ReasonForm):
    """Which hole, as it was seen."""

    subject: str = Field(title="đối tượng", max_length=200)
    reached: int = Field(title="vị trí", ge=0)


class SubjectForm(BaseModel):
    """Which subject."""

    subject: str = Field(title="đối tượng", max_length=200)


class SendForm(ReasonForm):
    """Whether also what nobody knows about."""

    even_unknown: bool = Field(default=False, title="xác nhận")


class RangeForm(BaseModel):
    """A range of the history, by whole days."""

    consumer: str = Field(title="bộ nhận", max_length=80)
    since: Day | None = Field(default=None, title="từ ngày")
    until: Day | None = Field(default=None, title="đến hết ngày")
    type: str = Field(default="", title="loại sự kiện", max_length=120)
    subject: str = Field(default="", title="đối tượng", max_length=200)
    unit: str = Field(default="", title="đơn vị", max_length=80)


@router.get("/")
async def index(request: Request, work: Work) -> HTMLResponse:
    """Where this service stands."""
    runtime = _runtime(request)
    history = await queries.done(work.reads, actor=work.actor, limit=10)
    return _render(
        request,
        work,
        "index",
        hearings=words.hearings(
            await queries.hearings(work.store, runtime.reactions, actor=work.actor), _base(request)
        ),
        models=words.models(await queries.models(work.store, runtime.reactions, actor=work.actor), _base(request)),
        moments=words.moments(history.items),
        refusing=runtime.pressure.refusing,
        services=[(title, f"/{name}/operations/") for title, name in SERVICES],
    )


@router.get("/dead-letters")
async def letters(request: Request, work: Work, consumer: After = "", after: After = "") -> HTMLResponse:
    """What was given up."""
    page = await queries.letters(work.reads, actor=work.actor, consumer=consumer or None, after=after or None, limit=50)
    rows = words.letters(page.items, _base(request))
    return _render(request, work, "letters", rows=rows, consumer=consumer, after=page.after)


@router.get("/dead-letters/{consumer}/{event}")
async def letter(consumer: str, event: str, request: Request, work: Work) -> HTMLResponse:
    """One of them."""
    return await _letter(consumer, event, request, work, FormState())


@router.post("/dead-letters/{consumer}/resend")
async def resend_all(consumer: str, request: Request, work: Work) -> Response:
    """Send all of a consumer again."""
    sent = await work.run(commands.resend_all, consumer=_reactions(request, consumer).consumer)
    return _see(request, f"/dead-letters?consumer={consumer}", f"Đang gửi lại {len(sent)} thông điệp.")


@router.post("/dead-letters/{consumer}/{event}/resend")
async def resend(consumer: str, event: str, request: Request, work: Work) -> Response:
    """Send one again."""
    await work.run(commands.resend, consumer=_reactions(request, consumer).consumer, event=event)
    return _see(request, f"/dead-letters?consumer={consumer}", "Đang gửi lại. Nếu vẫn hỏng, thông điệp sẽ trở lại đây.")


@router.post("/dead-letters/{consumer}/{event}/discard")
async def discard(consumer: str, event: str, request: Request, work: Work) -> Response:
    """Give one up."""
    sent = await form(request, ReasonForm)
    if isinstance(sent, FormErrors):
        return await _letter(consumer, event, request, work, sent, status=422)
    await work.run(commands.discard, reactions=_reactions(request, consumer), event=event, reason=sent.reason)
    return _see(request, f"/dead-letters?consumer={consumer}", "Đã bỏ thông điệp và ghi vào nhật ký.")


async def _letter(
    consumer: str, event: str, request: Request, work: Work, state: FormState, *, status: int = 200
) -> HTMLResponse:
    reactions = _reactions(request, consumer)
    found = await queries.letter(work.reads, actor=work.actor, consumer=consumer, event=event)
    envelope = found.envelope
    return _render(
        request,
        work,
        "letter",
        status=status,
        letter=found,
        facts=words.letter_facts(found),
        data=list(lines(masked(envelope.data))) if envelope else [],
        readable=envelope is not None,
        ordered=reactions.ordered,
        form=state,
    )


@router.get("/gaps")
async def gap_list(request: Request, work: Work) -> HTMLResponse:
    """What waits for an earlier event."""
    found = await queries.waiting(work.store, _runtime(request).reactions, actor=work.actor)
    return _render(request, work, "gaps", rows=words.gaps(found, _base(request)))


@router.get("/gaps/{consumer}")
async def gap(consumer: str, request: Request, work: Work, subject: After) -> HTMLResponse:
    """One subject that waits."""
    return await _gap(consumer, subject, request, work, FormState())


@router.post("/gaps/{consumer}/skip")
async def skip(consumer: str, request: Request, work: Work) -> Response:
    """Go without what is missing."""
    sent = await form(request, SkipForm)
    if isinstance(sent, FormErrors):
        return await _gap(consumer, str(sent.value("subject")), request, work, sent, status=422)
    reactions = _reactions(request, consumer)
    try:
        await work.run(commands.skip, store=work.store, reactions=reactions, **sent.model_dump())
    except ThiduaError as error:
        if isinstance(error, NotFound):
            raise
        wrong = FormErrors(sent.model_dump(), {"": error.vi})
        return await _gap(consumer, sent.subject, request, work, wrong, status=error.status)
    return _see(request, "/gaps", "Đã ghi. Những sự kiện phía sau được xử lý ngay.")


@router.post("/gaps/{consumer}/retry")
async def retry(consumer: str, request: Request, work: Work) -> Response:
    """Try once more."""
    sent = await form(request, SubjectForm)
    if isinstance(sent, FormErrors):
        return _see(request, "/gaps", "Chưa rõ đối tượng nào.")
    await work.run(commands.retry, store=work.store, reactions=_reactions(request, consumer), subject=sent.subject)
    return _see(request, "/gaps", "Đang thử lại.")


async def _gap(
    consumer: str, subject: str, request: Request, work: Work, state: FormState, *, status: int = 200
) -> HTMLResponse:
    reactions = _reactions(request, consumer)
    found = await queries.gap(work.store, reactions, subject, actor=work.actor)
    related = await queries.of_subject(work.reads, consumer, subject)
    return _render(
        request,
        work,
        "gap",
        status=status,
        gap=found,
        facts=words.gap_facts(found),
        parked=words.parked(found),
        related=words.letters(related, _base(request)),
        form=state,
    )


@router.get("/replays")
async def replays(request: Request, work: Work) -> HTMLResponse:
    """Which range, and the last ones."""
    return await _replays(request, work, FormState())


@router.post("/replays")
async def count(request: Request, work: Work) -> Response:
    """Count a range."""
    sent = await form(request, RangeForm)
    if isinstance(sent, FormErrors):
        return await _replays(request, work, sent, status=422)
    found = await work.run(
        commands.count,
        consumer=_reactions(request, sent.consumer).consumer,
        since=_midnight(sent.since),
        until=_midnight(sent.until + timedelta(days=1)) if sent.until else None,
        types=[sent.type] if sent.type else [],
        subject=sent.subject,
        unit=sent.unit,
    )
    return _see(request, f"/replays/{found.id}")


async def _replays(request: Request, work: Work, state: FormState, *, status: int = 200) -> HTMLResponse:
    reactions = _runtime(request).reactions
    return _render(
        request,
        work,
        "replays",
        status=status,
        rows=words.replays(await queries.replays(work.reads, actor=work.actor), _base(request)),
        consumers=[(one.consumer, one.consumer) for one in reactions],
        types=[(type_, words.event_name(type_)) for type_ in sorted({t for one in reactions for t in one.types})],
        form=state,
    )


@router.get("/replays/{replay_id}")
async def replay(replay_id: str, request: Request, work: Work) -> HTMLResponse:
    """What a replay would send, or how far it is."""
    return await _replay(replay_id, request, work, FormState())


@router.post("/replays/{replay_id}")
async def send(replay_id: str, request: Request, work: Work) -> Response:
    """Send it."""
    sent = await form(request, SendForm)
    if isinstance(sent, FormErrors):
        return await _replay(replay_id, request, work, sent, status=422)
    try:
        await work.run(commands.send, replay_id=replay_id, **sent.model_dump())
    except ThiduaError as error:
        if isinstance(error, NotFound):
            raise
        return await _replay(
            replay_id, request, work, FormErrors(sent.model_dump(), {"": error.vi}), status=error.status
        )
    return _see(request, f"/replays/{replay_id}", "Đang gửi lại.")


async def _replay(replay_id: str, request: Request, work: Work, state: FormState, *, status: int = 200) -> HTMLResponse:
    found = await queries.replay(work.reads, replay_id, actor=work.actor)
    return _render(
        request,
        work,
        "replay",
        status=status,
        replay=found,
        state=words.REPLAY[found.state],
        facts=words.replay_facts(found),
        kinds=[{"name": words.event_name(type_), "count": number} for type_, number in found.counts],
        counted=found.state is ReplayState.COUNTED,
        form=state,
    )


@router.get("/models/{model}")
async def model(model: str, request: Request, work: Work) -> HTMLResponse:
    """A read model and its rebuild."""
    return await _model(model, request, work, FormState())


@router.post("/models/{model}/rebuild")
async def rebuild(model: str, request: Request, work: Work) -> Response:
    """Make it again."""
    sent = await form(request, ReasonForm)
    if isinstance(sent, FormErrors):
        return await _model(model, request, work, sent, status=422)
    await work.run(commands.rebuild_model, model=(await _kept(model, request, work)).name, reason=sent.reason)
    return _see(request, f"/models/{model}", "Bắt đầu dựng lại. Số liệu đang xem giữ nguyên đến khi xong.")


@router.post("/models/{model}/cancel")
async def cancel(model: str, request: Request, work: Work) -> Response:
    """Give the rebuild up."""
    await work.run(commands.cancel_rebuild, model=model)
    return _see(request, f"/models/{model}", "Đã dừng. Số liệu đang xem giữ nguyên.")


async def _model(model: str, request: Request, work: Work, state: FormState, *, status: int = 200) -> HTMLResponse:
    kept = await _kept(model, request, work)
    return _render(
        request,
        work,
        "model",
        status=status,
        kept=kept,
        facts=words.model_facts(kept),
        active=kept.last is not None and kept.last.state in ACTIVE,
        state=words.REBUILD[kept.last.state] if kept.last else words.NEVER,
        form=state,
    )


async def _kept(model: str, request: Request, work: Work) -> queries.Kept:
    for one in await queries.models(work.store, _runtime(request).reactions, actor=work.actor):
        if one.name == model:
            return one
    raise NotFound(what=f"bảng tổng hợp {model}")


def _render(request: Request, work: Work, name: str, *, status: int = 200, **context: object) -> HTMLResponse:
    pages: Pages = request.app.state.pages
    base = _base(request)
    parts = [
        ("Tổng quan", f"{base}/"),
        ("Không xử lý được", f"{base}/dead-letters"),
        ("Đang chờ", f"{base}/gaps"),
        ("Gửi lại lịch sử", f"{base}/replays"),
    ]
    may_act = access.acts(work.actor)
    return pages.render(
        request, f"operations/{name}.html", status=status, base=base, parts=parts, may_act=may_act, **context
    )


def _see(request: Request, path: str, flash: str = "") -> Response:
    pages: Pages = request.app.state.pages
    url = f"{_base(request)}{path}"
    return pages.see_other(url, flash) if flash else see_other(url)


def _base(request: Request) -> str:
    return f"/{request.app.state.service}/operations"


def _runtime(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


def _reactions(request: Request, consumer: str) -> Reactions:
    return _runtime(request).reactions_of(consumer)


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM) if day else None
