"""The register of awards over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.nomination.awards import queries
from services.nomination.awards.views import AwardPage, AwardView
from shared.errors import NotFound
from shared.service import Work, problems

router = APIRouter(prefix="/api/v1/awards", tags=["awards"])


@router.get("", summary="Search the register of awards", responses=problems())
async def index(
    *,
    work: Work,
    q: Annotated[str, Query(max_length=200, description="Words of the name, diacritics or not")] = "",
    year: Annotated[int | None, Query(ge=1945, le=2200)] = None,
    unit: Annotated[str, Query(max_length=80, description="Who decided, or the commune it began in")] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AwardPage:
    """Newest first, behind the cursor ``after``. Awards are public: every person signed in may search them."""
    return AwardPage.of(await queries.page(work.reads, year=year, unit=unit, text=q, after=after, limit=limit))


@router.get("/{award_id}", summary="Read an award", responses=problems(NotFound))
async def show(
    award_id: Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000d"])], work: Work
) -> AwardView:
    """One line of the register."""
    return AwardView.of(await queries.get(work.reads, award_id))
