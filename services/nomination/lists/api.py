"""Lists over HTTP: the workbook in, what is wrong with which row out, then all of it or nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile
from pydantic import BaseModel

from services.nomination.dossiers.errors import UnderExamination
from services.nomination.dossiers.sniffing import safe_name
from services.nomination.lists import commands, queries
from services.nomination.lists.errors import ListHasProblems, ListNotPossible, SheetRefused
from services.nomination.lists.model import ListLine, ListState, NominationList
from shared.errors import Conflict, NotFound, Stale
from shared.law import Kind
from shared.service import Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/lists", tags=["lists"])
ListId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-000000000013"])]
WRITE = (NotFound, Conflict, Stale, KeyReused, ListNotPossible)


class ListView(BaseModel):
    """A list: ``wrong`` of its ``total`` lines have something to mend; ``done`` tells how far it was worked off."""

    id: str
    version: int
    state: ListState
    unit: str
    nominating_unit: str
    title: str
    award_kind: str
    year: int
    file_name: str
    total: int
    wrong: int
    done: int
    sent_on: date | None

    @classmethod
    def of(cls, its: NominationList) -> Self:
        """The view of a list."""
        return cls.model_validate(vars(its))


class LineView(BaseModel):
    """A line with what is wrong with it; ``dossier`` once it is one."""

    row: int
    name: str
    award: str
    award_name: str
    problems: tuple[str, ...]
    dossier: str

    @classmethod
    def of(cls, line: ListLine) -> Self:
        """The view of a line."""
        return cls.model_validate(vars(line))


class LinePage(BaseModel):
    """Some lines; ``after`` is the row behind which to go on."""

    items: list[LineView]
    after: int | None


@router.post("", status_code=201, summary="Read a list", responses=problems(*WRITE, SheetRefused))
async def read(
    *,
    work: Work,
    file: UploadFile,
    unit: Annotated[str, Form(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")],
    title: Annotated[str, Form(min_length=5, max_length=300)],
    kind: Annotated[Kind, Form()],
    year: Annotated[int, Form(ge=1945, le=2200)],
) -> ListView:
    """Nothing is made of it yet: every line is looked at, and what is wrong with it is said."""
    lines = await commands.looked_through(
        work.reads, work.resources.law, work.clock, file.file, unit=unit, kind=kind, year=year
    )
    its = await work.run(
        commands.keep,
        unit=unit,
        title=title,
        kind=kind,
        year=year,
        file_name=safe_name(file.filename or ""),
        lines=lines,
    )
    return ListView.of(its)


@router.get("/{list_id}", summary="A list and how far it is", responses=problems(NotFound))
async def show(list_id: ListId, work: Work) -> ListView:
    """For the unit that nominates and whoever is above it."""
    return ListView.of(await queries.get(work.reads, actor=work.actor, list_id=list_id))


@router.get("/{list_id}/lines", summary="Lines of a list", responses=problems(NotFound))
async def lines(
    list_id: ListId,
    work: Work,
    wrong: Annotated[bool | None, Query(description="Only those with, or without, something to mend")] = None,
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> LinePage:
    """In the order of the sheet, behind the row ``after``."""
    await queries.get(work.reads, actor=work.actor, list_id=list_id)
    found = await queries.lines(work.reads, list_id, wrong=wrong, after=after, limit=limit + 1)
    more = found[limit - 1].row if len(found) > limit else None
    return LinePage(items=[LineView.of(one) for one in found[:limit]], after=more)


@router.post(
    "/{list_id}/confirmation",
    summary="Send the whole list",
    response_model=ListView,
    responses=problems(*WRITE, ListHasProblems, UnderExamination),
)
async def confirm(list_id: ListId, work: Work) -> ListView | Response:
    """Refused while one line has something to mend. The dossiers are made in the background; ``done`` counts them."""
    return await work.do(commands.confirm, view=ListView.of, list_id=list_id)


@router.post(
    "/{list_id}/acceptance",
    summary="Receive the whole list",
    response_model=ListView,
    responses=problems(*WRITE),
)
async def accept(list_id: ListId, work: Work) -> ListView | Response:
    """For appraisal, under the law of the day; dossiers of it that were returned or withdrawn go their own way."""
    return await work.do(commands.accept, view=ListView.of, list_id=list_id)
