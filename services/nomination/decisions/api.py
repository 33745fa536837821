"""Decisions over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import Field

from services.nomination.decisions import commands, queries
from services.nomination.decisions.errors import AlreadySigned, BonusNotSet, NotDecidable
from services.nomination.decisions.views import DecisionPage, DecisionView
from shared.errors import Conflict, NotFound, Stale
from shared.law.errors import NoRule
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])

DecisionId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000c"])]
WRITE = (NotFound, Conflict, Stale, KeyReused, NotDecidable, NoRule)


class NewDecision(Input):
    """On which dossiers."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "title": "Về việc khen thưởng thành tích năm học 2024-2025",
                    "dossiers": ["0198c0de-0000-7000-8000-00000000000a"],
                }
            ]
        }
    }

    unit: str = Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")
    title: str = Field(min_length=5, max_length=500)
    dossiers: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=2000)


class SignatureInput(Input):
    """The post in which the signer signs."""

    model_config = {"json_schema_extra": {"examples": [{"post": "Chủ tịch"}]}}

    post: Literal["Chủ tịch", "Phó Chủ tịch"] = "Chủ tịch"


@router.post("", status_code=201, summary="Draft a decision", response_model=DecisionView, responses=problems(*WRITE))
async def draft(body: NewDecision, work: Work) -> DecisionView | Response:
    """On dossiers that the council approved and on which this level has the power."""
    return await work.do(
        commands.draft,
        view=DecisionView.of,
        law=work.resources.law,
        unit=body.unit,
        title=body.title,
        dossiers=list(dict.fromkeys(body.dossiers)),
    )


@router.post(
    "/{decision_id}/signature",
    summary="Sign a decision",
    response_model=DecisionView,
    responses=problems(*WRITE, AlreadySigned, BonusNotSet),
)
async def sign(
    decision_id: DecisionId, work: Work, body: Annotated[SignatureInput | None, Body()] = None
) -> DecisionView | Response:
    """Gives the next number of the series without holes, fixes the money, grants the awards. It cannot be undone."""
    return await work.do(
        commands.sign,
        view=DecisionView.of,
        law=work.resources.law,
        decision_id=decision_id,
        post=body.post if body else "Chủ tịch",
    )


@router.get("", summary="List decisions", responses=problems())
async def index(
    work: Work,
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DecisionPage:
    """Signed decisions, and the drafts of the units that the person's offices cover."""
    return DecisionPage.of(await queries.page(work.reads, actor=work.actor, unit=unit, after=after, limit=limit))


@router.get("/{decision_id}", summary="Read a decision", responses=problems(NotFound))
async def show(decision_id: DecisionId, work: Work, response: Response) -> DecisionView:
    """The decision with its lines."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    response.headers["ETag"] = f'"{decision.version}"'
    return DecisionView.of(decision)
