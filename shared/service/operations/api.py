"""The operator's hand over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AwareDatetime, ConfigDict, Field

from shared.errors import NotFound
from shared.messaging.gaps import Moved
from shared.messaging.rebuild import UnderWay
from shared.messaging.replay import NotCounted, Unknown
from shared.service.input import Input
from shared.service.operations import access, commands, queries
from shared.service.operations.views import (
    ActList,
    ActView,
    ConsumerView,
    GapList,
    GapView,
    LetterDetail,
    LetterList,
    LetterView,
    ModelView,
    Overview,
    RebuildView,
    ReplayView,
    Resent,
)
from shared.service.problems import problems
from shared.service.work import Work
from shared.store.reads import MOST

router = APIRouter(prefix="/api/v1/operations", tags=["operations"], dependencies=[Depends(access.guard)])
Name = Annotated[str, Path(max_length=80, pattern=r"^[a-z][a-z.-]*$", examples=["reporting.projections"])]
Id = Annotated[str, Path(max_length=80)]
After = Annotated[str | None, Query(max_length=200, description="Cursor: `after` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


class Reason(Input):
    """Why, in the words of whoever does it: it stands in the audit."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The unit was entered twice by mistake."}]})

    reason: str = Field(min_length=3, max_length=500)


class About(Input):
    """Of which subject."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"subject": "unit/duong-quang"}]})

    subject: str = Field(min_length=3, max_length=200)


class Skip(Reason, About):
    """``reached``: the last sequence handled, as you saw it when you decided."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"subject": "unit/duong-quang", "reached": 3, "reason": "Never published."}]}
    )

    reached: int = Field(ge=0, le=1_000_000_000)


