"""Officers over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registration.listing import After, Limit
from services.registration.officers import commands, queries
from services.registration.officers.model import (
    AlreadyHeld,
    NotHeld,
    OfficeDetails,
    Officer,
    OfficerExists,
    PersonDetails,
    WrongTerm,
)
from services.registration.rows import MOST_ROWS, RowRefused
from services.registration.units.api import Imported
from services.registration.units.model import CODE, UnknownUnit
from shared.errors import NotFound, Stale
from shared.identity import Role
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/officers", tags=["officers"])
Subject = Annotated[str, Path(max_length=120, examples=["dq-van-phong-01"])]

OFFICE: JsonDict = {"role": "officer", "unit": "duong-quang", "valid_from": "2025-01-01", "valid_to": None}
PERSON: JsonDict = {
    "id": "dq-van-phong-01",
    "name": "Ngô Hồng Mận",
    "honorific": "Bà",
    "position": "Công chức Văn phòng - Thống kê",
    "email": "van-phong-01@duong-quang.thidua.example",
}


class NewOffice(OfficeDetails, Input):
    """An office to give."""

    model_config = ConfigDict(json_schema_extra={"examples": [OFFICE]})


class NewOfficer(PersonDetails, Input):
    """A person with the offices they begin with."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON | {"offices": [OFFICE]}]})

    offices: tuple[NewOffice, ...] = Field(min_length=1, max_length=20)


class ManyOfficers(Input):
    """Persons to enter in one go."""

    officers: list[NewOfficer] = Field(min_length=1, max_length=MOST_ROWS)


class Relief(Input):
    """The end of an office."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"role": "officer", "unit": "duong-quang", "on": "2025-12-31"}]}
    )

    role: Role
    unit: str = Field(max_length=80)
    on: date | None = Field(default=None, description="Its last day; today unless stated.")


class OfficerView(BaseModel):
    """A person and all their offices, past ones included."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON | {"offices": [OFFICE], "version": 1}]})

    id: str
    name: str
    honorific: str
    position: str
    email: str
    offices: list[OfficeDetails]
    version: int

    @classmethod
    def of(cls, officer: Officer) -> OfficerView:
        """The view of an officer."""
        return cls(**officer.model_dump(include=set(cls.model_fields)))


class OfficerList(BaseModel):
    """A page of officers; ``after`` is the cursor of the next."""

    items: list[OfficerView]
    after: str | None


def _imported(officers: list[Officer]) -> Imported:
    return Imported(count=len(officers), ids=[officer.id for officer in officers])


@router.post(
    "",
    status_code=201,
    response_model=OfficerView,
    summary="Enter a person with an office",
    responses=problems(OfficerExists, UnknownUnit, WrongTerm, AlreadyHeld),
)
async def appoint(officer: NewOfficer, work: Work) -> OfficerView | Response:
    """Only an administrator at the units of the offices or above."""
    return await work.do(commands.appoint, view=OfficerView.of, details=officer)


@router.post(
    "/import",
    status_code=201,
    response_model=Imported,
    summary="Enter many persons at once",
    responses=problems(RowRefused),
)
async def import_officers(body: ManyOfficers, work: Work) -> Imported | Response:
    """Enters at most 200 persons in one transaction: all or none, and an error names the row."""
    return await work.do(commands.import_officers, view=_imported, rows=body.officers)


@router.post(
    "/{officer_id}/offices",
    status_code=201,
    response_model=OfficerView,
    summary="Give a person another office",
    responses=problems(NotFound, UnknownUnit, WrongTerm, AlreadyHeld, Stale),
)
async def add_office(officer_id: Subject, office: NewOffice, work: Work) -> OfficerView | Response:
    """Only an administrator at the unit of the office or above."""
    return await work.do(commands.add_office, view=OfficerView.of, officer_id=officer_id, office=office)


@router.post(
    "/{officer_id}/relief",
    response_model=OfficerView,
    summary="End an office",
    responses=problems(NotFound, UnknownUnit, NotHeld, Stale),
)
async def relieve(officer_id: Subject, body: Relief, work: Work) -> OfficerView | Response:
    """Ends an office with a day; what was done in it stays."""
    return await work.do(
        commands.relieve, view=OfficerView.of, officer_id=officer_id, role=body.role, unit=body.unit, on=body.on
    )


@router.get("", summary="List persons with offices", responses=problems())
async def listed(
    work: Work,
    unit: Annotated[str | None, Query(pattern=CODE, description="Only who holds an office there.")] = None,
    after: After = None,
    limit: Limit = 50,
) -> OfficerList:
    """Whose contacts the actor may read, by subject."""
    page = await queries.listed(work.reads, actor=work.actor, unit=unit, after=after, limit=limit)
    return OfficerList(items=[OfficerView.of(officer) for officer in page.items], after=page.after)


@router.get("/{officer_id}", summary="Read a person with offices", responses=problems(NotFound))
async def read(officer_id: Subject, work: Work, response: Response) -> OfficerView:
    """One person; the ETag is the version."""
    officer = await queries.get(work.reads, officer_id, actor=work.actor)
    response.headers["ETag"] = f'"{officer.version}"'
    return OfficerView.of(officer)
