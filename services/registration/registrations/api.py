"""Registrations over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registration.listing import After, Limit
from services.registration.movements.api import NewCriterion
from services.registration.movements.model import CriterionTwice
from services.registration.registrations import commands, queries
from services.registration.registrations.commands import Heading, NotAbove, NotAnAward, NotForSubject
from services.registration.registrations.lines import Lines, Pledge, Title, TitleTwice
from services.registration.registrations.model import (
    Agreement,
    EmptyRegistration,
    Kind,
    Moment,
    NotEditable,
    ReasonMissing,
    Registration,
    State,
    WrongKind,
)
from services.registration.units.model import CODE
from shared.errors import IllegalTransition, NotFound, Stale
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/registrations", tags=["registrations"])
RegistrationId = Annotated[str, Path(max_length=80, examples=["0198c0de-0000-7000-8000-000000000003"])]

LINES: JsonDict = {
    "criteria": [{"code": "1.1", "group": "Kinh tế - xã hội", "name": "Thu ngân sách", "max_points": 20}],
    "pledges": [{"content": "Thu ngân sách trên địa bàn", "unit": "phần trăm dự toán", "target": 105}],
    "titles": [],
    "aims": ["Tập thể lao động tiên tiến cho ít nhất 3 đơn vị"],
}
HEADING: JsonDict = {
    "kind": "content",
    "year": 2025,
    "title": "Đăng ký nội dung và tiêu chí thi đua năm 2025",
    "from_unit": "duong-quang",
    "to_unit": "my-hao",
    "movement": None,
}
TITLES: JsonDict = {
    "kind": "titles",
    "year": 2025,
    "title": "Đăng ký danh hiệu thi đua năm 2025",
    "from_unit": "duong-quang.van-phong",
    "lines": {"titles": [{"subject_kind": "individual", "subject": "Mai Tiến Cẩn", "award": "TD-CN-LDTT"}]},
}


class NewPledge(Pledge, Input):
    """A figure to promise."""


class NewTitle(Title, Input):
    """A title to strive for."""


class NewLines(Lines, Input):
    """What is asked to be agreed to."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINES]})

    criteria: tuple[NewCriterion, ...] = Field(default=(), max_length=100)
    pledges: tuple[NewPledge, ...] = Field(default=(), max_length=100)
    titles: tuple[NewTitle, ...] = Field(default=(), max_length=500)


class NewRegistration(Input):
    """A registration to begin."""

    model_config = ConfigDict(json_schema_extra={"examples": [HEADING | {"lines": LINES}, TITLES]})

    kind: Kind
    year: int = Field(ge=2000, le=2100)
    title: str = Field(min_length=1, max_length=300)
    from_unit: str = Field(pattern=CODE, max_length=80)
    to_unit: str | None = Field(default=None, max_length=80, description="Left out: the unit directly above.")
    movement: str | None = Field(default=None, max_length=80)
    lines: NewLines = NewLines()


class Rewriting(Input):
    """What it is to ask for from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lines": LINES}]})

    title: str | None = Field(default=None, min_length=1, max_length=300)
    lines: NewLines


class Return(Input):
    """Why it goes back."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "Tổng điểm mới đạt 90/100, đề nghị bổ sung."}]}
    )

    reason: str = Field(max_length=2000)


class RegistrationView(BaseModel):
    """A registration as it is now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                HEADING
                | {"id": "0198c0de-0000-7000-8000-000000000003", "unit": "duong-quang", "state": "submitted"}
                | {"round": 1, "points": 20, "lines": LINES, "moments": [], "agreed": None, "version": 2}
                | {"submitted_on": "2025-02-17"}
            ]
        }
    )

    id: str
    kind: Kind
    year: int
    title: str
    state: State
    unit: str
    from_unit: str
    to_unit: str
    movement: str | None
    round: int
    points: int
    lines: Lines
    moments: list[Moment]
    agreed: Agreement | None
    submitted_on: date | None
    version: int

    @classmethod
    def of(cls, registration: Registration) -> RegistrationView:
        """The view of a registration."""
        held = registration.model_dump(include=set(cls.model_fields))
        return cls(kind=registration.what, round=registration.round, points=registration.lines.points, **held)


class RegistrationRow(BaseModel):
    """A registration in a list."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {key: value for key, value in HEADING.items() if key != "movement"}
                | {"id": "0198c0de-0000-7000-8000-000000000003", "state": "submitted", "round": 1, "lines": 3}
                | {"submitted_on": "2025-02-17"}
            ]
        }
    )

    id: str
    kind: Kind
    year: int
    title: str
    state: State
    from_unit: str
    to_unit: str
    round: int
    lines: int
    submitted_on: date | None

    @classmethod
    def of(cls, one: Registration) -> RegistrationRow:
        """The row of a registration."""
        same = one.model_dump(include={"id", "year", "title", "state", "from_unit", "to_unit", "submitted_on"})
        return cls(kind=one.what, round=one.round, lines=one.lines.count, **same)