class Range(Input):
    """Which events of the history. Instants of recording, both included; what is left out takes everything."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"consumer": "reporting.projections", "since": "2025-06-01T00:00:00Z"}]}
    )

    consumer: str = Field(max_length=80)
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    types: list[str] = Field(default_factory=list, max_length=50)
    subject: str = Field(default="", max_length=200)
    unit: str = Field(default="", max_length=80)


class Send(Reason):
    """``even_unknown``: also events so old that nobody knows whether they were handled."""

    even_unknown: bool = False


@router.get("", summary="Where this service stands", responses=problems())
async def overview(request: Request, work: Work) -> Overview:
    """Consumers with their dead letters and gaps, read models with their last rebuild."""
    runtime = request.app.state.runtime
    return Overview(
        refusing=runtime.pressure.refusing,
        consumers=[
            ConsumerView(
                name=one.reactions.consumer,
                ordered=one.reactions.ordered,
                model=one.reactions.model.name if one.reactions.model else "",
                dead=one.dead,
                gaps=one.gaps,
                parked=one.parked,
            )
            for one in await queries.hearings(work.store, runtime.reactions, actor=work.actor)
        ],
        models=[
            ModelView(name=one.name, generation=one.generation, last=RebuildView.of(one.last) if one.last else None)
            for one in await queries.models(work.store, runtime.reactions, actor=work.actor)
        ],
    )


@router.get("/acts", summary="What was done by hand", responses=problems())
async def acts(work: Work, after: After = None, limit: Limit = 50) -> ActList:
    """Who did what, and why; the same stands in the audit."""
    page = await queries.done(work.reads, actor=work.actor, after=after, limit=limit)
    return ActList(items=[ActView.of(one) for one in page.items], after=page.after)


@router.get("/dead-letters", summary="List dead letters", responses=problems())
async def letters(
    work: Work, consumer: Annotated[str | None, Query(max_length=80)] = None, after: After = None, limit: Limit = 50
) -> LetterList:
    """What was given up, by consumer."""
    page = await queries.letters(work.reads, actor=work.actor, consumer=consumer, after=after, limit=limit)
    return LetterList(items=[LetterView.of(one) for one in page.items], after=page.after)


@router.get("/dead-letters/{consumer}/{event}", summary="Look at a dead letter", responses=problems(NotFound))
async def letter(consumer: Name, event: Id, work: Work) -> LetterDetail:
    """With the data of its event, personal data masked."""
    return LetterDetail.of(await queries.letter(work.reads, actor=work.actor, consumer=consumer, event=event))


@router.post(
    "/dead-letters/{consumer}/resend",
    summary="Send all dead letters of a consumer again",
    response_model=Resent,
    responses=problems(NotFound),
)
async def resend_all(consumer: Name, request: Request, work: Work) -> Resent | Response:
    """At most 200 at once, as if they had never failed."""
    request.app.state.runtime.reactions_of(consumer)
    return await work.do(commands.resend_all, view=lambda sent: Resent(count=len(sent)), consumer=consumer)


@router.post(
    "/dead-letters/{consumer}/{event}/resend",
    summary="Send a dead letter again",
    response_model=LetterView,
    responses=problems(NotFound),
)
async def resend(consumer: Name, event: Id, work: Work) -> LetterView | Response:
    """The worker sends it within a second or two, to this consumer alone."""
    return await work.do(commands.resend, view=LetterView.of, consumer=consumer, event=event)


@router.post(
    "/dead-letters/{consumer}/{event}/discard",
    summary="Discard a dead letter",
    response_model=LetterView,
    responses=problems(NotFound),
)
async def discard(consumer: Name, event: Id, body: Reason, request: Request, work: Work) -> LetterView | Response:
    """For good. An ordered consumer goes on behind it."""
    reactions = request.app.state.runtime.reactions_of(consumer)
    return await work.do(commands.discard, view=LetterView.of, reactions=reactions, event=event, reason=body.reason)


@router.get("/gaps", summary="List gaps", responses=problems())
async def gap_list(request: Request, work: Work) -> GapList:
    """Events that wait for an earlier one of their subject."""
    found = await queries.waiting(work.store, request.app.state.runtime.reactions, actor=work.actor)
    return GapList(items=[GapView.of(one) for one in found])


@router.post(
    "/gaps/{consumer}/skip",
    summary="Go without what is missing",
    response_model=ActView,
    responses=problems(NotFound, Moved),
)
async def skip(consumer: Name, body: Skip, request: Request, work: Work) -> ActView | Response:
    """Moves the cursor over the hole; what waits behind it is handled."""
    reactions = request.app.state.runtime.reactions_of(consumer)
    return await work.do(commands.skip, view=ActView.of, store=work.store, reactions=reactions, **body.model_dump())


@router.post(
    "/gaps/{consumer}/retry",
    summary="Try a parked event that fails once more",
    response_model=ActView,
    responses=problems(NotFound),
)
async def retry(consumer: Name, body: About, request: Request, work: Work) -> ActView | Response:
    """Now, instead of ten minutes after the last try."""
    reactions = request.app.state.runtime.reactions_of(consumer)
    return await work.do(commands.retry, view=ActView.of, store=work.store, reactions=reactions, subject=body.subject)


@router.post(
    "/replays", status_code=201, summary="Count a range", response_model=ReplayView, responses=problems(NotFound)
)
async def count(body: Range, request: Request, work: Work) -> ReplayView | Response:
    """Counts what a replay would send. Nothing is sent until you say so."""
    request.app.state.runtime.reactions_of(body.consumer)
    return await work.do(commands.count, view=ReplayView.of, **body.model_dump())


@router.get("/replays/{replay_id}", summary="Look at a replay", responses=problems(NotFound))
async def replay(replay_id: Id, work: Work) -> ReplayView:
    """What was counted, how far sending is."""
    return ReplayView.of(await queries.replay(work.reads, replay_id, actor=work.actor))


@router.post(
    "/replays/{replay_id}/send",
    summary="Send what was counted",
    response_model=ReplayView,
    responses=problems(NotFound, NotCounted, Unknown),
)
async def send(replay_id: Id, body: Send, work: Work) -> ReplayView | Response:
    """To that consumer alone. What it has handled already has no effect."""
    return await work.do(
        commands.send,
        view=ReplayView.of,
        replay_id=replay_id,
        reason=body.reason,
        even_unknown=body.even_unknown,
    )


@router.post(
    "/models/{model}/rebuild",
    summary="Rebuild a read model",
    response_model=RebuildView,
    responses=problems(NotFound, UnderWay),
)
async def rebuild(model: Name, body: Reason, request: Request, work: Work) -> RebuildView | Response:
    """From the history, beside what is read; then everybody changes over at once."""
    _known(request, model)
    return await work.do(commands.rebuild_model, view=RebuildView.of, model=model, reason=body.reason)


@router.post(
    "/models/{model}/cancel", summary="Cancel a rebuild", response_model=RebuildView, responses=problems(NotFound)
)
async def cancel(model: Name, work: Work) -> RebuildView | Response:
    """The read model stays as it is."""
    return await work.do(commands.cancel_rebuild, view=RebuildView.of, model=model)


def _known(request: Request, model: str) -> None:
    if model not in {one.name for one in request.app.state.runtime.models}:
        raise NotFound(what=f"bảng tổng hợp {model}")
