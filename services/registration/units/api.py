"""Units over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registration.listing import After, Limit
from services.registration.rows import MOST_ROWS, RowRefused
from services.registration.units import commands, queries
from services.registration.units.model import (
    CODE,
    Category,
    Unit,
    UnitDetails,
    UnitExists,
    UnitState,
    UnknownUnit,
    WrongDates,
    WrongPlace,
)
from shared.errors import IllegalTransition, NotFound, Stale
from shared.events import Level
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/units", tags=["units"])
Code = Annotated[str, Path(pattern=CODE, max_length=80, examples=["duong-quang"])]

EXAMPLE: JsonDict = {
    "code": "duong-quang.van-phong",
    "name": "Văn phòng - Thống kê",
    "level": "base",
    "category": "office",
    "parent": "duong-quang",
    "valid_from": "2025-01-01",
    "valid_to": None,
}


class NewUnit(UnitDetails, Input):
    """A unit to enter."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class ManyUnits(Input):
    """Units to enter in one go, parents before children."""

    units: list[NewUnit] = Field(min_length=1, max_length=MOST_ROWS)


class Succession(Input):
    """The end of a unit."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2025-06-30", "successors": [], "children_to": "hung-yen"}]}
    )

    on: date = Field(description="Its last day.")
    successors: list[str] = Field(default_factory=list, max_length=20, description="Codes of who carries it on.")
    children_to: str | None = Field(
        default=None, max_length=80, description="New parent of the units below that do not end with it, from today."
    )


class Placement(Input):
    """Another parent."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parent": "hung-yen"}]})

    parent: str = Field(max_length=80)


class UnitView(BaseModel):
    """A unit as it is now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                EXAMPLE
                | {"state": "active", "path": "hung-yen/my-hao/duong-quang/duong-quang.van-phong", "successors": []}
                | {"version": 1}
            ]
        }
    )

    code: str
    name: str
    level: Level
    category: Category
    parent: str | None
    path: str
    state: UnitState
    valid_from: date
    valid_to: date | None
    successors: list[str]
    version: int

    @classmethod
    def of(cls, unit: Unit) -> UnitView:
        """The view of a unit."""
        return cls(code=unit.id, **unit.model_dump(include=set(cls.model_fields) - {"code"}))


class UnitList(BaseModel):
    """A page of units; ``after`` is the cursor of the next."""

    items: list[UnitView]
    after: str | None


class Imported(BaseModel):
    """What an import has entered."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"count": 2, "ids": ["hung-yen", "my-hao"]}]})

    count: int
    ids: list[str]


def _imported(units: list[Unit]) -> Imported:
    return Imported(count=len(units), ids=[unit.id for unit in units])


@router.post(
    "",
    status_code=201,
    response_model=UnitView,
    summary="Register a unit",
    responses=problems(UnitExists, UnknownUnit, WrongPlace, WrongDates),
)
async def register(unit: NewUnit, work: Work) -> UnitView | Response:
    """Enters a unit of the tree. Only an administrator at the parent or above."""
    return await work.do(commands.register, view=UnitView.of, details=unit)


@router.post(
    "/import",
    status_code=201,
    response_model=Imported,
    summary="Register many units at once",
    responses=problems(UnitExists, RowRefused),
)
async def import_units(body: ManyUnits, work: Work) -> Imported | Response:
    """Enters at most 200 units in one transaction: all or none, and an error names the row."""
    return await work.do(commands.import_units, view=_imported, rows=body.units)


@router.get("", summary="List units", responses=problems())
async def listed(
    work: Work,
    parent: Annotated[str | None, Query(pattern=CODE, description="Only what stands directly below.")] = None,
    after: After = None,
    limit: Limit = 50,
) -> UnitList:
    """Units of the own commune or town and below, by code."""
    page = await queries.listed(work.reads, actor=work.actor, parent=parent, after=after, limit=limit)
    return UnitList(items=[UnitView.of(unit) for unit in page.items], after=page.after)


@router.get("/{code}", summary="Read a unit", responses=problems(NotFound))
async def read(code: Code, work: Work, response: Response) -> UnitView:
    """One unit; the ETag is its version."""
    unit = await queries.seen(work.reads, code, actor=work.actor)
    response.headers["ETag"] = f'"{unit.version}"'
    return UnitView.of(unit)


@router.post(
    "/{code}/succession",
    response_model=UnitView,
    summary="End a unit",
    responses=problems(NotFound, UnknownUnit, WrongDates, IllegalTransition, Stale),
)
async def succeed(code: Code, body: Succession, work: Work) -> UnitView | Response:
    """Ends a unit with a day. Its base units and the offices there end too; other children may move."""
    return await work.do(
        commands.succeed,
        view=UnitView.of,
        code=code,
        successors=tuple(body.successors),
        on=body.on,
        children_to=body.children_to,
    )


@router.post(
    "/{code}/placement",
    response_model=UnitView,
    summary="Place a unit under another parent",
    responses=problems(NotFound, UnknownUnit, WrongPlace, Stale),
)
async def move(code: Code, body: Placement, work: Work) -> UnitView | Response:
    """Moves a unit, with all that stands below it, from today on."""
    return await work.do(commands.move, view=UnitView.of, code=code, parent=body.parent)
