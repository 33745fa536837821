"""The register of awards over HTTP."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from services.nomination.awards import commands, importing, queries
from services.nomination.awards.errors import (
    AlreadyEntered,
    AlreadyRevoked,
    MissingColumns,
    NeedsDecision,
    NotAWorkbook,
    NothingToEnter,
)
from services.nomination.awards.importing import ImportState, PastImport
from services.nomination.awards.rows import MOST_BYTES, XLSX, PastAward, template
from services.nomination.awards.views import AwardPage, AwardView, AwardWithHistory
from services.nomination.awards.why import Why, why
from shared.errors import Conflict, NotFound, Stale
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/awards", tags=["awards"])
AwardId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000d"])]
ImportId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000001d"])]
WRITE = (NotFound, Conflict, Stale, KeyReused)


class Mending(Input):
    """How a line from the old books must read; what is left out stays."""

    model_config = {"json_schema_extra": {"examples": [{"name": "Trần Thị Mẫu", "reason": "Gõ sai tên."}]}}

    name: str | None = Field(default=None, min_length=1, max_length=300)
    honorific: str | None = Field(default=None, max_length=40)
    position: str | None = Field(default=None, max_length=300)
    achievement: str | None = Field(default=None, max_length=4000)
    reason: str = Field(min_length=3, max_length=2000)


class ImportView(BaseModel):
    """A workbook that was read: what can be entered, and why the rest cannot."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-00000000001d", "version": 1, "state": "previewed",
                    "unit": "duong-quang", "file": "so-cu.xlsx", "rows": [], "can_be_entered": 12, "entered": 0,
                }
            ]
        }
    )  # fmt: skip

    id: str
    version: int
    state: ImportState
    unit: str
    file: str
    rows: tuple[PastAward, ...]
    can_be_entered: int
    entered: int

    @classmethod
    def of(cls, found: PastImport) -> Self:
        return cls.model_validate({**vars(found), "can_be_entered": len(found.good)})


@router.get("", summary="Search the register of awards", responses=problems())
async def index(
    *,
    work: Work,
    q: Annotated[str, Query(max_length=200, description="The name from any of its words on, diacritics or not")] = "",
    year: Annotated[int | None, Query(ge=1945, le=2200)] = None,
    unit: Annotated[str, Query(max_length=80, description="Who decided, or the commune it began in")] = "",
    after: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AwardPage:
    """Newest first, or by name where one is given. Awards are public: every person signed in may search them."""
    return AwardPage.of(await queries.page(work.reads, year=year, unit=unit, text=q, after=after, limit=limit))


@router.get("/imports/template.xlsx", summary="The workbook to fill in", responses=problems())
async def blank_workbook(work: Work) -> Response:
    """The columns, an example, and the names of all titles and forms."""
    content = template(work.resources.law, work.clock.today())
    headers = {"Content-Disposition": 'attachment; filename="so-khen-thuong-cu.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


@router.post(
    "/imports", status_code=201, summary="Read a workbook", responses=problems(*WRITE, NotAWorkbook, MissingColumns)
)
async def preview(
    work: Work, unit: Annotated[str, Form(max_length=80)], file: Annotated[UploadFile, File()]
) -> ImportView:
    """A preview: each row with the reasons why it cannot be entered. Nothing is in the register yet."""
    content = await file.read(MOST_BYTES + 1)
    return ImportView.of(
        await work.run(importing.preview, law=work.resources.law, unit=unit, file=file.filename or "", content=content)
    )


@router.get("/imports/{import_id}", summary="Read a preview", responses=problems(NotFound))
async def previewed(import_id: ImportId, work: Work) -> ImportView:
    """Of the person's own unit."""
    return ImportView.of(await importing.one(work.reads, actor=work.actor, import_id=import_id))


@router.post(
    "/imports/{import_id}/entry",
    summary="Enter the rows that can be",
    response_model=ImportView,
    responses=problems(*WRITE, AlreadyEntered, NothingToEnter),
)
async def enter(import_id: ImportId, work: Work) -> ImportView | Response:
    """Rows with a reason are left out. A file is entered once."""
    return await work.do(importing.enter, view=ImportView.of, import_id=import_id)


@router.post(
    "/imports/{import_id}/dropping",
    summary="Forget a preview",
    response_model=ImportView,
    responses=problems(*WRITE, AlreadyEntered),
)
async def drop(import_id: ImportId, work: Work) -> ImportView | Response:
    """Nothing is entered."""
    return await work.do(importing.drop, view=ImportView.of, import_id=import_id)


@router.get("/why/{dossier_id}", summary="Why it was given, or not", responses=problems(NotFound))
async def because(
    dossier_id: Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000a"])], work: Work
) -> Why:
    """For those who may read the dossier: conditions, the published totals of the vote, decision and money."""
    return await why(work.reads, actor=work.actor, law=work.resources.law, dossier_id=dossier_id)


@router.get("/{award_id}", summary="Read an award", responses=problems(NotFound))
async def show(award_id: AwardId, work: Work) -> AwardWithHistory:
    """One line of the register with its history."""
    return AwardWithHistory.of(await queries.get(work.reads, award_id))


@router.put(
    "/{award_id}",
    summary="Mend an imported line",
    response_model=AwardView,
    responses=problems(*WRITE, NeedsDecision, AlreadyRevoked),
)
async def mend(award_id: AwardId, body: Mending, work: Work) -> AwardView | Response:
    """Only what came from the old books; everything else is corrected by a decision."""
    values = body.model_dump(exclude={"reason"}, exclude_none=True)
    return await work.do(commands.mend, view=AwardView.of, award_id=award_id, values=values, reason=body.reason)