class RegistrationList(BaseModel):
    """A page of registrations; ``after`` is the cursor of the next."""

    items: list[RegistrationRow]
    after: str | None


LINE_PROBLEMS = (WrongKind, CriterionTwice, TitleTwice, NotAnAward, NotForSubject)


@router.post(
    "",
    status_code=201,
    response_model=RegistrationView,
    summary="Draft a registration",
    responses=problems(NotFound, NotAbove, *LINE_PROBLEMS),
)
async def draft(body: NewRegistration, work: Work) -> RegistrationView | Response:
    """Begins a registration. Head or officer of the unit that pledges."""
    heading = Heading(
        what=body.kind,
        year=body.year,
        title=body.title,
        from_unit=body.from_unit,
        to_unit=body.to_unit,
        movement=body.movement,
    )
    return await work.do(
        commands.draft, view=RegistrationView.of, law=work.resources.law, heading=heading, lines=body.lines
    )


@router.get("", summary="List registrations", responses=problems())
async def listed(
    work: Work,
    *,
    state: State | None = None,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    from_unit: Annotated[str | None, Query(pattern=CODE)] = None,
    to_unit: Annotated[str | None, Query(pattern=CODE)] = None,
    after: After = None,
    limit: Limit = 50,
) -> RegistrationList:
    """The own registrations, and those of units below once they were sent, newest first."""
    page = await queries.listed(
        work.reads,
        actor=work.actor,
        state=state,
        year=year,
        from_unit=from_unit,
        to_unit=to_unit,
        after=after,
        limit=limit,
    )
    return RegistrationList(items=[RegistrationRow.of(one) for one in page.items], after=page.after)


@router.get("/{registration_id}", summary="Read a registration", responses=problems(NotFound))
async def read(registration_id: RegistrationId, work: Work, response: Response) -> RegistrationView:
    """One registration with its history and what was agreed; the ETag is its version."""
    registration = await queries.get(work.reads, registration_id, actor=work.actor)
    response.headers["ETag"] = f'"{registration.version}"'
    return RegistrationView.of(registration)


@router.put(
    "/{registration_id}",
    response_model=RegistrationView,
    summary="Rewrite a registration",
    responses=problems(NotFound, NotEditable, Stale, *LINE_PROBLEMS),
)
async def rewrite(registration_id: RegistrationId, body: Rewriting, work: Work) -> RegistrationView | Response:
    """Replaces what it asks for, before it is sent or after it came back."""
    return await work.do(
        commands.rewrite,
        view=RegistrationView.of,
        law=work.resources.law,
        registration_id=registration_id,
        lines=body.lines,
        title=body.title,
    )


@router.post(
    "/{registration_id}/submission",
    response_model=RegistrationView,
    summary="Submit a registration",
    responses=problems(NotFound, IllegalTransition, EmptyRegistration, Stale),
)
async def submit(registration_id: RegistrationId, work: Work) -> RegistrationView | Response:
    """Sends it to the unit above."""
    return await work.do(commands.submit, view=RegistrationView.of, registration_id=registration_id)


@router.post(
    "/{registration_id}/return",
    response_model=RegistrationView,
    summary="Return a registration",
    responses=problems(NotFound, IllegalTransition, ReasonMissing, Stale),
)
async def send_back(registration_id: RegistrationId, body: Return, work: Work) -> RegistrationView | Response:
    """Sends it back with the reason. Officer of the unit it was sent to."""
    return await work.do(
        commands.send_back, view=RegistrationView.of, registration_id=registration_id, reason=body.reason
    )


@router.post(
    "/{registration_id}/approval",
    response_model=RegistrationView,
    summary="Approve a registration",
    responses=problems(NotFound, IllegalTransition, Stale),
)
async def approve(registration_id: RegistrationId, work: Work) -> RegistrationView | Response:
    """Agrees to it; what was agreed is kept as it stands. Officer of the unit it was sent to."""
    return await work.do(commands.approve, view=RegistrationView.of, registration_id=registration_id)
