"""Movements over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registration.listing import After, Limit
from services.registration.movements import commands, queries
from services.registration.movements.model import Criterion, CriterionTwice, Form, Movement, MovementDetails
from services.registration.units.model import CODE
from shared.errors import NotFound
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/movements", tags=["movements"])
MovementId = Annotated[str, Path(max_length=80, examples=["0198c0de-0000-7000-8000-000000000002"])]

EXAMPLE: JsonDict = {
    "unit": "duong-quang",
    "title": "Phong trào thi đua yêu nước xã Dương Quang năm 2025",
    "form": "thuong-xuyen",
    "starts_on": "2025-01-15",
    "ends_on": "2025-12-15",
    "objective": "Thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2025 của xã.",
    "scope": "Toàn xã",
    "subjects": ["Hộ gia đình", "Ban ngành, đoàn thể, trường, thôn"],
    "measures": "Mỗi đơn vị đăng ký danh hiệu từ đầu năm.",
    "criteria": [{"code": "1.1", "group": "Kinh tế - xã hội", "name": "Thu ngân sách", "max_points": 20}],
}


class NewCriterion(Criterion, Input):
    """A criterion to set."""


class NewMovement(MovementDetails, Input):
    """A movement to launch."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    unit: str = Field(pattern=CODE, max_length=80)
    criteria: tuple[NewCriterion, ...] = Field(min_length=1, max_length=100)


class MovementView(BaseModel):
    """A movement."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                EXAMPLE
                | {"id": "0198c0de-0000-7000-8000-000000000002", "launched_on": "2025-01-15", "version": 1}
                | {"launched_by_name": "Tạ Công Thuần"}
            ]
        }
    )

    id: str
    unit: str
    title: str
    form: Form
    starts_on: date
    ends_on: date
    objective: str
    scope: str
    subjects: list[str]
    measures: str
    criteria: list[Criterion]
    launched_on: date
    launched_by_name: str
    version: int

    @classmethod
    def of(cls, movement: Movement) -> MovementView:
        """The view of a movement."""
        return cls(**movement.model_dump(include=set(cls.model_fields)))


class MovementList(BaseModel):
    """A page of movements; ``after`` is the cursor of the next."""

    items: list[MovementView]
    after: str | None


@router.post(
    "",
    status_code=201,
    response_model=MovementView,
    summary="Launch a movement",
    responses=problems(CriterionTwice),
)
async def launch(movement: NewMovement, work: Work) -> MovementView | Response:
    """Launches a movement with its criteria. Officer or signer of the unit."""
    return await work.do(commands.launch, view=MovementView.of, unit=movement.unit, details=movement)


@router.get("", summary="List movements", responses=problems())
async def listed(
    work: Work,
    unit: Annotated[str | None, Query(pattern=CODE)] = None,
    after: After = None,
    limit: Limit = 50,
) -> MovementList:
    """Movements of the units above, at and below the own offices, newest first."""
    page = await queries.listed(work.reads, actor=work.actor, unit=unit, after=after, limit=limit)
    return MovementList(items=[MovementView.of(one) for one in page.items], after=page.after)


@router.get("/{movement_id}", summary="Read a movement", responses=problems(NotFound))
async def read(movement_id: MovementId, work: Work, response: Response) -> MovementView:
    """One movement; the ETag is its version."""
    movement = await queries.get(work.reads, movement_id, actor=work.actor)
    response.headers["ETag"] = f'"{movement.version}"'
    return MovementView.of(movement)
