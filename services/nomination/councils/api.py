"""Councils over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from services.nomination.councils import commands, queries
from services.nomination.councils.errors import SeatsWrong
from services.nomination.councils.model import Post, Seat
from services.nomination.councils.views import CouncilPage, CouncilView
from shared.errors import Conflict, NotFound, Stale
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/councils", tags=["councils"])

Id = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000b"])]
Code = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")]
Person = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.\-@]+$")]
WRITE = (NotFound, Conflict, Stale, KeyReused)


class SeatInput(Input):
    """A member, the term, the post, and the names of relatives as the member declared them."""

    person: Person
    valid_from: date
    valid_to: date | None = None
    post: Post = Post.MEMBER
    relatives: list[Annotated[str, Field(min_length=2, max_length=200)]] = Field(default_factory=list, max_length=50)


class CouncilInput(Input):
    """Who sits in the council. The chair is one of the members, the secretary is not."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Hội đồng Thi đua - Khen thưởng xã Dương Quang",
                    "chair": "dq-chu-tich-01",
                    "secretary": "dq-van-phong-01",
                    "seats": [{"person": "dq-chu-tich-01", "valid_from": "2025-01-01"}],
                }
            ]
        }
    }

    name: str = Field(min_length=2, max_length=300)
    chair: Person
    secretary: Person
    seats: list[SeatInput] = Field(min_length=1, max_length=99)

    def terms(self) -> tuple[Seat, ...]:
        """The seats as the model takes them."""
        return tuple(Seat.model_validate(seat.model_dump()) for seat in self.seats)


class NewCouncil(CouncilInput):
    """A council and the unit it advises."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "name": "Hội đồng Thi đua - Khen thưởng xã Dương Quang",
                    "chair": "dq-chu-tich-01",
                    "secretary": "dq-van-phong-01",
                    "seats": [{"person": "dq-chu-tich-01", "valid_from": "2025-01-01"}],
                }
            ]
        }
    }

    unit: Code


@router.post(
    "", status_code=201, summary="Set up a council", response_model=CouncilView, responses=problems(*WRITE, SeatsWrong)
)
async def create(body: NewCouncil, work: Work) -> CouncilView | Response:
    """By the officer of the unit or its administrator."""
    return await work.do(
        commands.create,
        view=CouncilView.of,
        unit=body.unit,
        name=body.name,
        chair=body.chair,
        secretary=body.secretary,
        seats=body.terms(),
    )


@router.get("", summary="List councils", responses=problems())
async def index(
    work: Work,
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CouncilPage:
    """The councils of the units that the person's offices cover."""
    return CouncilPage.of(await queries.councils(work.reads, actor=work.actor, unit=unit, after=after, limit=limit))


@router.get("/{council_id}", summary="Read a council", responses=problems(NotFound))
async def show(council_id: Id, work: Work) -> CouncilView:
    """The council with all terms."""
    return CouncilView.of(await queries.council(work.reads, actor=work.actor, council_id=council_id))


@router.put(
    "/{council_id}",
    summary="Change who sits in a council",
    response_model=CouncilView,
    responses=problems(*WRITE, SeatsWrong),
)
async def compose(council_id: Id, body: CouncilInput, work: Work) -> CouncilView | Response:
    """Meetings that are already called keep the members they were called with."""
    return await work.do(
        commands.compose,
        view=CouncilView.of,
        council_id=council_id,
        name=body.name,
        chair=body.chair,
        secretary=body.secretary,
        seats=body.terms(),
    )
